"""The goals as their page shows them: who contributes and why, and what was counted."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.history import Entry, Trail, history_of
from reporting.columns import (
    SCHOOLS,
    SESSIONS,
    STUDENTS,
    STUDENTS_REACHED,
    VOLUNTEERS,
    Column,
)
from reporting.models import Contribution, Goal
from reporting.reports import ALL, Report, Row
from reporting.selection import Selection
from volunteers.models import Project

COLUMNS = (SESSIONS, STUDENTS, STUDENTS_REACHED, SCHOOLS, VOLUNTEERS)
MOST_ENTRIES = 30
"""So many of the latest changes stand on the page."""


@dataclass(frozen=True)
class Counted:
    column: Column
    value: str


@dataclass(frozen=True)
class Part:
    """One contribution, with the figures of its project in the goal where there are several."""

    contribution: Contribution
    days: str
    figures: list[Counted]


@dataclass
class Card:
    goal: Goal
    figures: list[Counted]
    parts: list[Part] = field(default_factory=list)


@dataclass
class Goals:
    """All that the page shows of a selection."""

    cards: list[Card]
    total: list[Counted]
    without_goal: list[Project]
    """Projects that had sessions but contribute to no goal in the period."""


def goals_of(selection: Selection, report: Report) -> Goals:
    """Each goal that a project of the selection contributes to in its period.

    :param report: by goal; since it is the only one, all figures are of one moment, and none is
        added up from others.
    """
    contributions = list(_contributions(selection))
    by_goal: dict[Goal, list[Contribution]] = {}
    for contribution in contributions:
        by_goal.setdefault(contribution.goal, []).append(contribution)
    contributing = {contribution.project.code for contribution in contributions}
    without = [code for code in report.projects() if code not in contributing]
    return Goals(
        [_card(goal, same, report) for goal, same in by_goal.items()],
        counted(report.total),
        list(Project.objects.filter(code__in=without)),
    )


def _contributions(selection: Selection):
    period = selection.period
    found = Contribution.objects.within(period.start, period.end)
    if selection.projects:
        found = found.filter(project__in=selection.projects)
    return found.select_related("goal", "project", "target").order_by(
        "goal", "project__code", "since"
    )


def _card(goal: Goal, contributions: list[Contribution], report: Report) -> Card:
    number = str(goal.number)
    several = len({contribution.project_id for contribution in contributions}) > 1
    parts = []
    for contribution in contributions:
        row = report.row(contribution.project.code, number) if several else None
        parts.append(Part(contribution, days_of(contribution), counted(row) if row else []))
    return Card(goal, counted(report.row(ALL, number)), parts)


def counted(row: Row | None) -> list[Counted]:
    """The figures of a row; where nothing was counted, they are 0."""
    return [Counted(column, column.shown(column.value(row) if row else 0)) for column in COLUMNS]


def days_of(contribution: Contribution) -> str:
    """Since and until when, in words; empty where it is for good."""
    words = {
        name: date_format(day, "DATE_FORMAT")
        for name, day in (("since", contribution.since), ("until", contribution.until))
        if day
    }
    match set(words):
        case s if s == {"since", "until"}:
            return _("from %(since)s to %(until)s") % words
        case s if s == {"since"}:
            return _("since %(since)s") % words
        case s if s == {"until"}:
            return _("until %(until)s") % words
    return ""


def history_of_goals() -> list[Entry]:
    """The latest changes of contributions, also of those that are gone."""
    return history_of(Trail(Contribution, {}, subject="project goal"))[:MOST_ENTRIES]


def history_of_contribution(contribution: Contribution) -> list[Entry]:
    return history_of(Trail(Contribution, {"pgh_obj_id": contribution.pk}))
