"""What stands against somebody, in words: for one volunteer, and for how many."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from sessions.eligibility import SOFT_CODES

OF_THE_PLAN: dict[str, Callable[[], str]] = {
    "busy": lambda: _("teaches another session of this plan then, or is on the way"),
    "week_wish": lambda: _("has as many sessions that week as they want, with this plan"),
    "week_full": lambda: _("under 18, and this plan uses up the hours of that week"),
    "no_adult": lambda: _("under 18, and no adult is with them"),
    "said_no": lambda: _("said no to this session"),
    "in_it": lambda: _("is in this session already"),
    "full": lambda: _("all places are filled"),
    "not_allowed": lambda: _("can't take this session any more"),
}
"""What is no reason of `eligibility`, by its code."""


def of_the_plan(code: str) -> str:
    return OF_THE_PLAN.get(code, OF_THE_PLAN["not_allowed"])()


def how_many(code: str, number: int) -> str:
    """``12 not trained for the project``, for a session that nobody can take."""
    word = _COUNTED.get(code, _COUNTED["not_allowed"])(number)
    return word % {"number": number}


REMEDIES: list[tuple[frozenset[str], Promise, str]] = [
    (
        frozenset({"busy", "travel", "week_full", "busy_in_plan", "week_of_plan"}),
        _lazy("Another time"),
        "sessions:reschedule",
    ),
    (frozenset({"no_adult"}), _lazy("Name a teacher"), "sessions:edit"),
    (SOFT_CODES | {"said_no"}, _lazy("Ask somebody all the same"), "sessions:assign"),
]
"""What helps against which reasons, and the page of the session on which it is done."""


_COUNTED: dict[str, Callable[[int], str]] = {
    "not_active": lambda n: ngettext("%(number)d not active", "%(number)d not active", n),
    "not_enrolled": lambda n: ngettext(
        "%(number)d not enrolled in the project", "%(number)d not enrolled in the project", n
    ),
    "not_trained": lambda n: ngettext(
        "%(number)d not trained for the project", "%(number)d not trained for the project", n
    ),
    "no_consent": lambda n: ngettext("%(number)d without consent", "%(number)d without consent", n),
    "no_guardian_consent": lambda n: ngettext(
        "%(number)d without a guardian's consent", "%(number)d without a guardian's consent", n
    ),
    "check_missing": lambda n: ngettext(
        "%(number)d without a check that is needed", "%(number)d without a check that is needed", n
    ),
    "check_expired": lambda n: ngettext(
        "%(number)d with a check that has run out", "%(number)d with checks that have run out", n
    ),
    "emergency_minor": lambda n: ngettext(
        "%(number)d under 18, in an emergency response",
        "%(number)d under 18, in an emergency response",
        n,
    ),
    "no_adult": lambda n: ngettext(
        "%(number)d under 18, with no adult beside them",
        "%(number)d under 18, with no adult beside them",
        n,
    ),
    "busy": lambda n: ngettext(
        "%(number)d busy with another session then", "%(number)d busy with another session then", n
    ),
    "travel": lambda n: ngettext(
        "%(number)d on the way to or from another session",
        "%(number)d on the way to or from another session",
        n,
    ),
    "week_full": lambda n: ngettext(
        "%(number)d under 18 with no hours left that week",
        "%(number)d under 18 with no hours left that week",
        n,
    ),
    "own_school_hours": lambda n: ngettext(
        "%(number)d at their own school then", "%(number)d at their own school then", n
    ),
    "language": lambda n: ngettext(
        "%(number)d who does not teach in the language",
        "%(number)d who do not teach in the language",
        n,
    ),
    "far": lambda n: ngettext("%(number)d in another region", "%(number)d in another region", n),
    "unavailable": lambda n: ngettext("%(number)d not free then", "%(number)d not free then", n),
    "week_wish": lambda n: ngettext(
        "%(number)d with as many sessions that week as they want",
        "%(number)d with as many sessions that week as they want",
        n,
    ),
    "said_no": lambda n: ngettext("%(number)d who said no", "%(number)d who said no", n),
    "busy_in_plan": lambda n: ngettext(
        "%(number)d needed elsewhere in this plan then",
        "%(number)d needed elsewhere in this plan then",
        n,
    ),
    "week_of_plan": lambda n: ngettext(
        "%(number)d with a full week by this plan", "%(number)d with a full week by this plan", n
    ),
    "not_allowed": lambda n: ngettext(
        "%(number)d for another reason", "%(number)d for other reasons", n
    ),
}
