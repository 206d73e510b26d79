"""What is done in the calendar with the mouse: each answer says what became of it, as JSON.

The same can be done on the pages of a session, without a mouse and without scripts.
"""

import datetime
import json
from collections.abc import Callable
from typing import Any, NoReturn

from django.core.exceptions import BadRequest
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.calendar.events import session_events
from sessions.calendar.held import held_times
from sessions.calendar.ranges import DAY
from sessions.eligibility import SOFT_CODES
from sessions.errors import ChangedMeanwhile, Doubtful, NotNow, Refusal
from sessions.models import Assignment, SchoolSession
from sessions.services import moving, staffing
from sessions.views.loading import load_session
from volunteers.models import Volunteer

MOST_BYTES = 4096
MOST_MINUTES = 600


@require_POST
@requires(Permission.PLAN_SESSIONS)
def move(request: HttpRequest, pk: int) -> JsonResponse:
    """Another time, another length or both: ``start`` and ``minutes``, over ``seen``."""
    # What a glance shows to be impossible: the service, which decides, need not be asked.
    if reason := _at_a_glance(request, pk):
        return _impossible(Refusal(reason))
    school_session = load_session(request, pk)
    policy.check_coordinates(request.user, school_session)
    given = _given(request)
    start, minutes = _start(given), _minutes(given)
    despite = given.get("despite") is True
    seen = str(given.get("seen", ""))

    def do() -> dict[str, Any]:
        if start and start != school_session.starts_at and start < timezone.now() and not despite:
            raise Refusal(errors={"start": [_("This time is over.")]}, can_overrule=True)
        moving.move_session(
            school_session,
            starts_at=start,
            minutes=minutes,
            by=request.user,
            seen=seen,
            despite_calendar=despite,
        )
        return {"kind": "move", "to": int(seen.split("-", maxsplit=1)[0])}

    return _answer(request, school_session, do)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def assign(request: HttpRequest, pk: int) -> JsonResponse:
    """A volunteer was dropped onto a session; or the session onto a ``volunteer`` of the board,
    ``instead_of`` the one in whose row it was.
    """
    school_session = load_session(request, pk)
    policy.check_coordinates(request.user, school_session)
    given = _given(request)
    volunteer = _volunteer(request, given.get("volunteer"))
    before = _volunteer(request, given["instead_of"]) if "instead_of" in given else None
    despite = SOFT_CODES if given.get("despite") is True else ()

    def do() -> dict[str, Any]:
        if before:
            given_up = _place_of(school_session, before)
            assignment = staffing.swap_volunteer(
                given_up, volunteer, by=request.user, despite=despite
            )
        else:
            assignment = staffing.assign_volunteer(
                school_session, volunteer, by=request.user, despite=despite
            )
        return {
            "kind": "swap" if before else "assign",
            "assignment": assignment.pk,
            "version": moving.version_of_assignment(assignment),
            **({"before": before.pk} if before else {}),
        }

    return _answer(request, school_session, do)


def _volunteer(request: HttpRequest, pk: object) -> Volunteer:
    return get_object_or_404(Volunteer.objects.visible_to(request.user), pk=_id(pk))


def _place_of(school_session: SchoolSession, volunteer: Volunteer) -> Assignment:
    place = school_session.assignments.filling().filter(volunteer=volunteer).first()
    return place or _gone()


def _gone() -> NoReturn:
    raise NotNow(_("This volunteer is not in the session any more."))


