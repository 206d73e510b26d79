"""The report as a workbook: a summary, a sheet for each breakdown, the definitions.

Numbers are numbers and text is text: ``write_string`` throughout, so nothing that somebody
typed into a name can become a formula.
"""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from reporting.books import Book
from reporting.columns import HEADLINES
from reporting.exports.csv_report import COLUMN_ORDER
from reporting.exports.extras import Extras, completed
from reporting.exports.names import Names
from reporting.figures import FIGURE, FIGURES
from reporting.labels import all_of
from reporting.reports import ALL, BREAKDOWN_LABELS, Breakdown, Report, Row
from reporting.wording import (
    goals_note,
    moment,
    projects_of,
    regions_of,
    title_of,
    totals_note,
)

SHEETS = (
    Breakdown.PROJECT,
    Breakdown.REGION,
    Breakdown.DISTRICT,
    Breakdown.SCHOOL,
    Breakdown.GOAL,
    Breakdown.MONTH,
    Breakdown.MODE,
    Breakdown.LANGUAGE,
    Breakdown.SETTLEMENT,
)
MOST_WIDE = 46
"""Characters; a longer name is read in the line above the table."""

WHOLE, WITH_DECIMALS = "#,##0", "#,##0.00"


class Formats:
    """The formats of cells, made once for a workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        def add(**properties):
            return workbook.add_format({"font_name": "Calibri", "valign": "vcenter", **properties})

        total = {"bold": True, "bg_color": "#F5F3EC", "top": 1, "top_color": "#E4E0D6"}
        self.title = add(bold=True, font_size=18, font_color="#10263B")
        self.section = add(bold=True, font_size=12, font_color="#10263B")
        self.text = add()
        self.quiet = add(font_color="#4A5D70")
        self.wrapped = add(text_wrap=True, valign="top")
        self.wrapped_bold = add(text_wrap=True, valign="top", bold=True)
        self.day = add(num_format="yyyy-mm-dd", align="left")
        self.total_text = add(**total)
        head = {"bold": True, "text_wrap": True, "bg_color": "#E3F3F6", "font_color": "#10263B"}
        self.head = add(**head, bottom=1, bottom_color="#006D85")
        self.head_number = add(**head, bottom=1, bottom_color="#006D85", align="right")
        self.numbers = {0: add(num_format=WHOLE), 2: add(num_format=WITH_DECIMALS)}
        self.total_numbers = {
            0: add(num_format=WHOLE, **total),
            2: add(num_format=WITH_DECIMALS, **total),
        }
        self.large_numbers = {
            0: add(num_format=WHOLE, bold=True, font_size=14, align="left"),
            2: add(num_format=WITH_DECIMALS, bold=True, font_size=14, align="left"),
        }


def write_xlsx(book: Book, path: Path, extras: Extras | None = None) -> None:
    """Write a sheet for each of the breakdowns of ``SHEETS`` that the book has."""
    extras = completed(extras or Extras(), book)
    title = extras.title or title_of(book.question)
    # Each row goes to disk once it is written, so sheets are filled from the top to the end.
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "author": "Birge"})
        formats = Formats(workbook)
        _summary(workbook.add_worksheet(_("Summary")), book, title, formats)
        for by in SHEETS:
            if by in book.reports:
                sheet = workbook.add_worksheet(str(BREAKDOWN_LABELS[by]))
                _breakdown(sheet, book[by], extras.names, formats)
        _definitions(workbook.add_worksheet(_("Definitions")), formats)


def _summary(sheet: Worksheet, book: Book, title: str, formats: Formats) -> None:
    question = book.question
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 14)
    sheet.set_column(3, 3, 90)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, formats.title)
    sheet.write_string(1, 0, _("From"), formats.quiet)
    sheet.write_datetime(1, 1, question.period.start, formats.day)
    sheet.write_string(2, 0, _("To, this day included"), formats.quiet)
    sheet.write_datetime(2, 1, question.period.end, formats.day)
    for number, (label, text) in enumerate(
        [
            (_("Projects"), projects_of(question)),
            (_("Regions"), ", ".join(r.name for r in question.regions) or regions_of(question)),
            (_("As of"), moment(book.as_of)),
        ],
        start=3,
    ):
        sheet.write_string(number, 0, label, formats.quiet)
        sheet.write_string(number, 1, text, formats.text)
    for column, text in enumerate([_("Figure"), _("Value"), _("Kind"), _("What it counts")]):
        sheet.write_string(7, column, text, formats.head)
    for number, column in enumerate(HEADLINES, start=8):
        sheet.set_row(number, 24)
        sheet.write_string(number, 0, str(column.label), formats.text)
        sheet.write_number(
            number, 1, column.value(book.total), formats.large_numbers[column.decimals]
        )
        sheet.write_string(number, 2, str(column.kind.label), formats.quiet)
        sheet.write_string(number, 3, str(column.definition), formats.quiet)


def _breakdown(sheet: Worksheet, report: Report, names: Names, formats: Formats) -> None:
    texts = [*_texts(report, names)]
    heads = _heads(report.question.by)
    for column, head in enumerate(heads):
        longest = max([len(head), *(len(text[column]) for text in texts)])
        sheet.set_column(column, column, min(longest + 3, MOST_WIDE))
    sheet.set_column(len(heads), len(heads) + len(COLUMN_ORDER) - 1, 14)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, len(heads))
    sheet.autofilter(0, 0, len(report.rows), len(heads) + len(COLUMN_ORDER) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats.head)
    for column, name in enumerate(COLUMN_ORDER, start=len(heads)):
        figure = FIGURE[name]
        head = f"{figure.label} ({figure.kind.label})"
        sheet.write_string(0, column, head, formats.head_number)
    for number, (row, text) in enumerate(zip(report.rows, texts, strict=True), start=1):
        _row(sheet, number, row, text, formats)


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


def _definitions(sheet: Worksheet, formats: Formats) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 3, 70)
    sheet.freeze_panes(1, 0)
    heads = [_("Figure"), _("Kind"), _("What it counts"), _("How it adds up")]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats.head)
    for number, figure in enumerate(FIGURES, start=1):
        sheet.write_string(number, 0, str(figure.label), formats.wrapped_bold)
        sheet.write_string(number, 1, str(figure.kind.label), formats.wrapped)
        sheet.write_string(number, 2, str(figure.definition), formats.wrapped)
        sheet.write_string(number, 3, str(figure.kind.explanation), formats.wrapped)
    end = len(FIGURES) + 2
    sheet.write_string(end, 0, _("Totals"), formats.wrapped_bold)
    sheet.write_string(end, 2, totals_note(), formats.wrapped)
    sheet.write_string(end + 1, 0, _("Goals"), formats.wrapped_bold)
    sheet.write_string(end + 1, 2, goals_note(), formats.wrapped)
