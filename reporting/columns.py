"""What pages and documents show of a report: figures, or two sums added up."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.figures import FIGURE, Kind
from reporting.reports import Row


@dataclass(frozen=True)
class Column:
    """One figure, or several sums together; nothing else can be added up.

    :param label: short, for the head of a table.
    """

    name: str
    label: Promise
    figures: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return FIGURE[self.figures[0]].kind

    @property
    def decimals(self) -> int:
        return FIGURE[self.figures[0]].decimals

    @property
    def places(self) -> str:
        """For Django's ``floatformat``: its decimals, with grouped thousands."""
        return f"{self.decimals}g"

    @property
    def definition(self) -> Promise:
        return FIGURE[self.figures[0]].definition

    def value(self, row: Row) -> int | Decimal:
        return sum(row.figures[name] for name in self.figures)

    def shown(self, value: int | Decimal) -> str:
        """A value as the reader's language writes it."""
        return number_format(value, self.decimals, force_grouping=True)


def _single(name: str, label: Promise | None = None) -> Column:
    return Column(name, label or FIGURE[name].label, (name,))


SESSIONS = _single("sessions")
STUDENTS = Column(
    "students", _("Students, participations"), ("students_online", "students_offline")
)
STUDENTS_REACHED = _single("students_reached")
SCHOOLS = _single("schools")
CLASS_GROUPS = _single("class_groups")
VOLUNTEERS = _single("volunteers")
PARENTS = Column("parents", _("Parents"), ("parents_online", "parents_offline"))
TEACHERS = _single("teachers", _("Teachers"))
VOLUNTEER_HOURS = _single("volunteer_hours")

HEADLINES = (SESSIONS, STUDENTS, STUDENTS_REACHED, SCHOOLS, VOLUNTEERS, VOLUNTEER_HOURS)
TABLE = (
    SESSIONS,
    STUDENTS,
    STUDENTS_REACHED,
    SCHOOLS,
    CLASS_GROUPS,
    VOLUNTEERS,
    VOLUNTEER_HOURS,
    PARENTS,
    TEACHERS,
)
OF_GOALS = (SESSIONS, STUDENTS, STUDENTS_REACHED)
COLUMN = {column.name: column for column in TABLE}
