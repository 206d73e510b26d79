"""The sessions of a workbook: one row each, on as many sheets as they need."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from regions.choices import Language
from reporting.exports.session_rows import sessions_of
from reporting.exports.xlsx_formats import Formats, print_as_table, serial
from reporting.facts import HEAD_COUNTS
from reporting.figures import FIGURE
from reporting.reports import BREAKDOWN_LABELS, Breakdown, Question
from schools.choices import Settlement
from sessions.choices import Mode

MOST_ROWS = 1_048_575
"""Of a sheet of Excel, below the heads; more go on in another sheet."""


@dataclass(frozen=True)
class SessionColumn:
    """A column of the sheet.

    :param text: makes a value a text; without, it is a number.
    :param number: makes a value a number as Excel keeps it.
    """

    head: str
    width: int
    format: Format
    text: Callable[[Any], str] | None = None
    number: Callable[[Any], float] | None = None


def _columns(formats: Formats) -> list[SessionColumn]:
    """In the order of the values of ``sessions_of``."""

    def words(head: str, width: int, text: Callable[[Any], str] = str) -> SessionColumn:
        return SessionColumn(head, width, formats.text, text=text)

    def labelled(head: str, width: int, labels: list[tuple[str, Any]]) -> SessionColumn:
        return words(head, width, {value: str(label) for value, label in labels}.__getitem__)

    def whole(head: str, width: int = 13) -> SessionColumn:
        return SessionColumn(head, width, formats.numbers[0], number=int)

    return [
        SessionColumn(_("Date"), 12, formats.day, number=serial),
        SessionColumn(_("Start"), 8, formats.time, number=_part_of_day),
        words(_("Project code"), 10),
        words(_("Lesson"), 36),
        words(_("School code"), 14),
        words(str(BREAKDOWN_LABELS[Breakdown.SCHOOL]), 36),
        words(str(BREAKDOWN_LABELS[Breakdown.REGION]), 26),
        words(str(BREAKDOWN_LABELS[Breakdown.DISTRICT]), 22),
        labelled(_("Settlement"), 12, Settlement.choices),
        labelled(str(BREAKDOWN_LABELS[Breakdown.MODE]), 12, Mode.choices),
        labelled(_("Language"), 12, Language.choices),
        whole(_("Minutes"), 10),
        whole(_("Class groups"), 10),
        *(whole(str(FIGURE[name].label), 14) for name in HEAD_COUNTS),
        whole(_("Volunteers"), 11),
        words(_("Verified"), 10, {True: _("yes"), False: _("no")}.__getitem__),
    ]


def _part_of_day(time: datetime.time) -> float:
    return (time.hour * 60 + time.minute) / (24 * 60)


def write_sessions(
    workbook: xlsxwriter.Workbook,
    question: Question,
    formats: Formats,
    title: str,
    tell: Callable[[int], None],
) -> None:
    """A row for each session that the figures count, nothing of it kept in memory.

    :param tell: called with the number of rows written so far.
    """
    columns = _columns(formats)
    sheet, sheets, row, rows = _begin(workbook, columns, formats, title, 1), 1, 0, 0
    for block in sessions_of(question):
        for values in block:
            if row == MOST_ROWS:
                _end(sheet, columns, row)
                sheets += 1
                sheet, row = _begin(workbook, columns, formats, title, sheets), 0
            row += 1
            _write_row(sheet, row, values, columns)
        rows += len(block)
        tell(rows)
    _end(sheet, columns, row)


def _begin(
    workbook: xlsxwriter.Workbook,
    columns: list[SessionColumn],
    formats: Formats,
    title: str,
    number: int,
) -> Worksheet:
    name = _("Sessions")
    sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    print_as_table(sheet, title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        head = formats.head if column.format is not formats.numbers[0] else formats.head_number
        sheet.write_string(0, place, column.head, head)
    return sheet


def _end(sheet: Worksheet, columns: list[SessionColumn], row: int) -> None:
    sheet.autofilter(0, 0, max(1, row), len(columns) - 1)


def _write_row(sheet: Worksheet, row: int, values: tuple, columns: list[SessionColumn]) -> None:
    for place, (value, column) in enumerate(zip(values, columns, strict=True)):
        if column.number:
            sheet.write_number(row, place, column.number(value), column.format)
        elif value != "":
            sheet.write_string(row, place, column.text(value), column.format)
