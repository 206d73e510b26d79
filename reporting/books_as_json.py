"""Questions and books as JSON can hold them, and back without loss."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal

from regions.models import District, Region
from reporting.books import Book
from reporting.figures import FIGURES
from reporting.models import Goal
from reporting.periods import Period
from reporting.reports import Breakdown, Question, Report, Row
from schools.models import School
from volunteers.models import Project

_MODELS = {
    "projects": Project,
    "regions": Region,
    "districts": District,
    "schools": School,
    "goals": Goal,
}
"""What the restrictions of a question are rows of; others are plain words."""


class GoneError(ValueError):
    """A question names something that is there no more."""


def question_as_json(question: Question) -> dict:
    return {one.name: _as_json(getattr(question, one.name)) for one in fields(question)}


def _as_json(value):
    if isinstance(value, Period):
        return [value.start.isoformat(), value.end.isoformat()]
    if isinstance(value, tuple):
        return [getattr(one, "pk", one) for one in value]
    return value


def question_from_json(stored: dict) -> Question:
    """:raises GoneError: a project or place of it was deleted."""
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in stored.items()}
    values["period"] = Period(*map(datetime.date.fromisoformat, stored["period"]))
    for name in ("by", "across"):
        if values.get(name):
            values[name] = Breakdown(values[name])
    for name, model in _MODELS.items():
        if values.get(name):
            rows = model.objects.in_bulk(values[name])
            if len(rows) < len(values[name]):
                raise GoneError(name)
            values[name] = tuple(rows[pk] for pk in values[name])
    return Question(**values)


def key_of(question: Question, breakdowns: Sequence[Breakdown]) -> str:
    """The same for the same question by the same breakdowns, in whatever order they stand.

    It changes with the figures that there are: a report that was kept by an older version of
    the program lacks some.
    """
    asked = question_as_json(question)
    del asked["by"]  # a book has several
    restrictions = {name: sorted(v) if isinstance(v, list) else v for name, v in asked.items()}
    canonical = {
        "question": restrictions,
        "breakdowns": sorted(breakdowns),
        "figures": [figure.name for figure in FIGURES],
    }
    return hashlib.sha256(json.dumps(canonical, sort_keys=True).encode()).hexdigest()


def book_as_json(book: Book) -> dict:
    return {
        "as_of": book.as_of.isoformat(),
        "reports": {str(by): _report_as_json(report) for by, report in book.reports.items()},
    }


def _report_as_json(report: Report) -> dict:
    return {
        "as_of": report.as_of.isoformat(),
        "rows": [
            {one.name: getattr(row, one.name) for one in fields(row)}
            | {"figures": {name: _number(value) for name, value in row.figures.items()}}
            for row in report.rows
        ],
    }


def _number(value: int | Decimal) -> int | str:
    """A decimal as text: it keeps its last zero, and is told from a whole number."""
    return str(value) if isinstance(value, Decimal) else value


def book_from_json(stored: dict, question: Question) -> Book:
    """The book of a question that was written by `book_as_json`."""
    reports = {
        Breakdown(by): _report_from_json(report, replace(question, by=Breakdown(by)))
        for by, report in stored["reports"].items()
    }
    return Book(question, reports, datetime.datetime.fromisoformat(stored["as_of"]))


def _report_from_json(stored: dict, question: Question) -> Report:
    rows = [
        Row(
            **row
            | {
                "figures": {
                    name: Decimal(value) if isinstance(value, str) else value
                    for name, value in row["figures"].items()
                }
            }
        )
        for row in stored["rows"]
    ]
    return Report(question, rows, datetime.datetime.fromisoformat(stored["as_of"]))
