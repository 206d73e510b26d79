"""Writing down and correcting what platforms say of a post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Post, PostReading
from campaigns.outreach import policy
from campaigns.outreach.forms import ReadingForm
from campaigns.outreach.measuring import record_reading, remove_reading
from campaigns.outreach.views.posts import load, show
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


@require_POST
@requires(Permission.WRITE_POSTS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """What a platform says of a post today, or on a day before."""
    post = load(request, pk)
    policy.check(policy.may_measure(request.user, post))
    form = ReadingForm(request.POST)
    if form.is_valid():
        try:
            record_reading(post, by=request.user, **form.said())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The numbers are written down."))
            return redirect("outreach:post", pk=post.pk)
    return show(request, post, status=422, reading_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_POSTS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a reading right, or take it out; its history keeps what it said."""
    visible = Post.objects.visible_to(request.user)
    readings = PostReading.objects.filter(post__in=visible).select_related(
        "post__account", "post__volunteer", "post__organisation"
    )
    reading = get_object_or_404(readings, pk=pk)
    policy.check(policy.may_measure(request.user, reading.post))
    if request.POST.get("do") == "remove":
        remove_reading(reading, by=request.user)
        messages.success(request, _("The numbers of that day are taken out."))
        return redirect("outreach:post", pk=reading.post_id)
    form = ReadingForm(request.POST or None, reading=reading)
    if request.method == "POST" and form.is_valid():
        said = form.said() | {"date": reading.date, "source": reading.source}
        try:
            record_reading(reading.post, by=request.user, **said)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Corrected. What was there before is in the history."))
            return redirect("outreach:post", pk=reading.post_id)
    context = {"form": form, "reading": reading, "post": reading.post}
    status = 422 if form.errors else 200
    return render(request, "outreach/reading.html", context, status=status)
