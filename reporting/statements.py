"""The statement that answers a question from facts; of one statement, and so of one moment."""

from itertools import combinations

from django.db import connection

from reporting import reach
from reporting.choices import PeriodKind, Slice
from reporting.facts import from_records, from_rollups
from reporting.figures import FIGURES, figures_of
from reporting.periods import ALL_TIME_START, FIRST_YEAR
from reporting.questions import Breakdown, Question
from schools.models import SchoolPlace

TOTAL = "\x01"
"""Stands for the total among the values of a breakdown."""

ALWAYS = "'0001-01-01'", "'9999-12-31'"
"""From when and until when a contribution without days lasts."""

CONTRIBUTES = (
    f"greatest(f.bucket, '{FIRST_YEAR}-01-01') BETWEEN coalesce(c.since, {ALWAYS[0]}) "
    f"AND coalesce(c.until, {ALWAYS[1]})"
)
"""Whether it lasts in a bucket: none is so long that it changes within (``kind_of_buckets``)."""

DIMENSIONS: dict[Breakdown, tuple[str, str]] = {
    Breakdown.REGION: ("JOIN regions_region r ON r.id = f.region_id", "r.code"),
    Breakdown.DISTRICT: (
        "LEFT JOIN regions_district d ON d.id = f.district_id",
        "coalesce(d.code, '')",
    ),
    Breakdown.SCHOOL: ("JOIN schools_school sc ON sc.id = f.school_id", "sc.code"),
    Breakdown.SETTLEMENT: ("JOIN schools_school se ON se.id = f.school_id", "se.settlement"),
    Breakdown.GOAL: (
        f"JOIN reporting_contribution c ON c.project_id = f.project_id AND {CONTRIBUTES}",
        "lpad(c.goal_id::text, 2, '0')",
    ),
    Breakdown.MONTH: ("", "to_char(f.bucket, 'YYYY-MM')"),
    Breakdown.MODE: ("", "f.mode"),
    Breakdown.LANGUAGE: ("", "f.language"),
}
"""For each breakdown the tables that it needs beside the facts ``f``, and its value."""

_ONE_ROW_EACH = {
    "class_group_facts": ("school_id, class_group_id", "max(students) AS students"),
    "volunteer_facts": ("volunteer_id", "sum(minutes) AS minutes"),
}
"""What counts once in each row: it is first put together there, then counted."""

KEY = "(project_key, value, across)"


def statement(question: Question, *, use_rollups: bool) -> tuple[str, dict]:
    """The statement and its parameters."""
    kind = kind_of_buckets(question) if use_rollups else None
    facts = _source(question, kind)
    aggregates = {
        "sums": _aggregate(question, "school_facts"),
        "reached": _reached(question, kind),
        "taught_by": _aggregate(question, "volunteer_facts"),
    }
    tables = ", ".join([*facts.values(), *(f"{n} AS ({sql})" for n, sql in aggregates.items())])
    columns = ", ".join(
        f"coalesce({f.name}, 0) + coalesce(students_without_class, 0) AS {f.name}"
        if f.name == "students_reached"
        else f.name
        for f in FIGURES
    )
    return (
        f"WITH {tables} SELECT project_key, value, across, {columns} FROM sums "
        f"LEFT JOIN reached USING {KEY} LEFT JOIN taught_by USING {KEY}",
        parameters_of(question, kind),
    )


def parameters_of(question: Question, kind: PeriodKind | None) -> dict:
    period = question.period
    return {
        "start": ALL_TIME_START if kind == PeriodKind.ALL_TIME else period.start,
        "end": period.end,
        "projects": [project.pk for project in question.projects],
        "regions": [region.pk for region in question.regions],
        "districts": [district.pk for district in question.districts],
        "schools": [school.pk for school in question.schools],
        "goals": [goal.pk for goal in question.goals],
        "modes": list(question.modes),
        "languages": list(question.languages),
        "settlements": list(question.settlements),
    }


def kind_of_buckets(question: Question) -> PeriodKind | None:
    """The longest standard periods that the question can be answered from; none: the records.

    Months where it asks for months, or where the goals of a project change within the period.
    """
    period = question.period
    if not period.is_whole_months:
        return None
    kind = PeriodKind.MONTH if Breakdown.MONTH in question.dimensions else period.kind
    kind = kind or PeriodKind.MONTH
    if not asks_for_goals(question):
        return kind
    changes = changes_of_goals(question)
    if not changes:
        return kind
    return PeriodKind.MONTH if all(day.day == 1 for day in changes) else None