@require_POST
@requires(Permission.PLAN_SESSIONS)
def undo(request: HttpRequest, pk: int) -> JsonResponse:
    """Take back what an earlier answer offered to take back."""
    school_session = load_session(request, pk)
    policy.check_coordinates(request.user, school_session)
    given = _given(request)
    seen = str(given.get("seen", ""))

    def do() -> None:
        if given.get("kind") == "move":
            moving.undo_move(
                school_session, to_version=_id(given.get("to")), by=request.user, seen=seen
            )
        elif given.get("kind") in ("assign", "swap"):
            places = school_session.assignments.filter(pk=_id(given.get("assignment")))
            assignment = places.first() or _gone()
            version = _id(given.get("version"))
            if given["kind"] == "assign":
                moving.undo_assignment(assignment, by=request.user, seen=version)
            else:
                before = _volunteer(request, given.get("before"))
                moving.undo_swap(assignment, before, by=request.user, seen=version)
        elif given.get("kind") == "plan":
            moving.undo_plan(school_session, by=request.user, seen=seen)
        else:
            raise BadRequest

    return _answer(request, school_session, do)


# --- What was sent, what is answered ----------------------------------------------------------


def _given(request: HttpRequest) -> dict[str, Any]:
    """The body of a request.

    :raises BadRequest: it is no JSON object of a sensible size.
    """
    try:
        given = json.loads(request.body[:MOST_BYTES])
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadRequest
    return given


def _id(value: object) -> int:
    if not isinstance(value, int) or not 0 < value < 2**63:
        raise BadRequest
    return value


def _start(given: dict[str, Any]) -> datetime.datetime | None:
    """The time on the wall that was dropped on."""
    if "start" not in given:
        return None
    try:
        naive = datetime.datetime.fromisoformat(str(given["start"]))
    except ValueError:
        raise BadRequest from None
    if naive.tzinfo or not 2000 < naive.year < 2099:
        raise BadRequest
    return timezone.make_aware(naive)


def _minutes(given: dict[str, Any]) -> int | None:
    if "minutes" not in given:
        return None
    return _id(given["minutes"])


def _at_a_glance(request: HttpRequest, pk: int) -> str:
    """Who of a session has no time then; empty where everybody has, or nobody knows yet.

    Nothing about a session of another region, nor where the request makes no sense: both are
    answered once the session was looked for.
    """
    try:
        given = _given(request)
        start, minutes = _start(given), _minutes(given)
    except BadRequest:
        return ""
    if not start or not minutes:
        return ""
    end = start + datetime.timedelta(minutes=min(minutes, MOST_MINUTES))
    held = held_times(pk, start - DAY, end + DAY, request.user)
    reasons = [one.reason for one in held if one.starts_at < end and one.ends_at > start]
    return " ".join(dict.fromkeys(reasons))


def _impossible(refusal: Refusal) -> JsonResponse:
    can_decide = refusal.can_overrule or isinstance(refusal, Doubtful)
    body = {"detail": refusal.message, "can_decide": can_decide}
    return JsonResponse(body, status=422)


def _answer(
    request: HttpRequest, school_session: SchoolSession, do: Callable[[], dict | None]
) -> JsonResponse:
    """The session as it is now, with what takes the change back; or why it was refused.

    409: somebody else was faster, with the session as it is now; 422: it cannot be.
    """
    try:
        undo = do()
    except ChangedMeanwhile as refusal:
        changes = [
            {"by": entry.by, "what": entry.what, "fields": [vars(one) for one in entry.changes]}
            for entry in refusal.changes
        ]
        return _refused(request, school_session, refusal, 409, changes=changes)
    except NotNow as refusal:
        return _refused(request, school_session, refusal, 409)
    except Refusal as refusal:
        # It stands as the person has seen it.
        return _impossible(refusal)
    event = _event(request, school_session)
    if undo and event:
        undo |= {"seen": event["seen"]}
    return JsonResponse({"event": event, "undo": undo})


def _refused(
    request: HttpRequest, school_session: SchoolSession, refusal: Refusal, status: int, **more
) -> JsonResponse:
    body = {"detail": refusal.message, "event": _event(request, school_session), **more}
    return JsonResponse(body, status=status)


def _event(request: HttpRequest, school_session: SchoolSession) -> dict[str, Any] | None:
    sessions = SchoolSession.objects.filter(pk=school_session.pk)
    return next(iter(session_events(sessions, request.user)), None)
