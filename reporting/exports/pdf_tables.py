"""Tables, projects and goals of the PDF, every number as the reader's language writes it."""

from reporting.books import Book
from reporting.columns import (
    CLASS_GROUPS,
    OF_GOALS,
    SCHOOLS,
    SESSIONS,
    STUDENTS_REACHED,
    TABLE,
    VOLUNTEERS,
    Column,
)
from reporting.exports.extras import Extras, GoalContribution
from reporting.exports.names import Names
from reporting.figures import Kind
from reporting.labels import all_of, heading_of, in_order
from reporting.reports import BREAKDOWN_LABELS, Breakdown, Row
from reporting.wording import goals_note, not_shown_note

ORDER = (
    Breakdown.REGION,
    Breakdown.DISTRICT,
    Breakdown.GOAL,
    Breakdown.MODE,
    Breakdown.SETTLEMENT,
    Breakdown.LANGUAGE,
    Breakdown.MONTH,
)
"""After the table of projects, which every book has."""

OF_PROJECTS = (SESSIONS, STUDENTS_REACHED, SCHOOLS, CLASS_GROUPS, VOLUNTEERS)


def tables_of(book: Book, extras: Extras) -> list[dict]:
    return [
        _projects(book, extras),
        *(_table(book, by, extras) for by in ORDER if _is_worth_a_table(book, by)),
    ]


def _is_worth_a_table(book: Book, by: Breakdown) -> bool:
    """Not without rows, nor where its one row is the region or month that the report is of."""
    values = book[by].values() if by in book.reports else []
    is_all = len(values) == 1 and (
        by == Breakdown.MONTH or (by == Breakdown.REGION and len(book.question.regions) == 1)
    )
    return bool(values) and not is_all


MARKS = {kind: str(number) for number, kind in enumerate(Kind, start=1)}
"""Stand for the kinds in the heads of tables, where their words have no room."""


def heads_of() -> list[dict]:
    return [{"label": str(column.label), "mark": MARKS[column.kind]} for column in TABLE]


def kinds() -> list[dict]:
    return [
        {"mark": MARKS[kind], "label": str(kind.label), "text": str(kind.explanation)}
        for kind in Kind
    ]


def _cells(row: Row, columns: tuple[Column, ...] = TABLE) -> list[str]:
    return [column.shown(column.value(row)) for column in columns]


def _table(book: Book, by: Breakdown, extras: Extras) -> dict:
    report, names = book[by], extras.names
    name = names.name_of(by)
    rows = []
    for value in in_order(by, report, name):
        row = {"name": name(value), "cells": _cells(report.row(value=value))}
        if by == Breakdown.GOAL:
            row["goal"] = _badge(value, names)
        rows.append(row)
    notes = [goals_note()] if by == Breakdown.GOAL else []
    notes.append(not_shown_note(map(name, extras.left_out.values(by))))
    return _laid_out(by, rows, book) | {"note": " ".join(filter(None, notes))}


def _projects(book: Book, extras: Extras) -> dict:
    name = extras.names.name_of(Breakdown.PROJECT)
    rows = [
        {"name": name(row.project), "project": row.project, "cells": _cells(row)}
        for row in book.projects()
    ]
    note = not_shown_note(map(name, extras.left_out.values(Breakdown.PROJECT)))
    return _laid_out(Breakdown.PROJECT, rows, book) | {"note": note}


def _laid_out(by: Breakdown, rows: list[dict], book: Book) -> dict:
    return {
        "title": heading_of(by),
        "head": str(BREAKDOWN_LABELS[by]),
        "rows": rows,
        "total": {"name": all_of(by, book.question), "cells": _cells(book.total)},
    }


def projects_of(book: Book, names: Names) -> list[dict]:
    """Each project with what it is about and its main figures."""
    name = names.name_of(Breakdown.PROJECT)
    return [
        {
            "code": row.project,
            "name": name(row.project),
            "theme": (names.themes or {}).get(row.project, ""),
            "figures": _labelled(row, OF_PROJECTS),
        }
        for row in book.projects()
    ]


def goals_of(book: Book, extras: Extras) -> list[dict]:
    """Each goal with its figures and the projects that contribute to it."""
    if Breakdown.GOAL not in book.reports:
        return []
    report, names = book[Breakdown.GOAL], extras.names
    name = names.name_of(Breakdown.GOAL)
    return [
        {
            **_badge(number, names),
            "title": name(number),
            "figures": _labelled(report.row(value=number), OF_GOALS),
            "contributions": [
                _contribution(contribution, names)
                for contribution in extras.contributions or ()
                if contribution.goal == number
            ],
        }
        for number in report.values()
    ]


def _contribution(contribution: GoalContribution, names: Names) -> dict:
    return {
        "code": contribution.project,
        "project": names.name_of(Breakdown.PROJECT)(contribution.project),
        "rationale": contribution.rationale,
        "target": contribution.target,
    }


def _badge(number: str, names: Names) -> dict:
    return {"number": number, "colour": (names.goal_colours or {}).get(number, "#4a5d70")}


def _labelled(row: Row, columns: tuple[Column, ...]) -> list[dict]:
    return [
        {
            "label": str(column.label),
            "value": column.shown(column.value(row)),
            "kind": str(column.kind.label),
        }
        for column in columns
    ]
