"""What the calendar's scripts ask and send: what is there, a move, and a change taken back.

The same can be done with the form of an activity, without scripts.
"""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.activities.reading import NO_CHANNEL, Plan, activities_of, event_of
from campaigns.activities.services import move_activity, remove_activity
from campaigns.models import Activity, Campaign, ChannelUse
from campaigns.policy import check_edit
from campaigns.views.loading import load_campaign
from sessions.errors import ChangedMeanwhile, NotNow, Refusal

MOST_BYTES = 4096


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """All that stands on the calendar; 304 where the page has it already."""
    plan = Plan(load_campaign(request, pk), request.user)
    body = json.dumps(plan.events(), cls=DjangoJSONEncoder).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def move(request: HttpRequest, pk: int, number: int) -> JsonResponse:
    """Other days (``first``, ``last``), another channel (``row``) or both, over ``seen``."""
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    given = _given(request)

    def do(found: Activity) -> dict[str, Any]:
        before = {"first": found.first_day, "last": found.last_day}
        if "row" in given:
            before["row"] = str(found.channel_id or NO_CHANNEL)
        _move(found, given, request)
        return {"kind": "move", **before}

    return _answer(campaign, number, do)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def undo(request: HttpRequest, pk: int, number: int) -> JsonResponse:
    """Take back what an earlier answer offered to take back; refused where it was changed since."""
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    given = _given(request)

    def do(found: Activity) -> None:
        if given.get("kind") == "add":
            remove_activity(found, seen=_seen(given), by=request.user)
        else:
            _move(found, given, request)

    return _answer(campaign, number, do)


def _move(found: Activity, given: dict[str, Any], request: HttpRequest) -> None:
    if "row" in given:
        found.channel = _channel(found.campaign, given["row"])
    move_activity(
        found,
        first_day=_day(given, "first"),
        last_day=_day(given, "last"),
        seen=_seen(given),
        by=request.user,
    )


def _answer(campaign: Campaign, number: int, do: Callable[[Activity], dict | None]) -> JsonResponse:
    """The activity as it is now, with what takes the change back; or why it was refused.

    409: somebody else was faster, with the activity as it is now; 422: it cannot be.
    """
    found = activities_of(campaign).filter(pk=number).first()
    if not found:
        gone = _("Somebody took this activity out meanwhile.")
        return JsonResponse({"detail": gone, "event": None}, status=409)
    try:
        undo = do(found)
    except (ChangedMeanwhile, NotNow) as refusal:
        changes = [
            {"by": entry.by, "what": entry.what, "fields": [vars(one) for one in entry.changes]}
            for entry in getattr(refusal, "changes", [])
        ]
        body = {"detail": refusal.message, "event": _event(campaign, number), "changes": changes}
        return JsonResponse(body, status=409)
    except Refusal as refusal:
        return JsonResponse({"detail": refusal.message}, status=422)
    event = _event(campaign, number)
    if undo and event:
        undo |= {"seen": event["seen"]}
    return JsonResponse({"event": event, "undo": undo})


def _event(campaign: Campaign, number: int) -> dict[str, Any] | None:
    found = activities_of(campaign).filter(pk=number).first()
    return event_of(found, may_edit=True) if found else None


# --- What was sent ----------------------------------------------------------------------------


def _given(request: HttpRequest) -> dict[str, Any]:
    """The body of a request.

    :raises BadRequest: it is no JSON object of a sensible size.
    """
    try:
        given = json.loads(request.body[:MOST_BYTES])
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadRequest
    return given


def _day(given: dict[str, Any], name: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(given.get(name)))
    except ValueError as error:
        raise BadRequest from error


def _seen(given: dict[str, Any]) -> int:
    seen = given.get("seen")
    if not isinstance(seen, int) or isinstance(seen, bool):
        raise BadRequest
    return seen


def _channel(campaign: Campaign, row: Any) -> ChannelUse | None:
    """The channel of a row of the calendar.

    :raises Refusal: the plan has no such channel, perhaps since a moment ago.
    """
    if row == NO_CHANNEL:
        return None
    found = campaign.channeluse_rows.filter(pk=row if str(row).isdecimal() else 0).first()
    if not found:
        raise Refusal(_("The plan has no such channel any more."))
    return found
