"""Pages of ideas."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions.choices import IdeaStatus
from sessions.errors import Refusal
from sessions.ideas import services
from sessions.ideas.forms import IdeaAnswerForm, IdeaForm
from sessions.models import Idea, IdeaSupport
from sessions.views.loading import add_refusal

ON_A_PAGE = 20


def shown_to(request: HttpRequest) -> QuerySet[Idea]:
    """What somebody may see, with how many support it and whether oneself does."""
    own = IdeaSupport.objects.filter(idea=OuterRef("pk"), volunteer__user=request.user)
    return (
        Idea.objects.visible_to(request.user)
        .select_related("volunteer", "project", "lesson")
        .annotate(support=Count("supports"), is_mine=Exists(own))
    )


def load(request: HttpRequest, pk: int) -> Idea:
    return get_object_or_404(shown_to(request), pk=pk)


@require_safe
@requires(Permission.SEE_IDEAS)
def idea_list(request: HttpRequest) -> HttpResponse:
    """What has most support first, or what is to be read."""
    status = request.GET.get("status", "")
    ideas = shown_to(request)
    if status in IdeaStatus.values:
        ideas = ideas.filter(status=status)
    page = Paginator(ideas.order_by("-support", "-created_at", "pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    tabs = [("", _("All")), *((one.value, one.label) for one in _tabs(request))]
    context = {"page": page, "ideas": page.object_list, "status": status, "tabs": tabs}
    return render(request, "sessions/ideas/list.html", context)


def _tabs(request: HttpRequest) -> list[IdeaStatus]:
    reads = request.user.can(Permission.ANSWER_IDEAS)
    return [one for one in IdeaStatus if reads or one != IdeaStatus.NEW]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROPOSE_IDEAS)
def propose(request: HttpRequest) -> HttpResponse:
    form = IdeaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            idea = services.propose_idea(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Thank you! A coordinator reads it, then the others see it, too.")
            )
            return redirect("sessions:idea", pk=idea.pk)
    status = 422 if form.errors else 200
    return render(request, "sessions/ideas/propose.html", {"form": form}, status=status)


@require_safe
@requires(Permission.SEE_IDEAS)
def idea_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, load(request, pk))


@require_POST
@requires(Permission.PROPOSE_IDEAS)
def support(request: HttpRequest, pk: int) -> HttpResponse:
    idea = load(request, pk)
    try:
        services.set_support(idea, by=request.user, wanted=request.POST.get("wanted") == "yes")
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("sessions:idea", pk=idea.pk)


@require_POST
@requires(Permission.ANSWER_IDEAS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    idea = load(request, pk)
    services.check_may_answer(request.user, idea)
    form = IdeaAnswerForm(request.POST, idea=idea)
    if form.is_valid():
        try:
            services.answer_idea(idea, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Answered. The author is told."))
            return redirect("sessions:idea", pk=idea.pk)
    return _show(request, idea, form=form, status=422)


@require_POST
@requires(Permission.ANSWER_IDEAS)
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of a lesson out of it; published, it can be planned with."""
    idea = load(request, pk)
    try:
        if request.POST.get("publish"):
            services.publish_lesson(idea, by=request.user)
            messages.success(request, _("The lesson can be planned with now."))
        else:
            services.draft_lesson(idea, by=request.user)
            messages.success(request, _("There is a draft of the lesson now."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("sessions:idea", pk=idea.pk)


def _show(
    request: HttpRequest, idea: Idea, *, form: IdeaAnswerForm | None = None, status: int = 200
) -> HttpResponse:
    can_answer = services.may_answer(request.user, idea)
    context = {
        "idea": idea,
        "form": (form or IdeaAnswerForm(idea=idea)) if can_answer else None,
        "is_own": idea.volunteer.user_id == request.user.pk,
        "can_support": request.user.can(Permission.PROPOSE_IDEAS),
        "can_publish": can_answer and request.user.sees_all_regions,
    }
    return render(request, "sessions/ideas/detail.html", context, status=status)
