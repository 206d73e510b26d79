"""Every figure, defined once. Pages, rollups, exports, documents and tests all read it here.

A figure is an SQL aggregate over one of three relations, the *facts* (``reporting/facts.py``):

``school_facts``
    sums over the sessions of one school, project and mode in a span of time;
``class_group_facts``
    the largest head-count of students that one session of a class group had in it;
``volunteer_facts``
    the minutes of a volunteer's attended assignments in it.

Facts are such that any larger scope can be computed from smaller ones without error: sums are
added, distinct things are counted by their ids, and the largest head-count of a class group is
the largest of its largest ones. Figures are not: distinct and reached ones are always computed
from the facts of their own scope, never from smaller figures.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(StrEnum):
    SUM = "sum"
    DISTINCT = "distinct"
    REACHED = "reached"

    @property
    def label(self) -> Promise:
        return KIND_LABELS[self]

    @property
    def explanation(self) -> Promise:
        return KIND_EXPLANATIONS[self]


KIND_LABELS = {
    Kind.SUM: pgettext_lazy("kind of figure", "sum"),
    Kind.DISTINCT: pgettext_lazy("kind of figure", "distinct"),
    Kind.REACHED: pgettext_lazy("kind of figure", "once per class"),
}
KIND_EXPLANATIONS = {
    Kind.SUM: _("Rows add up to their total."),
    Kind.DISTINCT: _("Each counts once in every row and total, so rows do not add up."),
    Kind.REACHED: _(
        "Each class group counts once in every row and total, with its largest head-count, "
        "so rows do not add up."
    ),
}


@dataclass(frozen=True)
class Figure:
    """One figure.

    :param relation: the facts that it is read from.
    :param sql: the aggregate over them; for class groups and volunteers over one row for each
        in the scope, with the largest ``students`` and all the ``minutes``.
    :param decimals: digits after the point in files and on pages.
    """

    name: str
    kind: Kind
    relation: str
    sql: str
    label: Promise
    definition: Promise
    decimals: int = 0

    def value(self, raw) -> int | Decimal:
        """What the database gave, as the number that is shown; nothing counts as zero."""
        if self.decimals:
            return Decimal(raw or 0).quantize(Decimal(1).scaleb(-self.decimals))
        return int(raw or 0)


def _sum(column: str, label: Promise, definition: Promise) -> Figure:
    return Figure(column, Kind.SUM, "school_facts", f"sum({column})", label, definition)


def _sessions_in(mode: str, label: Promise, definition: Promise) -> Figure:
    sql = f"sum(sessions) FILTER (WHERE mode = '{mode}')"
    return Figure(f"sessions_{mode}", Kind.SUM, "school_facts", sql, label, definition)


_TAUGHT = _("School sessions that were logged or verified; planned and cancelled ones never count.")
_PARTICIPATIONS = _("Sum of the head-counts: a class that met twice counts twice.")

FIGURES: tuple[Figure, ...] = (
    _sum("sessions", _("Sessions"), _TAUGHT),
    _sessions_in("online", _("Sessions online"), _TAUGHT),
    _sessions_in("offline", _("Sessions in person"), _TAUGHT),
    _sessions_in("hybrid", _("Sessions both at once"), _TAUGHT),
    Figure(
        "schools",
        Kind.DISTINCT,
        "school_facts",
        "count(DISTINCT school_id)",
        _("Schools"),
        _("Different schools with at least one session."),
    ),
    Figure(
        "class_groups",
        Kind.DISTINCT,
        "class_group_facts",
        "count(*)",
        _("Class groups"),
        _("Different class groups that took part in at least one session."),
    ),
    Figure(
        "volunteers",
        Kind.DISTINCT,
        "volunteer_facts",
        "count(*)",
        _("Volunteers"),
        _("Different volunteers who attended at least one session as teachers or experts."),
    ),
    _sum("students_online", _("Students online, participations"), _PARTICIPATIONS),
    _sum("students_offline", _("Students in person, participations"), _PARTICIPATIONS),
    Figure(
        "students_reached",
        Kind.REACHED,
        "class_group_facts",
        "sum(students)",
        _("Students reached"),
        _(
            "Each class group counts once, with the largest head-count of students, online and "
            "in person together, that one of its sessions had. A session with no class group "
            "counts as a group of its own."
        ),
    ),
    _sum("parents_online", _("Parents online, participations"), _PARTICIPATIONS),
    _sum("parents_offline", _("Parents in person, participations"), _PARTICIPATIONS),
    _sum("teachers", _("Teachers, participations"), _PARTICIPATIONS),
    Figure(
        "volunteer_hours",
        Kind.SUM,
        "volunteer_facts",
        "sum(minutes) / 60.0",
        _("Volunteer hours"),
        _("Minutes of the sessions that volunteers attended, divided by 60."),
        decimals=2,
    ),
)

FIGURE: dict[str, Figure] = {figure.name: figure for figure in FIGURES}


def figures_of(relation: str) -> list[Figure]:
    return [figure for figure in FIGURES if figure.relation == relation]
