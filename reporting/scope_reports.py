"""Reports that are read from scopes: of one region, project and slice, or of all of them."""

from django.db import connection

from reporting import scopes
from reporting.choices import PeriodKind, Slice
from reporting.figures import FIGURES
from reporting.questions import Breakdown, Question
from reporting.statements import (
    DIMENSIONS,
    TOTAL,
    asks_for_goals,
    changes_of_goals,
    parameters_of,
    subsets,
)

_SLICES = {
    Breakdown.MODE: Slice.MODE,
    Breakdown.LANGUAGE: Slice.LANGUAGE,
    Breakdown.SETTLEMENT: Slice.SETTLEMENT,
}
_DIMENSIONS = {
    **{one: DIMENSIONS[one] for one in (Breakdown.REGION, Breakdown.GOAL, Breakdown.MONTH)},
    **dict.fromkeys(_SLICES, ("", "f.value")),
}


def _restrictions(question: Question) -> dict[Breakdown, tuple[str, ...]]:
    return {
        Breakdown.MODE: question.modes,
        Breakdown.LANGUAGE: question.languages,
        Breakdown.SETTLEMENT: question.settlements,
    }


def can_answer(question: Question) -> bool:
    """Whether every row that is asked for is one scope."""
    restricted = _restrictions(question)
    sliced = [one for one in _SLICES if one in question.dimensions or restricted[one]]
    return (
        question.period.kind is not None
        and set(question.dimensions) <= set(_DIMENSIONS)
        and not (question.districts or question.schools or question.goals)
        and len(question.projects) <= 1
        and len(question.regions) <= 1
        and len(sliced) <= 1
        and all(len(restricted[one]) <= 1 for one in sliced)
        and (not asks_for_goals(question) or _goals_are_of_one_project(question))
    )


def _goals_are_of_one_project(question: Question) -> bool:
    """All through the period, each goal's figures are those of one project."""
    if changes_of_goals(question):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM reporting_contribution "
            "WHERE coalesce(since, %(start)s) <= %(end)s AND coalesce(until, %(end)s) >= %(start)s "
            "GROUP BY goal_id HAVING count(*) > 1)",
            {"start": question.period.start, "end": question.period.end},
        )
        return cursor.fetchone()[0]


def statement(question: Question) -> tuple[str, dict]:
    """The statement and its parameters."""
    rows = " UNION ALL ".join(_rows(question, chosen) for chosen in subsets(question.dimensions))
    parameters = parameters_of(question, question.period.kind)
    return rows, parameters | {"first": question.period.start}


def _rows(question: Question, chosen: tuple[Breakdown, ...]) -> str:
    joins = " ".join(_DIMENSIONS[one][0] for one in chosen)

    def value(one: Breakdown | None) -> str:
        return _DIMENSIONS[one][1] if one in chosen else f"'{TOTAL}'"

    # Of one project, or of a goal's: what is of the project is of all of them.
    both = question.projects or Breakdown.GOAL in chosen
    keys = "(VALUES (f.project_id), (0))" if both else "(VALUES (f.project_id))"
    figures = ", ".join(
        f"f.minutes / 60.0 AS {figure.name}"
        if figure.name == "volunteer_hours"
        else f"f.{figure.name}"
        for figure in FIGURES
    )
    return (
        f"SELECT k.project_key, {value(question.by)} AS value, {value(question.across)} AS across, "
        f"{figures} FROM (SELECT *, period_start AS bucket FROM {scopes.TABLE}) f {joins} "
        f"CROSS JOIN LATERAL {keys} AS k (project_key) "
        f"WHERE {' AND '.join(_conditions(question, chosen))}"
    )


def _conditions(question: Question, chosen: tuple[Breakdown, ...]) -> list[str]:
    if Breakdown.MONTH in chosen:
        found = [
            f"f.period_kind = '{PeriodKind.MONTH}' AND f.period_start BETWEEN %(first)s AND %(end)s"
        ]
    else:
        found = [f"f.period_kind = '{question.period.kind}' AND f.period_start = %(start)s"]
    region = "ANY(%(regions)s)" if question.regions else str(scopes.COUNTRY)
    by_region = Breakdown.REGION in chosen and not question.regions
    found.append(f"f.region_id {'<>' if by_region else '='} {region}")
    if question.projects:
        found.append("f.project_id = ANY(%(projects)s)")
    elif Breakdown.GOAL in chosen:
        found.append(f"f.project_id <> {scopes.ALL_PROJECTS}")
    restricted = _restrictions(question)
    sliced = next((one for one in _SLICES if one in chosen or restricted[one]), None)
    found.append(f"f.slice = '{_SLICES[sliced] if sliced else Slice.ALL}'")
    if sliced and restricted[sliced]:
        found.append(f"f.value = ANY(%({sliced}s)s)")
    return found
