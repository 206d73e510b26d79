"""Reports: all figures of a period, by a breakdown, in one statement and so of one moment."""

from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from reporting import scope_reports
from reporting.figures import FIGURES
from reporting.questions import (
    ALL,
    BREAKDOWN_LABELS,
    Breakdown,
    Question,
    Report,
    Row,
    in_row_order,
)
from reporting.statements import TOTAL, statement
from volunteers.models import Project

__all__ = ["ALL", "BREAKDOWN_LABELS", "Breakdown", "Question", "Report", "Row", "ask"]

_FOR_LARGE_REPORTS = "SELECT set_config('jit', 'off', true), set_config('work_mem', '32MB', true)"
"""Compiling takes longer than the report does, and sorting on disk longer than in memory."""


def ask(question: Question, *, use_rollups: bool = True) -> Report:
    """Compute a report, from the least that answers it.

    Scopes (``scope_reports.can_answer``), else the rollups of schools, class groups and
    volunteers for whole months, else the records. Rollups lag behind by what is dirty;
    ``services.drain_all`` brings them up to date.

    :param use_rollups: without, whole months are counted from the records as well.
    """
    as_of = timezone.now()
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if use_rollups and scope_reports.can_answer(question):
            sql, parameters = scope_reports.statement(question)
        else:
            cursor.execute(_FOR_LARGE_REPORTS)
            sql, parameters = statement(question, use_rollups=use_rollups)
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        raw = [dict(zip(names, values, strict=True)) for values in cursor]
    codes = dict(Project.objects.values_list("pk", "code"))
    # A project may be gone while its last sessions are still to be taken out of the rollups.
    rows = [
        _row(question, codes, values)
        for values in raw
        if not values["project_key"] or values["project_key"] in codes
    ]
    if not any((row.project, row.value, row.across) == (ALL, ALL, ALL) for row in rows):
        rows.append(Row(ALL, ALL, {figure.name: figure.value(0) for figure in FIGURES}))
    return Report(question, in_row_order(question, rows), as_of)


def _row(question: Question, codes: dict[int, str], raw: dict) -> Row:
    figures: dict[str, int | Decimal] = {f.name: f.value(raw[f.name]) for f in FIGURES}
    return Row(
        codes[raw["project_key"]] if raw["project_key"] else ALL,
        _value(question.by, raw["value"]),
        figures,
        _value(question.across, raw["across"]),
    )


def _value(by: Breakdown | None, raw: str) -> str:
    if raw == TOTAL:
        return ALL
    return raw.lstrip("0") if by == Breakdown.GOAL else raw
