"""The workbook, read back by another program than the one that wrote it."""

import datetime

import openpyxl
import pytest
from django.utils import translation

from reporting.exports.csv_report import COLUMN_ORDER
from reporting.exports.files import Format, write_report
from reporting.figures import FIGURES
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question, ask
from reporting.tests.taught import FORMULA, make_programme

pytestmark = pytest.mark.django_db
BREAKDOWN_SHEETS = ["Project", "Region", "District", "School", "Goal", "Month", "Mode"]


@pytest.fixture
def question():
    make_programme()
    return Question(period_of("2020"), Breakdown.REGION)


def workbook_of(question: Question, tmp_path) -> openpyxl.Workbook:
    path = tmp_path / "report.xlsx"
    write_report(question, Format.XLSX, path)
    return openpyxl.load_workbook(path)


def test_workbook_has_a_sheet_for_each_breakdown(question, tmp_path):
    book = workbook_of(question, tmp_path)
    assert book.sheetnames == ["Summary", *BREAKDOWN_SHEETS, "Definitions"]


@pytest.mark.parametrize("by", list(Breakdown))
def test_workbook_holds_the_figures_of_the_report(question, tmp_path, by):
    sheet = workbook_of(question, tmp_path)[BREAKDOWN_SHEETS[list(Breakdown).index(by)]]
    heads = 2 if by == Breakdown.PROJECT else 4
    report = ask(Question(question.period, by))
    written = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(written) == len(report.rows)
    for cells, row in zip(written, report.rows, strict=True):
        assert cells[0] == row.project
        assert heads == 2 or (cells[2] or "") == row.value
        assert list(cells[heads:]) == [float(row.figures[name]) for name in COLUMN_ORDER]


def test_workbook_has_numbers_as_numbers_with_their_format(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Region"]
    formats = dict(zip(COLUMN_ORDER, [cell.number_format for cell in sheet[2][4:]], strict=True))
    assert formats["volunteer_hours"] == "#,##0.00"
    assert {formats[name] for name in COLUMN_ORDER if name != "volunteer_hours"} == {"#,##0"}
    assert all(cell.data_type == "n" for row in sheet.iter_rows(min_row=2) for cell in row[4:])


def test_workbook_keeps_its_headings_in_view(question, tmp_path):
    book = workbook_of(question, tmp_path)
    for name in BREAKDOWN_SHEETS:
        sheet = book[name]
        assert sheet.freeze_panes == ("C2" if name == "Project" else "E2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["B"].width > 8


def test_workbook_has_bold_totals_and_plain_rows(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Region"]
    bold = {row[2].value == "ALL" or row[0].value == "ALL" for row in sheet if row[4].font.bold}
    assert bold == {False, True}  # the heading, and the totals
    plain = [row for row in sheet.iter_rows(min_row=2) if not row[4].font.bold]
    assert {(row[0].value, row[2].value) for row in plain} == {
        ("BKD", "KZ-61"),
        ("BKD", "KZ-71"),
        ("PLF", "KZ-71"),
    }


def test_workbook_never_takes_text_for_a_formula(question, tmp_path):
    book = workbook_of(question, tmp_path)
    names = [cell for row in book["School"].iter_rows(min_row=2) for cell in row[:4]]
    assert FORMULA in {cell.value for cell in names}
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"n", "s", "d"}


def test_workbook_says_what_it_is_of(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Summary"]
    assert sheet["A1"].value == "Impact, 2020"
    assert sheet["B2"].value == datetime.datetime(2020, 1, 1)  # noqa: DTZ001 - a day, no moment
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert [sheet["B4"].value, sheet["B5"].value] == ["all projects", "all regions"]
    headlines = {row[0]: row[1:3] for row in sheet.iter_rows(min_row=9, values_only=True)}
    assert headlines["Students reached"] == (1040, "once per class")
    assert headlines["Volunteer hours"] == (2.92, "sum")


def test_workbook_defines_every_figure(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Definitions"]
    defined = {row[0]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {str(f.label): str(f.definition) for f in FIGURES}.items() <= defined.items()


def test_workbook_speaks_the_language_and_keeps_its_codes(question, tmp_path):
    with translation.override("kk"):
        book = workbook_of(question, tmp_path)
    rows = list(book.worksheets[2].iter_rows(min_row=2, values_only=True))
    assert {"Түркістан облысы", "Астана қаласы"} <= {row[3] for row in rows}
    assert {"KZ-61", "KZ-71"} <= {row[2] for row in rows}
