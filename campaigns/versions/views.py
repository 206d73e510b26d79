"""What messages said before: a list of them, and the versions of one side by side."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.choices import SheetKind
from campaigns.policy import check_edit, may_edit
from campaigns.sections.views import seen_version, sheet_of
from campaigns.versions.reading import histories_of, side_by_side
from campaigns.versions.services import take_back_version, version_of
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.lists import page_number

BESIDE = 3
"""Older versions beside the present one; more of them do not fit a screen."""


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    context = {"campaign": campaign, "histories": histories_of(campaign)}
    return render(request, "campaigns/versions/versions.html", context)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def message_versions(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    found = histories_of(campaign, number)
    if not found:
        messages.info(request, _("This message has no versions."))
        return redirect("campaigns:versions", pk=pk)
    (history,) = found
    older = history.versions if history.is_removed else history.versions[1:]
    page = Paginator(older, BESIDE).get_page(page_number(request.GET))
    shown = [*([] if history.is_removed else [history.last]), *page.object_list]
    context = {
        "campaign": campaign,
        "history": history,
        "page": page,
        "shown": shown,
        "lines": side_by_side(history, shown),
        "may_edit": may_edit(request.user, campaign),
        "seen": sheet_of(campaign, SheetKind.MESSAGES).version,
    }
    return render(request, "campaigns/versions/message.html", context)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def take_back(request: HttpRequest, pk: int, number: int, key: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    found = histories_of(campaign, number)
    try:
        if not found:
            raise Refusal(_("This version is not there."))
        version = version_of(found[0], key)
        take_back_version(campaign, found[0], version, seen=seen_version(request), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("campaigns:message_versions", pk=pk, number=number)
    words = {"number": version.number}
    messages.success(
        request, _("Version %(number)s is back; what stood there is a version, too.") % words
    )
    if found[0].is_removed:
        return redirect("campaigns:section", pk=pk, kind=SheetKind.MESSAGES)
    return redirect("campaigns:message_versions", pk=pk, number=number)
