"""The note of each figure: what it counts, how, from what, and how sure it is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.columns import TABLE, Column
from reporting.figures import FIGURE, Kind

UNITS = {
    "sessions": _("sessions"),
    "students": _("participations"),
    "students_reached": _("students"),
    "schools": _("schools"),
    "class_groups": _("class groups"),
    "volunteers": _("volunteers"),
    "volunteer_hours": _("hours"),
    "parents": _("participations"),
    "teachers": _("participations"),
}

SOURCES = {
    "school_facts": _("Logs of sessions, with the head-counts in them."),
    "class_group_facts": _("Logs of sessions, with the head-counts of each class group."),
    "volunteer_facts": _("Logs of sessions, with who was there to teach and for how long."),
}
"""By the facts that a figure is read from."""


@dataclass(frozen=True)
class Note:
    column: Column

    @property
    def kind(self) -> Kind:
        return self.column.kind

    @property
    def source(self) -> Promise:
        return SOURCES[FIGURE[self.column.figures[0]].relation]


def unit_of(column: Column) -> Promise:
    return UNITS[column.name]


def notes() -> list[Note]:
    """One for each figure of the page."""
    return [Note(column) for column in TABLE]
