"""What a service says when it refuses: to the person, at the field. Nothing was written then."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

WHOLE = ""
"""The field name of an error that is about everything."""


class Refusal(Exception):  # noqa: N818 (an answer, not a fault)
    """Why something cannot be done; ``errors`` holds the messages by field.

    ``can_overrule`` says that some of it is for the person to decide: the same plan with
    ``despite_calendar`` goes past it.
    """

    def __init__(
        self,
        message: str = "",
        *,
        field: str = WHOLE,
        errors: dict | None = None,
        can_overrule: bool = False,
    ) -> None:
        self.errors: dict[str, list[str]] = errors or {field: [message]}
        self.can_overrule = can_overrule
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """All of it in one line, for places that have no fields."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)

    def __str__(self) -> str:
        return self.message


class NotNow(Refusal):
    """The session's state does not allow it, perhaps since a moment ago."""


class LoggedOtherwise(Refusal):
    """Another log stands there already: somebody else's, or one's own with other numbers."""


class TooBusy(Refusal):
    """Others held the records for too long; the same thing again will do."""


class Doubtful(Refusal):
    """Nothing forbids it, but the person should know; the same ``despite`` the codes will do."""

    def __init__(self, *, errors: dict, codes: Iterable[str]) -> None:
        super().__init__(errors=errors)
        self.codes = frozenset(codes)


class ChangedMeanwhile(Refusal):
    """Somebody else's change would be overwritten unseen; ``changes`` tells what it was."""

    def __init__(self, message: str, changes: Iterable) -> None:
        super().__init__(message)
        self.changes = list(changes)


NO_ADULT = _(
    "Somebody under 18 would be without an adult. Name a teacher of the school, or assign an adult "
    "first."
)

# What the database refuses when two people act at the same moment. Where the other side can be
# found, the services look again and name it; these words are for where it cannot.
BROKEN_CONSTRAINTS = {
    "session_contact_is_in_one_place": (
        "contact",
        _("This teacher has another session at that time."),
    ),
    "attendance_class_group_is_in_one_place": (
        "class_groups",
        _("A class is taught elsewhere at that time."),
    ),
    "assignment_volunteer_is_in_one_place": (
        "volunteer",
        _("The volunteer has another session at that time."),
    ),
    "assignment_is_unique": ("volunteer", _("The volunteer is in this session already.")),
    "assignment_lead_is_one": ("role", _("This session has a lead already.")),
    "staffing_not_active": ("volunteer", _("The volunteer is not active now.")),
    "staffing_not_enrolled": ("volunteer", _("The volunteer is not enrolled in the project.")),
    "staffing_not_trained": ("volunteer", _("The volunteer is not trained for the project.")),
    "staffing_no_consent": ("volunteer", _("The volunteer's consent is missing.")),
    "staffing_no_guardian_consent": ("volunteer", _("A guardian's consent is missing.")),
    "staffing_check_missing": ("volunteer", _("A check of the volunteer is missing.")),
    "staffing_check_expired": ("volunteer", _("A check of the volunteer has run out.")),
    "staffing_emergency_minor": (
        "volunteer",
        _("Nobody under 18 takes part in an emergency response."),
    ),
    "staffing_no_adult": ("volunteer", NO_ADULT),
    "staffing_busy": ("volunteer", _("The volunteer has another session at that time.")),
    "staffing_travel": ("volunteer", _("The volunteer has no time to be on the way.")),
    "staffing_week_full": (
        "volunteer",
        _("The volunteer is under 18 and has no hours left that week."),
    ),
    "staffing_own_school_hours": ("volunteer", _("The volunteer is at their own school then.")),
    "session_minutes_are_plausible": ("minutes", _("A session takes from 5 to 600 minutes.")),
    "session_year_is_plausible": ("date", _("Give a date from 2000 to 2099.")),
    "session_day_is_open": ("date", _("The school is closed on that day.")),
    "session_places_are_1_to_20": ("places", _("A session has from 1 to 20 places.")),
    "session_lesson_is_of_project": ("lesson", _("This lesson is of another project.")),
}


def refusal_of(
    error: IntegrityError, constraints: Mapping[str, tuple] = BROKEN_CONSTRAINTS
) -> Refusal | None:
    """The refusal that a broken constraint stands for; none where it means a fault of ours.

    :param constraints: the field and the words for each of their names.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    broken = constraints.get(getattr(diagnosis, "constraint_name", None))
    if not broken:
        return None
    field, message = broken
    return Refusal(message, field=field)
