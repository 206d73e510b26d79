"""The sheets of a workbook that hold figures by a breakdown, goals and definitions."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from reporting.books import Book
from reporting.columns import OF_GOALS
from reporting.exports.csv_report import COLUMN_ORDER
from reporting.exports.extras import Extras
from reporting.exports.names import Names
from reporting.exports.xlsx_formats import Formats, print_as_table
from reporting.figures import FIGURE, FIGURES
from reporting.labels import all_of
from reporting.months import first_day
from reporting.reports import ALL, BREAKDOWN_LABELS, Breakdown, Report, Row
from reporting.wording import goals_note, left_out_note, moment, totals_note

MOST_WIDE = 46
"""Characters; a longer name is read in the line above the table."""


def write_breakdown(
    sheet: Worksheet, report: Report, names: Names, formats: Formats, title: str
) -> None:
    """Codes, names and all figures of each row of a report."""
    texts = [*_texts(report, names)]
    heads = _heads(report.question.by)
    for column, head in enumerate(heads):
        longest = max([len(head), *(len(text[column]) for text in texts)])
        sheet.set_column(column, column, min(longest + 3, MOST_WIDE))
    last = len(heads) + len(COLUMN_ORDER) - 1
    sheet.set_column(len(heads), last, 14)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, len(heads))
    sheet.autofilter(0, 0, len(report.rows), last)
    print_as_table(sheet, title)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats.head)
    for column, name in enumerate(COLUMN_ORDER, start=len(heads)):
        figure = FIGURE[name]
        head = f"{figure.label} ({figure.kind.label})"
        sheet.write_string(0, column, head, formats.head_number)
    by_month = report.question.by == Breakdown.MONTH
    for number, (row, text) in enumerate(zip(report.rows, texts, strict=True), start=1):
        _row(sheet, number, row, text, formats)
        if by_month and row.value != ALL:
            month = formats.total_month if row.project == ALL else formats.month
            sheet.write_datetime(number, len(heads) - 1, first_day(row.value), month)


def _row(sheet: Worksheet, number: int, row: Row, texts: list[str], formats: Formats) -> None:
    is_total = ALL in (row.project, row.value)
    text_format = formats.total_text if is_total else formats.text
    numbers = formats.total_numbers if is_total else formats.numbers
    for column, text in enumerate(texts):
        sheet.write_string(number, column, text, text_format)
    for column, name in enumerate(COLUMN_ORDER, start=len(texts)):
        sheet.write_number(number, column, row.figures[name], numbers[FIGURE[name].decimals])


def _heads(by: Breakdown) -> list[str]:
    heads = [_("Project code"), _("Project")]
    if by != Breakdown.PROJECT:
        label = str(BREAKDOWN_LABELS[by])
        heads += [_("%(breakdown)s code") % {"breakdown": label}, label]
    return heads


def _texts(report: Report, names: Names) -> Iterator[list[str]]:
    """Codes and names of each row."""
    question = report.question
    by = question.by
    project_name = names.name_of(Breakdown.PROJECT)
    value_name = names.name_of(by)
    all_projects, all_values = all_of(Breakdown.PROJECT, question), all_of(by, question)
    for row in report.rows:
        texts = [row.project, all_projects if row.project == ALL else project_name(row.project)]
        if by != Breakdown.PROJECT:
            texts += [row.value, all_values if row.value == ALL else value_name(row.value)]
        yield texts


def write_contributions(
    sheet: Worksheet, book: Book, extras: Extras, formats: Formats, title: str
) -> None:
    """Which project contributes to which goal, why, and what it did for it."""
    report, names = book[Breakdown.GOAL], extras.names
    goal_name, project_name = names.name_of(Breakdown.GOAL), names.name_of(Breakdown.PROJECT)
    heads = [_("Goal code"), _("Goal"), _("Project code"), _("Project"), _("Target"), _("Why")]
    for column, (head, width) in enumerate(zip(heads, (10, 36, 12, 22, 40, 60), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats.head)
    for place, column in enumerate(OF_GOALS, start=len(heads)):
        sheet.set_column(place, place, 14)
        head = f"{column.label} ({column.kind.label})"
        sheet.write_string(0, place, head, formats.head_number)
    sheet.freeze_panes(1, 2)
    print_as_table(sheet, title)
    contributions = sorted(extras.contributions or (), key=lambda one: (int(one.goal), one.project))
    sheet.autofilter(0, 0, max(1, len(contributions)), len(heads) + len(OF_GOALS) - 1)
    for number, one in enumerate(contributions, start=1):
        row = report.row(one.project, one.goal)
        sheet.write_number(number, 0, int(one.goal), formats.wrapped_bold)
        texts = (goal_name(one.goal), one.project, project_name(one.project))
        for column, text in enumerate((*texts, one.target, one.rationale), start=1):
            sheet.write_string(number, column, text, formats.wrapped)
        for place, column in enumerate(OF_GOALS, start=len(heads)):
            if extras.left_out.has(Breakdown.GOAL, one.project, one.goal):
                sheet.write_string(number, place, _("left out"), formats.wrapped)
                continue
            value = column.value(row) if row else 0
            sheet.write_number(number, place, value, formats.top_number)
    sheet.write_string(len(contributions) + 2, 1, goals_note(), formats.quiet)


def write_definitions(
    sheet: Worksheet, book: Book, extras: Extras, formats: Formats, title: str
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 3, 70)
    sheet.freeze_panes(1, 0)
    print_as_table(sheet, title)
    heads = [_("Figure"), _("Kind"), _("What it counts"), _("How it adds up")]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats.head)
    for number, figure in enumerate(FIGURES, start=1):
        sheet.write_string(number, 0, str(figure.label), formats.wrapped_bold)
        sheet.write_string(number, 1, str(figure.kind.label), formats.wrapped)
        sheet.write_string(number, 2, str(figure.definition), formats.wrapped)
        sheet.write_string(number, 3, str(figure.kind.explanation), formats.wrapped)
    notes = [
        (_("Totals"), totals_note()),
        (_("Goals"), goals_note()),
        (_("As of"), moment(book.as_of)),
    ]
    if extras.left_out:
        notes.append((_("Left out"), left_out_note(extras.left_out.least)))
    if extras.is_published:
        notes.append(("SHA-256", extras.sha256))
    for number, (label, text) in enumerate(notes, start=len(FIGURES) + 2):
        sheet.write_string(number, 0, label, formats.wrapped_bold)
        sheet.write_string(number, 2, text, formats.wrapped)
