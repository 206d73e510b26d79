"""The tables of a followed campaign for spreadsheets: a workbook, or one long CSV."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from campaigns.following.content import Following
from campaigns.following.tables import Column, Line, Table
from transfers.spreadsheets import harmless
from transfers.workbooks import Workbook

HEAD = ["table", "row", "column", "part", "value"]
LONGEST_NAME = 31
WIDE, NARROW = 44, 16


def write_xlsx(followed: Following) -> bytes:
    """A sheet for the objectives, and one for each table; numbers are numbers."""
    written = io.BytesIO()
    workbook = Workbook(written, {"in_memory": True})
    workbook.set_properties({"title": followed.campaign.title})
    formats = {
        "head": workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "whole": workbook.add_format({"num_format": "#,##0", "valign": "top"}),
        "decimal": workbook.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    titles = [_("Objectives"), *(table.title for table in followed.tables)]
    first, *others = [workbook.add_worksheet(name) for name in sheet_names(titles)]
    _write_objectives(first, followed, formats)
    for sheet, table in zip(others, followed.tables, strict=True):
        _write(sheet, table, formats)
    workbook.close()
    return written.getvalue()


def sheet_names(titles: list[str]) -> list[str]:
    """Short, without the letters that a workbook refuses, and no two alike in any language."""
    names: list[str] = []
    for title in titles:
        plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
        name = plain[:LONGEST_NAME]
        if name.lower() in {one.lower() for one in names}:
            number = f" {len(names) + 1}"
            name = plain[: LONGEST_NAME - len(number)] + number
        names.append(name)
    return names


def _write_objectives(sheet: Worksheet, followed: Following, formats: dict) -> None:
    heads = [
        _("Objective"),
        _("Indicator"),
        _("Level"),
        _("Baseline"),
        _("Latest reading"),
        _("Day"),
        _("Source"),
        _("Target"),
        _("Share of the way, %"),
        _("Standing"),
    ]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["head"])
    sheet.set_column(0, 1, WIDE)
    sheet.set_column(2, len(heads), NARROW)
    sheet.freeze_panes(1, 0)
    lines = [(aim, one) for aim in followed.aims for one in aim.indicators]
    for number, (aim, one) in enumerate(lines, start=1):
        latest = one.latest
        words = [
            str(aim.objective or ""),
            one.indicator.name,
            one.indicator.get_level_display(),
            one.indicator.baseline,
            latest.value if latest else "",
            latest.day.isoformat() if latest else "",
            one.source,
            one.indicator.target,
        ]
        for column, word in enumerate(words):
            sheet.write_string(number, column, str(word), formats["text"])
        if one.percent is not None:
            sheet.write_number(number, len(words), one.percent, formats["whole"])
        sheet.write_string(number, len(words) + 1, str(one.standing.label), formats["text"])


def _write(sheet: Worksheet, table: Table, formats: dict) -> None:
    place = 0
    for column in table.columns:
        for head in _heads(column):
            sheet.write_string(0, place, head, formats["head"])
            sheet.set_column(place, place, NARROW if column.is_number else WIDE)
            place += 1
    sheet.freeze_panes(1, 1)
    for number, line in enumerate(_lines(table), start=1):
        for place, value in enumerate(_values(table, line)):
            if isinstance(value, str):
                sheet.write_string(number, place, value, formats["text"])
            elif value is not None:
                is_whole = isinstance(value, int) or value == int(value)
                style = formats["whole" if is_whole else "decimal"]
                sheet.write_number(number, place, value, style)
    last = len(_lines(table)) + 2
    for number, note in enumerate(filter(None, [table.said, *table.notes]), start=last):
        sheet.write_string(number, 0, note)


def _lines(table: Table) -> list[Line]:
    return [*table.lines, *([table.total] if table.total else [])]


def _heads(column: Column) -> list[str]:
    """The figure, its kind, and which of its numbers."""
    if not column.is_number:
        return [str(column.label)]
    kind = f" ({column.kind.label})" if column.kind else ""
    return [f"{column.label}{kind}{f': {part}' if part else ''}" for part in column.parts]


def _values(table: Table, line: Line) -> Iterator[str | int | Decimal | None]:
    for column, cell in zip(table.columns, line.cells, strict=True):
        if column.is_number:
            yield from cell.numbers or [None] * len(column.parts)
        else:
            yield cell.text


def write_csv(followed: Following) -> bytes:
    """One number a line, so that a script needs to know one shape only."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    for table in followed.tables:
        for line in _lines(table):
            writer.writerows(_numbers(table, line))
    return stream.getvalue().encode()


def _numbers(table: Table, line: Line) -> Iterator[list[str]]:
    row = harmless(line.cells[0].text)
    for column, cell in zip(table.columns, line.cells, strict=True):
        for part, value in zip(column.parts, cell.numbers, strict=False):
            if value is not None:
                yield [table.name, row, str(column.label), str(part), str(value)]
