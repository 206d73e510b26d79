"""Posts: the list, one of them, writing it, saying yes or no."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission, Role
from campaigns.models import Campaign, OutreachRules, Post, PostStatus
from campaigns.outreach import policy, posting
from campaigns.outreach.filters import PostFilter, as_number
from campaigns.outreach.forms import (
    OF_A_PLAN,
    AnswerForm,
    PostForm,
    ProposeForm,
    PublishForm,
    ReadingForm,
    SubmitForm,
)
from campaigns.outreach.queries import history_of_post, page_of_posts
from campaigns.pictures.forms import PictureForm
from campaigns.pictures.policy import may_add_to_post
from sessions.errors import Refusal
from sessions.views.lists import is_swap, page_number
from sessions.views.loading import add_refusal

TABS = (
    (gettext_lazy("All"), ""),
    (gettext_lazy("To look at"), "state=waiting"),
    (gettext_lazy("Planned"), "state=planned"),
    (gettext_lazy("Published"), "state=published"),
    (gettext_lazy("Without numbers"), "state=unmeasured"),
)


def load(request: HttpRequest, pk: int) -> Post:
    """A post that the person may see; a 404 for any other."""
    posts = Post.objects.visible_to(request.user).select_related(
        "account__organisation",
        "volunteer",
        "organisation",
        "project",
        "campaign",
        "message",
        "channel",
        "region",
    )
    return get_object_or_404(posts, pk=pk)


def is_only_volunteer(request: HttpRequest) -> bool:
    return request.user.roles == {Role.VOLUNTEER}


@require_safe
@requires(Permission.SEE_POSTS)
def post_list(request: HttpRequest) -> HttpResponse:
    """The posts that somebody may see, the newest first; a volunteer's own as cards."""
    filters = PostFilter(request)
    page = page_of_posts(filters.qs, page_number(request.GET))
    for post in page.object_list:
        post.author = policy.author_shown_to(request.user, post)
    context = {
        "filters": filters,
        "page": page,
        "tabs": [(label, query, filters.shown_state == query[6:]) for label, query in TABS],
        "rules": OutreachRules.now(),
    }
    if is_only_volunteer(request):
        return render(request, "outreach/my_posts.html", context)
    template = "outreach/posts.html#results" if is_swap(request) else "outreach/posts.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_POSTS)
def new(request: HttpRequest) -> HttpResponse:
    """Submit one's own post, or write one of the programme or of a partner."""
    if is_only_volunteer(request):
        return _submit(request)
    first = as_number(request.GET.get("campaign", ""))
    form = PostForm(request.POST or None, user=request.user, first_campaign=first)
    if request.method == "POST" and form.is_valid():
        try:
            post = posting.write_post(by=request.user, **form.said())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The post is written down."))
            return redirect("outreach:post", pk=post.pk)
    return _show_form(request, form)


def _submit(request: HttpRequest) -> HttpResponse:
    volunteer = getattr(request.user, "volunteer", None)
    policy.check(volunteer is not None)
    approve_before = OutreachRules.now().approve_before
    kind = ProposeForm if approve_before else SubmitForm
    form = kind(request.POST or None, volunteer=volunteer)
    picture = PictureForm(request, is_optional=True)
    # Both are looked at, so that everything that is wrong is said at once.
    if request.method == "POST" and all([form.is_valid(), picture.may_go_on]):
        try:
            post = posting.submit_post(
                by=request.user, picture=picture.new_picture(), **form.cleaned_data
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            told = {
                True: _("Thank you! You get a mail once a coordinator has looked at it."),
                False: _("Thank you! It counts now. Add the numbers in a few days."),
            }
            messages.success(request, told[approve_before])
            return redirect("outreach:post", pk=post.pk)
    if form.errors:
        picture.ask_again()
    context = {"form": form, "picture": picture, "approve_before": approve_before}
    status = 422 if form.errors or picture.errors else 200
    return render(request, "outreach/submit.html", context, status=status)


def _show_form(request: HttpRequest, form: PostForm, post: Post | None = None) -> HttpResponse:
    context = {"form": form, "post": post}
    status = 422 if form.errors else 200
    return render(request, "outreach/post_form.html", context, status=status)


@require_safe
@requires(Permission.SEE_POSTS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, load(request, pk))


def show(request: HttpRequest, post: Post, *, status: int = 200, **forms: Form) -> HttpResponse:
    """A post's page, with a form as it was filled in where a service refused it."""
    user = request.user
    can_measure = policy.may_measure(user, post) and post.status == PostStatus.PUBLISHED
    is_responsible = policy.is_responsible(user, post)
    context = {
        "post": post,
        "author": policy.author_shown_to(user, post),
        "readings": post.readings.all(),
        "pictures": post.pictures.shown(),
        "gone_pictures": post.pictures.gone() if is_responsible else [],
        "can_add_picture": may_add_to_post(user, post),
        "can_change": policy.may_change(user, post),
        "publish_form": policy.may_publish(user, post) and PublishForm(),
        "answer_form": policy.may_answer(user, post) and AnswerForm(),
        "reading_form": can_measure and ReadingForm(),
        "history": history_of_post(post) if is_responsible else [],
        "sees_campaign": Campaign.objects.visible_to(user).filter(pk=post.campaign_id).exists(),
    }
    return render(request, "outreach/post.html", context | forms, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_POSTS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = load(request, pk)
    policy.check(policy.may_change(request.user, post))
    form = PostForm(request.POST or None, user=request.user, instance=post)
    if not policy.is_responsible(request.user, post):
        for name in ("account", "campaign", *OF_A_PLAN, "cost", "region"):
            form.fields.pop(name, None)
    if request.method == "POST" and form.is_valid():
        try:
            posting.change_post(post, by=request.user, **form.said())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("outreach:post", pk=post.pk)
    return _show_form(request, form, load(request, pk))


@require_POST
@requires(Permission.WRITE_POSTS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The planned post is out now, under a link."""
    post = load(request, pk)
    policy.check(policy.is_author(request.user, post) or policy.is_responsible(request.user, post))
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            posting.publish_post(post, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It counts now. Add the numbers in a few days."))
            return redirect("outreach:post", pk=post.pk)
    return show(request, post, status=422, publish_form=form)


@require_POST
@requires(Permission.APPROVE_POSTS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to a volunteer's post."""
    post = load(request, pk)
    policy.check(policy.is_responsible(request.user, post))
    form = AnswerForm(request.POST)
    if form.is_valid():
        is_yes = request.POST.get("answer") == "yes"
        try:
            posting.answer_post(post, by=request.user, is_yes=is_yes, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Answered."))
            return redirect("outreach:post", pk=post.pk)
    return show(request, post, status=422, answer_form=form)
