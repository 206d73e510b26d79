"""The report as CSV: the shape that other systems' scripts hold on to."""

import csv
from collections.abc import Iterator
from typing import TextIO

from reporting.reports import Breakdown, Report
from transfers.spreadsheets import harmless

COLUMN_ORDER = (
    "sessions",
    "sessions_online",
    "sessions_offline",
    "sessions_hybrid",
    "schools",
    "class_groups",
    "volunteers",
    "students_online",
    "students_offline",
    "students_reached",
    "parents_online",
    "parents_offline",
    "teachers",
    "volunteer_hours",
)
"""Fixed by the format; figures may be defined in another order."""


def header(by: Breakdown) -> list[str]:
    breakdown = [] if by == Breakdown.PROJECT else [str(by)]
    return ["period_start", "period_end", "project", *breakdown, *COLUMN_ORDER]


def lines(report: Report) -> Iterator[list[str]]:
    """One for each project and value, after each project its total, all projects last."""
    question = report.question
    for row in report.rows:
        value = [] if question.by == Breakdown.PROJECT else [harmless(row.value)]
        yield [
            question.period.start.isoformat(),
            question.period.end.isoformat(),
            row.project,
            *value,
            *(str(row.figures[name]) for name in COLUMN_ORDER),
        ]


def write_csv(report: Report, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header(report.question.by))
    writer.writerows(lines(report))
