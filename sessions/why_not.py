"""Why a volunteer can't take a place, told to that volunteer: what is so, and what helps."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from sessions import clashes, eligibility
from sessions.eligibility import Reason
from sessions.models import SchoolSession
from volunteers.choices import JOINING, CheckKind, VolunteerStatus
from volunteers.models import Volunteer


def in_own_words(
    reasons: Iterable[Reason],
    school_session: SchoolSession,
    volunteer: Volunteer,
    others: Mapping[int, SchoolSession] | None = None,
) -> list[str]:
    """A sentence for each reason.

    :param others: the sessions that reasons of many pages name (``eligibility.other_sessions``).
    """
    reasons = list(reasons)
    known = eligibility.other_sessions(reasons) if others is None else others
    return list(
        dict.fromkeys(
            _WORDS[reason.code](reason, school_session, volunteer, known) for reason in reasons
        )
    )


Words = Callable[[Reason, SchoolSession, Volunteer, Mapping[int, SchoolSession]], str]


def _not_active(_reason, _session, volunteer: Volunteer, _known) -> str:
    if volunteer.status in JOINING:
        return _("Your application is still being looked at.")
    if volunteer.status == VolunteerStatus.PAUSED:
        return _("You are taking a break. Tell your coordinator once you are back.")
    return _("You have left the programme. Tell your coordinator if you want to come back.")


def _busy(reason: Reason, _session, _volunteer, known) -> str:
    return _("You teach then: %(session)s.") % {"session": _name(reason, known)}


def _travel(reason: Reason, _session, _volunteer, known) -> str:
    return _("You could not get there in time: %(session)s.") % {"session": _name(reason, known)}


def _name(reason: Reason, known: Mapping[int, SchoolSession]) -> str:
    other = known[reason.other_session_id]
    return f"{other.title}, {other.school.name}, {clashes.when_of(other)}"


def _check(reason: Reason) -> str:
    return CheckKind(reason.detail).label


_WORDS: dict[str, Words] = {
    "not_active": _not_active,
    "not_enrolled": lambda _r, session, *_a: (
        _("You are not in %(project)s yet. Your coordinator can let you in.")
        % {"project": session.project.name}
    ),
    "not_trained": lambda _r, session, *_a: (
        _("Pass the training for %(project)s first.") % {"project": session.project.name}
    ),
    "no_consent": lambda *_a: _("Your consent to taking part is missing for that day."),
    "no_guardian_consent": lambda *_a: _(
        "The consent of your parent or guardian is missing for that day."
    ),
    "check_missing": lambda reason, *_a: (
        _("Something is missing: %(check)s. Ask your coordinator how to get it.")
        % {"check": _check(reason)}
    ),
    "check_expired": lambda reason, *_a: (
        _("It runs out before that day: %(check)s. Ask your coordinator how to renew it.")
        % {"check": _check(reason)}
    ),
    "emergency_minor": lambda *_a: _(
        "It is part of an emergency response, where you have to be 18."
    ),
    "no_adult": lambda *_a: _("Somebody of 18 or more has to be in it first."),
    "busy": _busy,
    "travel": _travel,
    "week_full": lambda *_a: _("You teach enough that week already: your hours are used up."),
    "own_school_hours": lambda *_a: _("You are at your own school then."),
    "language": lambda _r, session, *_a: (
        _("It is taught in %(language)s.") % {"language": session.get_language_display()}
    ),
    "far": lambda _r, session, *_a: (
        _("It takes place in %(region)s.") % {"region": session.school.region.name}
    ),
    "unavailable": lambda *_a: _("You told us that you are not free then."),
    "week_wish": lambda *_a: _("You have as many sessions that week as you wanted."),
}
