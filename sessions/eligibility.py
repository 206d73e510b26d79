"""Who may and can teach which session, and why not. The rules are in `staffing_rules`."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import clashes
from sessions.choices import FILLING, UPCOMING, AssignmentStatus
from sessions.models import SchoolSession
from sessions.plans import SessionPlan
from volunteers.choices import CheckKind
from volunteers.models import Volunteer

SOFT_CODES = frozenset({"own_school_hours", "language", "far", "unavailable", "week_wish"})
"""The codes of reasons that a coordinator can decide against."""


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
    reason_of = lru_cache(maxsize=None)(Reason)  # most pairs share a few of them
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_id, volunteer_id, code, is_hard, other_session_id, detail"
            " FROM staffing_reasons(%s::bigint[], %s::bigint[])",
            [list(set(session_ids)), list(set(volunteer_ids))],
        )
        for session_id, volunteer_id, *reason in cursor.fetchall():
            found[session_id, volunteer_id].append(reason_of(*reason))
    return dict(found)


def reasons_for_plan(
    plan: SessionPlan,
    volunteers: Iterable[Volunteer],
    *,
    replacing: SchoolSession | None = None,
) -> dict[int, list[Reason]]:
    """The reasons for a session that is not there yet, by the volunteer's id.

    It is written, looked at and taken back, so that the rules stay in one place. ``no_adult`` is
    left out, since the plan may bring its own.

    :param replacing: a session that the plan is a change of.
    """
    people = [volunteer.pk for volunteer in volunteers]
    if not people:
        return {}
    try:
        with transaction.atomic():
            if replacing:
                replacing.assignments.filling().update(status=AssignmentStatus.DECLINED)
            trial = SchoolSession()
            plan.write_to(trial)
            # What could be in the way here is told of its own.
            trial.lesson = trial.contact = None
            trial.save()
            found = reasons_for([trial.pk], people)
            transaction.set_rollback(True)
    except IntegrityError:  # the plan breaks a rule about plans, which is told of its own
        return {}
    return {
        volunteer_id: [one for one in reasons if one.code != "no_adult"]
        for (_trial, volunteer_id), reasons in found.items()
    }


def is_without_adult(school_session: SchoolSession) -> bool:
    """Whether somebody under 18 would teach it with neither an adult nor a named teacher."""
    if school_session.contact_id or school_session.status not in UPCOMING:
        return False
    people = Volunteer.objects.filter(
        assignments__school_session=school_session, assignments__status__in=FILLING
    )
    return are_without_adult(people, timezone.localdate(school_session.starts_at))


def are_without_adult(volunteers: Iterable[Volunteer], day: datetime.date) -> bool:
    minors = [volunteer.is_minor_on(day) for volunteer in volunteers]
    return bool(minors) and all(minors)


def standing(reasons: Iterable[Reason], despite: Collection[str] = ()) -> list[Reason]:
    """Those that stand once a person has decided against soft ones, by their codes."""
    return [one for one in reasons if one.is_hard or one.code not in despite]


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


def sentences(
    reasons: Iterable[Reason],
    user: User,
    *,
    school_session: SchoolSession,
    volunteer: Volunteer,
    others: Mapping[int, SchoolSession] | None = None,
) -> str:
    """All of them, with the volunteer's name in front."""
    told = [
        sentence(one, user, school_session=school_session, volunteer=volunteer, others=others)
        for one in reasons
    ]
    return f"{volunteer.full_name}: {'; '.join(told)}."


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
