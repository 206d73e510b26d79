"""Books: several breakdowns of one question, all of one moment."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from reporting.rebuilding import see_one_moment
from reporting.reports import ALL, Breakdown, Question, Report, Row, ask


@dataclass(frozen=True)
class Book:
    """The reports of one period, places and projects, by several breakdowns."""

    question: Question
    reports: dict[Breakdown, Report]
    as_of: datetime.datetime

    @property
    def total(self) -> Row:
        return next(iter(self.reports.values())).total

    @property
    def is_empty(self) -> bool:
        return not self.total.figures["sessions"]

    def __getitem__(self, by: Breakdown) -> Report:
        return self.reports[by]

    def projects(self) -> list[Row]:
        """The total of each project; every breakdown has them."""
        report = next(iter(self.reports.values()))
        return [row for row in report.rows if row.value == ALL and row.project != ALL]


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, unless a transaction had begun before."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        see_one_moment(cursor)
        yield


def open_book(
    question: Question,
    breakdowns: Sequence[Breakdown],
    advance: Callable[[], None] = lambda: None,
) -> Book:
    """Ask for each of the breakdowns; nothing that happens in between can make them differ.

    :param advance: called after each breakdown.
    """
    reports = {}
    with one_moment():
        for by in breakdowns:
            reports[by] = ask(replace(question, by=by))
            advance()
    return Book(question, reports, reports[breakdowns[0]].as_of)
