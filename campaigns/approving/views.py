"""A campaign's next status, and comments at its sections."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.approving.forms import CommentForm, StepForm
from campaigns.approving.services import STEP, settle_comment, take_step, write_comment
from campaigns.contents import left_of
from campaigns.policy import check_comment, check_owns
from campaigns.sections.registry import SECTIONS
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.loading import add_refusal

READ_BEFORE = {"submit", "approve"}
"""Steps before which one sees what the plan still lacks, and what is still talked about."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Says once more what comes now, with room for a word about it; then does it."""
    campaign = load_campaign(request, pk)
    check_owns(request.user, campaign)
    if name not in STEP:
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_step(campaign, STEP[name], by=request.user, note=form.cleaned_data["note"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, STEP[name].done or _("Done: all who work on it see it now."))
            return redirect("campaigns:detail", pk=pk)
    context = {
        "campaign": campaign,
        "step": STEP[name],
        "form": form,
        "is_read_before": name in READ_BEFORE,
        "left": left_of(campaign) if name in READ_BEFORE else [],
    }
    return render(
        request, "campaigns/approving/step.html", context, status=422 if form.errors else 200
    )


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def comment(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    campaign = load_campaign(request, pk)
    if kind not in SECTIONS:
        raise Http404
    check_comment(request.user, campaign)
    form = CommentForm(request.POST)
    if form.is_valid():
        write_comment(campaign, kind, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Your comment stands at this section."))
    else:
        messages.error(request, _("Write a comment of up to 1,500 letters."))
    return redirect("campaigns:section", pk=pk, kind=kind)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def settle(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    try:
        settle_comment(campaign, number, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("campaigns:detail", pk=pk)
    found = campaign.comments.get(pk=number)
    return redirect("campaigns:section", pk=pk, kind=found.kind)