def asks_for_goals(question: Question) -> bool:
    return bool(question.goals) or Breakdown.GOAL in question.dimensions


def changes_of_goals(question: Question) -> list:
    """The first days, after that of the period, from which other contributions hold in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day FROM (SELECT since AS day FROM reporting_contribution "
            "UNION SELECT until + 1 FROM reporting_contribution) c "
            "WHERE day > %s AND day <= %s",
            [question.period.start, question.period.end],
        )
        return [day for (day,) in cursor]


def _source(question: Question, kind: PeriodKind | None) -> dict[str, str]:
    """The facts of the period and places that were asked for."""
    if kind:
        where = f"f.period_kind = '{kind}' AND f.period_start BETWEEN %(start)s AND %(end)s"
        return from_rollups(where=where + conditions(question, "f", bucket="f.period_start"))
    where = "s.date BETWEEN %(start)s AND %(end)s"
    return from_records(
        bucket=_bucket_of_records(question),
        where=where + conditions(question, "s", place="pl", bucket="s.date"),
    )


def _bucket_of_records(question: Question) -> str:
    if asks_for_goals(question):
        return "s.date"
    by_month = Breakdown.MONTH in question.dimensions
    return "date_trunc('month', s.date)::date" if by_month else "%(start)s::date"


def conditions(question: Question, alias: str, *, place: str = "", bucket: str) -> str:
    """The conditions that the question puts on facts or sessions, each after an AND.

    :param place: the alias of what has the region and the district.
    :param bucket: the day that decides which goals a project contributes to.
    """
    place = place or alias
    found = []
    if question.projects:
        found.append(f"{alias}.project_id = ANY(%(projects)s)")
    if question.regions:
        found.append(f"{place}.region_id = ANY(%(regions)s)")
    if question.districts:
        found.append(f"coalesce({place}.district_id, 0) = ANY(%(districts)s)")
    if question.schools:
        found.append(f"{alias}.school_id = ANY(%(schools)s)")
    if question.modes:
        found.append(f"{alias}.mode = ANY(%(modes)s)")
    if question.languages:
        found.append(f"{alias}.language = ANY(%(languages)s)")
    if question.settlements:
        found.append(
            f"{alias}.school_id IN "
            "(SELECT id FROM schools_school WHERE settlement = ANY(%(settlements)s))"
        )
    if question.goals:
        contributes = CONTRIBUTES.replace("f.bucket", bucket)
        found.append(
            f"EXISTS (SELECT FROM reporting_contribution c WHERE c.project_id = "
            f"{alias}.project_id AND c.goal_id = ANY(%(goals)s) AND {contributes})"
        )
    return "".join(f" AND {condition}" for condition in found)


def _reached(question: Question, kind: PeriodKind | None) -> str:
    """The figures of class groups: from what is kept of each school where that suffices.

    It does in a standard period, for one project or for all of them, and for one mode or
    language or for all; but not where a value of a breakdown stands for some of them, as a goal
    of several projects does, nor where a school was in several of the asked places.
    """
    slices = [
        one
        for one in (Breakdown.MODE, Breakdown.LANGUAGE)
        if one in question.dimensions or _restriction(question, one)
    ]
    if (
        kind is None
        or kind != question.period.kind
        or len(question.projects) > 1
        or len(slices) > 1
        or any(len(_restriction(question, one)) > 1 for one in slices)
        or asks_for_goals(question)
        or len(question.regions) > 1
        or len(question.districts) > 1
        or (_asks_for_districts(question) and _have_schools_moved())
    ):
        return _aggregate(question, "class_group_facts")
    return " UNION ALL ".join(
        _reach(question, kind, chosen, slices) for chosen in subsets(question.dimensions)
    )


def _asks_for_districts(question: Question) -> bool:
    """Schools of several regions may have the same one: none."""
    return bool(question.districts) or Breakdown.DISTRICT in question.dimensions


def _have_schools_moved() -> bool:
    return SchoolPlace.objects.filter(since__gt=SchoolPlace.FIRST_DAY).exists()


def _restriction(question: Question, by: Breakdown) -> tuple[str, ...]:
    return question.modes if by == Breakdown.MODE else question.languages


def _reach(
    question: Question, kind: PeriodKind, chosen: tuple[Breakdown, ...], slices: list[Breakdown]
) -> str:
    """Rows of the chosen dimensions, from ``rollup_reach``."""
    in_parts = bool(
        {Breakdown.REGION, Breakdown.DISTRICT} & set(chosen)
        or question.regions
        or question.districts
    )
    sliced = [one for one in slices if one in chosen or _restriction(question, one)]
    part = Slice(sliced[0].value) if sliced else Slice.ALL
    asked = conditions(question, "f", bucket="f.period_start")
    for one in (Breakdown.MODE, Breakdown.LANGUAGE):
        asked = asked.replace(f"f.{one} = ANY", "f.value = ANY")
    dimensions = {
        **DIMENSIONS,
        Breakdown.MODE: ("", "f.value"),
        Breakdown.LANGUAGE: ("", "f.value"),
    }
    joins, values = _values(question, chosen, dimensions)
    # Of one project: what is of it is of all of them.
    keys = "(VALUES (f.project_id), (0))" if question.projects else "(VALUES (f.project_id))"
    return (
        f"SELECT k.project_key, {values}, sum(f.class_groups) AS class_groups, "
        "sum(f.students) AS students_reached "
        f"FROM (SELECT *, period_start AS bucket FROM {reach.TABLE}) f {joins} "
        f"CROSS JOIN LATERAL {keys} AS k (project_key) "
        f"WHERE f.period_kind = '{kind}' AND f.period_start BETWEEN %(start)s AND %(end)s "
        f"AND f.slice = '{part}' AND {'f.is_part' if in_parts else 'f.is_whole'}{asked} "
        "GROUP BY 1, 2, 3"
    )


def subsets(dimensions: tuple[Breakdown, ...]) -> list[tuple[Breakdown, ...]]:
    sizes = range(len(dimensions) + 1)
    return [chosen for size in sizes for chosen in combinations(dimensions, size)]


def _values(
    question: Question,
    chosen: tuple[Breakdown, ...],
    dimensions: dict[Breakdown, tuple[str, str]] = DIMENSIONS,
) -> tuple[str, str]:
    """The joins of the chosen dimensions, and the two columns that hold their values."""
    joins = " ".join(dimensions[one][0] for one in chosen)

    def value(one: Breakdown | None) -> str:
        return dimensions[one][1] if one in chosen else f"'{TOTAL}'"

    return joins, f"{value(question.by)} AS value, {value(question.across)} AS across"


def _aggregate(question: Question, relation: str) -> str:
    """The figures of one relation, for each subset of the dimensions by itself.

    Apart, since a project stands in several goals: what is joined to goals must not be used for
    totals.
    """
    return " UNION ALL ".join(
        _grouped(question, relation, chosen) for chosen in subsets(question.dimensions)
    )


def _grouped(question: Question, relation: str, chosen: tuple[Breakdown, ...]) -> str:
    """One row for each project and its values, and one for each of them over all projects."""
    columns = [f"{figure.sql} AS {figure.name}" for figure in figures_of(relation)]
    joins, values = _values(question, chosen)
    source = f"SELECT f.*, {values} FROM {relation} f {joins}"
    if relation == "school_facts":
        columns.append("sum(students_without_class) AS students_without_class")
    named = f"value, across, {', '.join(columns)}"
    if relation in _ONE_ROW_EACH:
        thing, merged = _ONE_ROW_EACH[relation]
        source = (
            f"SELECT project_id, value, across, {merged}, grouping(project_id) AS over_projects "
            f"FROM ({source}) f GROUP BY GROUPING SETS "
            f"((project_id, value, across, {thing}), (value, across, {thing}))"
        )
        return (
            f"SELECT coalesce(project_id, 0) AS project_key, {named} FROM ({source}) g "
            "GROUP BY project_id, over_projects, value, across"
        )
    return (
        f"SELECT coalesce(project_id, 0) AS project_key, {named} FROM ({source}) g "
        "GROUP BY GROUPING SETS ((project_id, value, across), (value, across))"
    )
