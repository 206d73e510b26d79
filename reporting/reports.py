"""Reports: all figures of a period, by a breakdown, in one statement and so of one moment."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from reporting import reach
from reporting.choices import PeriodKind
from reporting.facts import from_records, from_rollups
from reporting.figures import FIGURES, figures_of
from reporting.models import Contribution
from reporting.periods import ALL_TIME_START, Period
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
}

_VIA_SCHOOL = "JOIN schools_school sc ON sc.id = f.school_id"

_DIMENSIONS: dict[Breakdown, tuple[str, str]] = {
    Breakdown.REGION: (
        f"{_VIA_SCHOOL} JOIN regions_region r ON r.id = sc.region_id",
        "r.code",
    ),
    Breakdown.DISTRICT: (
        f"{_VIA_SCHOOL} LEFT JOIN regions_district d ON d.id = sc.district_id",
        "coalesce(d.code, '')",
    ),
    Breakdown.SCHOOL: (_VIA_SCHOOL, "sc.code"),
    Breakdown.GOAL: (
        "JOIN (SELECT DISTINCT project_id, goal_id FROM reporting_contribution) c "
        "ON c.project_id = f.project_id",
        "lpad(c.goal_id::text, 2, '0')",
    ),
    Breakdown.MONTH: ("", "to_char(f.bucket, 'YYYY-MM')"),
    Breakdown.MODE: ("", "f.mode"),
}
"""For each breakdown the tables that it needs beside the facts ``f``, and its value."""


@dataclass(frozen=True)
class Question:
    """What a report is asked for. Empty ``projects`` or ``regions`` mean all of them."""

    period: Period
    by: Breakdown = Breakdown.PROJECT
    projects: tuple[Project, ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True)
class Row:
    """The figures of one project (or ``ALL``) and one value of the breakdown (or ``ALL``)."""

    project: str
    value: str
    figures: dict[str, int | Decimal]


@dataclass(frozen=True)
class Report:
    question: Question
    rows: list[Row]
    as_of: datetime.datetime
    _by_key: dict[tuple[str, str], Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {(row.project, row.value): row for row in self.rows}
        object.__setattr__(self, "_by_key", by_key)

    @property
    def total(self) -> Row:
        return self._by_key[ALL, ALL]

    def row(self, project: str = ALL, value: str = ALL) -> Row | None:
        return self._by_key.get((project, value))

    def values(self) -> list[str]:
        """The values of the breakdown, in order, without the total."""
        return sorted({row.value for row in self.rows} - {ALL}, key=_value_order(self.question.by))

    def projects(self) -> list[str]:
        return sorted({row.project for row in self.rows} - {ALL})


def _value_order(by: Breakdown):
    """Goals in the order of their numbers, anything else by its characters."""
    return int if by == Breakdown.GOAL else str


_FOR_LARGE_REPORTS = "SELECT set_config('jit', 'off', true), set_config('work_mem', '32MB', true)"
"""Compiling takes longer than the report does, and sorting on disk longer than in memory."""


def ask(question: Question, *, use_rollups: bool = True) -> Report:
    """Compute a report: whole months from the rollups, any other period from the records.

    Rollups lag behind by what is dirty; ``services.drain_all`` brings them up to date.

    :param use_rollups: without, whole months are counted from the records as well.
    """
    sql, parameters = _statement(question, use_rollups=use_rollups)
    as_of = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOR_LARGE_REPORTS)
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        raw = [dict(zip(names, values, strict=True)) for values in cursor]
    codes = dict(Project.objects.values_list("pk", "code"))
    # A project may be gone while its last sessions are still to be taken out of the rollups.
    rows = [
        _row(question.by, codes, values)
        for values in raw
        if not values["project_key"] or values["project_key"] in codes
    ]
    if not rows:
        rows = [Row(ALL, ALL, {figure.name: figure.value(0) for figure in FIGURES})]
    return Report(question, sorted(rows, key=_row_order(question.by)), as_of)


def _row(by: Breakdown, codes: dict[int, str], raw: dict) -> Row:
    project = codes[raw["project_key"]] if raw["project_key"] else ALL
    value = ALL if raw["is_total"] else raw["value"]
    if by == Breakdown.GOAL and value != ALL:
        value = value.lstrip("0")
    return Row(project, value, {f.name: f.value(raw[f.name]) for f in FIGURES})


def _row_order(by: Breakdown):
    order = _value_order(by)
    return lambda row: (
        row.project == ALL,
        row.project,
        row.value == ALL,
        order(row.value) if row.value != ALL else order("0"),
    )


def _statement(question: Question, *, use_rollups: bool) -> tuple[str, dict]:
    facts, parameters = _source(question, use_rollups=use_rollups)
    aggregates = {
        "sums": _aggregate(question.by, "school_facts"),
        "reached": _reached(question, use_rollups=use_rollups),
        "taught_by": _aggregate(question.by, "volunteer_facts"),
    }
    tables = ", ".join([*facts.values(), *(f"{n} AS ({sql})" for n, sql in aggregates.items())])
    key = "(project_key, is_total, value)"
    columns = ", ".join(
        f"coalesce({f.name}, 0) + coalesce(students_without_class, 0) AS {f.name}"
        if f.name == "students_reached"
        else f.name
        for f in FIGURES
    )
    return (
        f"WITH {tables} SELECT project_key, is_total, value, {columns} FROM sums "
        f"LEFT JOIN reached USING {key} LEFT JOIN taught_by USING {key}",
        parameters,
    )


def _source(question: Question, *, use_rollups: bool) -> tuple[dict[str, str], dict]:
    """The facts of the period and places that were asked for."""
    period = question.period
    parameters = {
        "start": period.start,
        "end": period.end,
        "projects": [project.pk for project in question.projects],
        "regions": [region.pk for region in question.regions],
    }
    by_month = question.by == Breakdown.MONTH
    kind = PeriodKind.MONTH if by_month else period.kind or PeriodKind.MONTH
    if use_rollups and period.is_whole_months:
        if kind == PeriodKind.ALL_TIME:
            parameters["start"] = ALL_TIME_START
        where = f"f.period_kind = '{kind}' AND f.period_start BETWEEN %(start)s AND %(end)s"
        return from_rollups(where=where + _scope(question, "f")), parameters
    bucket = "date_trunc('month', s.date)::date" if by_month else "NULL::date"
    where = "s.date BETWEEN %(start)s AND %(end)s"
    return from_records(bucket=bucket, where=where + _scope(question, "s")), parameters


def _reached(question: Question, *, use_rollups: bool) -> str:
    """The figures of class groups: from what is kept of each school where that suffices.

    It does in a standard period, for one project or for all of them, but not where a value of
    the breakdown stands for some of them, as a goal of several projects does.
    """
    if (
        not (use_rollups and question.period.kind)
        or len(question.projects) > 1
        or (question.by == Breakdown.GOAL and _goals_share_projects())
    ):
        return _aggregate(question.by, "class_group_facts")
    totals = _reach(question, None)
    return (
        totals
        if question.by == Breakdown.PROJECT
        else (f"{_reach(question, question.by)} UNION ALL {totals}")
    )


def _reach(question: Question, by: Breakdown | None) -> str:
    """Rows by project and value and by value, or the totals."""
    joins, value = _DIMENSIONS[by] if by else ("", "''")
    kind = PeriodKind.MONTH if by == Breakdown.MONTH else question.period.kind
    start = f"'{ALL_TIME_START}'" if kind == PeriodKind.ALL_TIME else "%(start)s"
    if question.projects or by == Breakdown.GOAL:
        # Of one project each: what is of the project is of all of them.
        keys, projects = "(VALUES (f.project_id), (0))", "f.project_id <> 0"
    else:
        keys, projects = "(VALUES (f.project_id))", "true"
    conditions = [
        f"f.period_kind = '{kind}' AND f.period_start BETWEEN {start} AND %(end)s",
        f"f.mode {'<>' if by == Breakdown.MODE else '='} '{reach.ALL_MODES}'",
        projects,
    ]
    source = f"(SELECT *, period_start AS bucket FROM {reach.TABLE}) f {joins}"
    return (
        f"SELECT k.project_key, {by is None} AS is_total, {value} AS value, "
        "sum(f.class_groups) AS class_groups, sum(f.students) AS students_reached "
        f"FROM {source} CROSS JOIN LATERAL {keys} AS k (project_key) "
        f"WHERE {' AND '.join(conditions)}{_scope(question, 'f')} GROUP BY 1, 2, 3"
    )


def _goals_share_projects() -> bool:
    return (
        Contribution.objects.order_by()
        .values("goal")
        .annotate(projects=Count("project", distinct=True))
        .filter(projects__gt=1)
    ).exists()


def _scope(question: Question, alias: str) -> str:
    """The conditions that the question puts on a project and a school."""
    conditions = []
    if question.projects:
        conditions.append(f"{alias}.project_id = ANY(%(projects)s)")
    if question.regions:
        places = "(SELECT id FROM schools_school WHERE region_id = ANY(%(regions)s))"
        conditions.append(f"{alias}.school_id IN {places}")
    return "".join(f" AND {condition}" for condition in conditions)


def _aggregate(by: Breakdown, relation: str) -> str:
    """The figures of one relation: by project and value and by value; by project and in all.

    The two halves are apart, since a project stands in several goals: what is joined to goals
    must not be used for totals.
    """
    totals = _grouped(relation, joins="", value="''", is_total=True)
    if by == Breakdown.PROJECT:
        return totals
    joins, value = _DIMENSIONS[by]
    return f"{_grouped(relation, joins=joins, value=value, is_total=False)} UNION ALL {totals}"


_ONE_ROW_EACH = {
    "class_group_facts": ("school_id, class_group_id", "max(students) AS students"),
    "volunteer_facts": ("volunteer_id", "sum(minutes) AS minutes"),
}
"""What counts once in each row: it is first put together there, then counted."""


def _grouped(relation: str, *, joins: str, value: str, is_total: bool) -> str:
    """One row for each project and value, and one for each value over all projects."""
    columns = [f"{figure.sql} AS {figure.name}" for figure in figures_of(relation)]
    source = f"SELECT f.*, {value} AS value FROM {relation} f {joins}"
    if relation == "school_facts":
        columns.append("sum(students_without_class) AS students_without_class")
    if relation in _ONE_ROW_EACH:
        thing, merged = _ONE_ROW_EACH[relation]
        source = (
            f"SELECT project_id, value, {merged}, grouping(project_id) AS over_projects "
            f"FROM ({source}) f GROUP BY "
            f"GROUPING SETS ((project_id, value, {thing}), (value, {thing}))"
        )
        return (
            f"SELECT coalesce(project_id, 0) AS project_key, {is_total} AS is_total, value, "
            f"{', '.join(columns)} FROM ({source}) g GROUP BY project_id, over_projects, value"
        )
    return (
        f"SELECT coalesce(project_id, 0) AS project_key, {is_total} AS is_total, value, "
        f"{', '.join(columns)} FROM ({source}) g GROUP BY GROUPING SETS "
        f"((project_id, value), (value))"
    )
