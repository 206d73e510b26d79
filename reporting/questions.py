"""What a report can be asked for, and what it answers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from regions.models import District, Region
from reporting.models import Goal
from reporting.periods import Period
from schools.models import School
from volunteers.models import Project

ALL = "ALL"


class Breakdown(StrEnum):
    PROJECT = "project"
    REGION = "region"
    DISTRICT = "district"
    SCHOOL = "school"
    GOAL = "goal"
    MONTH = "month"
    MODE = "mode"
    LANGUAGE = "language"
    SETTLEMENT = "settlement"

    @property
    def label(self):
        return BREAKDOWN_LABELS[self]


BREAKDOWN_LABELS = {
    Breakdown.PROJECT: _("Project"),
    Breakdown.REGION: _("Region"),
    Breakdown.DISTRICT: _("District"),
    Breakdown.SCHOOL: _("School"),
    Breakdown.GOAL: _("Goal"),
    Breakdown.MONTH: _("Month"),
    Breakdown.MODE: _("Mode"),
    Breakdown.LANGUAGE: _("Language"),
    Breakdown.SETTLEMENT: _("Settlement"),
}


@dataclass(frozen=True)
class Question:
    """What a report is asked for. An empty restriction means all there are.

    :param by: each of its values is a row, in each project and in all of them.
    :param across: a second breakdown that crosses the first one. Projects are crossed with
        ``by`` as it is, so neither may be the project then.
    :param regions: where the schools were at the time, as with ``districts``.
    :param goals: sessions of projects that contributed to one of them at the time.
    :param modes: values of ``Mode``; ``languages`` of ``Language``, ``settlements`` of
        ``Settlement``.
    """

    period: Period
    by: Breakdown = Breakdown.PROJECT
    projects: tuple[Project, ...] = ()
    regions: tuple[Region, ...] = ()
    across: Breakdown | None = None
    districts: tuple[District, ...] = ()
    schools: tuple[School, ...] = ()
    goals: tuple[Goal, ...] = ()
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.across and Breakdown.PROJECT in (self.by, self.across):
            raise ValueError("Projects are crossed with every breakdown already.")
        if self.across == self.by:
            raise ValueError("A breakdown cannot cross itself.")

    @property
    def dimensions(self) -> tuple[Breakdown, ...]:
        """The breakdowns beside the projects."""
        chosen = (self.by, self.across)
        return tuple(one for one in chosen if one and one != Breakdown.PROJECT)


@dataclass(frozen=True)
class Row:
    """The figures of one project, one value of the breakdown, and one of that across.

    Each may be ``ALL``; ``across`` is where nothing crosses.
    """

    project: str
    value: str
    figures: dict[str, int | Decimal]
    across: str = ALL


@dataclass(frozen=True)
class Report:
    question: Question
    rows: list[Row]
    as_of: datetime.datetime
    _by_key: dict[tuple[str, str, str], Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {(row.project, row.value, row.across): row for row in self.rows}
        object.__setattr__(self, "_by_key", by_key)

    @property
    def total(self) -> Row:
        return self._by_key[ALL, ALL, ALL]

    def row(self, project: str = ALL, value: str = ALL, across: str = ALL) -> Row | None:
        return self._by_key.get((project, value, across))

    def values(self) -> list[str]:
        """The values of the breakdown, in order, without the total."""
        return in_value_order(self.question.by, {row.value for row in self.rows})

    def values_across(self) -> list[str]:
        """The same of the breakdown that crosses."""
        across = self.question.across or self.question.by
        return in_value_order(across, {row.across for row in self.rows})

    def projects(self) -> list[str]:
        return sorted({row.project for row in self.rows} - {ALL})


def in_value_order(by: Breakdown, values: Iterable[str]) -> list[str]:
    """Goals in the order of their numbers, anything else by its characters; no total."""
    return sorted(set(values) - {ALL}, key=int if by == Breakdown.GOAL else str)


def in_row_order(question: Question, rows: Iterable[Row]) -> list[Row]:
    """By project, value and value across, each total last."""

    def place(by: Breakdown | None, value: str) -> tuple:
        number = int(value) if by == Breakdown.GOAL and value != ALL else 0
        return (value == ALL, number, value)

    return sorted(
        rows,
        key=lambda row: (
            place(None, row.project),
            place(question.by, row.value),
            place(question.across, row.across),
        ),
    )
