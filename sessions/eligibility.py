"""Who may and can teach which session, and why not. The rules are in `staffing_rules`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import clashes
from sessions.models import SchoolSession
from volunteers.choices import CheckKind
from volunteers.models import Volunteer


class Reason(NamedTuple):
    """Why a volunteer may not or cannot take a place in a session."""

    code: str
    is_hard: bool
    """Nobody can decide otherwise."""
    other_session_id: int | None = None
    detail: str = ""


Pair = tuple[int, int]
"""The id of a session, and of a volunteer."""


def reasons_for(
    session_ids: Iterable[int], volunteer_ids: Iterable[int]
) -> dict[Pair, list[Reason]]:
    """Every reason for each session with each volunteer, in one query.

    Who is in the session already is looked at as if they were not. A pair that is not there may
    and can.
    """
    found: dict[Pair, list[Reason]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_id, volunteer_id, code, is_hard, other_session_id, detail"
            " FROM staffing_reasons(%s::bigint[], %s::bigint[])",
            [list(set(session_ids)), list(set(volunteer_ids))],
        )
        for session_id, volunteer_id, *reason in cursor:
            found[session_id, volunteer_id].append(Reason(*reason))
    return dict(found)


def other_sessions(reasons: Iterable[Reason]) -> dict[int, SchoolSession]:
    """The sessions that reasons name, for `sentence`."""
    ids = {reason.other_session_id for reason in reasons} - {None}
    return SchoolSession.objects.select_related("lesson", "project", "school").in_bulk(ids)


def sentence(
    reason: Reason,
    user: User,
    *,
    school_session: SchoolSession,
    volunteer: Volunteer,
    others: Mapping[int, SchoolSession] | None = None,
) -> str:
    """A reason in the reader's words, without the volunteer's name and without a full stop.

    :param others: what `other_sessions` gave for many reasons; else one query for each.
    """
    if reason.other_session_id:
        known = other_sessions([reason]) if others is None else others
        other = known[reason.other_session_id]
        is_own = volunteer.user_id is not None and volunteer.user_id == user.pk
        name = clashes.full_name(other) if is_own else clashes.name_for(other, user)
        if reason.code == "busy":
            return _("busy then: %(session)s") % {"session": name}
        return _("no time to be on the way: %(session)s") % {"session": name}
    return _WORDS[reason.code](reason, school_session, volunteer)


Words = Callable[[Reason, SchoolSession, Volunteer], str]

_WORDS: dict[str, Words] = {
    "not_active": lambda _r, _s, volunteer: (
        _("not active now: %(status)s") % {"status": volunteer.get_status_display()}
    ),
    "not_enrolled": lambda _r, session, _v: (
        _("not enrolled in %(project)s") % {"project": session.project.name}
    ),
    "not_trained": lambda _r, session, _v: (
        _("not trained for %(project)s") % {"project": session.project.name}
    ),
    "no_consent": lambda *_a: _("no consent to taking part on that day"),
    "no_guardian_consent": lambda *_a: _("no guardian's consent on that day"),
    "check_missing": lambda reason, *_a: (
        _("%(check)s is missing") % {"check": CheckKind(reason.detail).label}
    ),
    "check_expired": lambda reason, *_a: (
        _("%(check)s runs out before that day") % {"check": CheckKind(reason.detail).label}
    ),
    "emergency_minor": lambda *_a: _("under 18, and this is part of an emergency response"),
    "no_adult": lambda *_a: _("under 18: first name a teacher of the school or assign an adult"),
    "week_full": lambda *_a: _("under 18, and the hours of that week are used up"),
    "own_school_hours": lambda *_a: _("at their own school then"),
    "language": lambda _r, session, _v: (
        _("does not teach in %(language)s") % {"language": session.get_language_display()}
    ),
    "far": lambda _r, _s, volunteer: (
        _("lives in another region: %(region)s") % {"region": volunteer.region.name}
    ),
    "unavailable": lambda *_a: _("not free then, as they told us"),
    "week_wish": lambda *_a: _("has as many sessions that week as they want"),
}
