"""The workbook, read back by another program than the one that wrote it."""

import datetime
import tracemalloc
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from django.utils import translation

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.models import Region
from reporting.books import open_book
from reporting.exports import xlsx_sessions
from reporting.exports.csv_report import COLUMN_ORDER
from reporting.exports.files import Format, parts_of, write_book, write_report
from reporting.exports.session_rows import sessions_of
from reporting.exports.xlsx_formats import Formats
from reporting.facts import HEAD_COUNTS
from reporting.figures import FIGURE, FIGURES
from reporting.models import Contribution
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question, ask
from reporting.tests.taught import FORMULA, make_programme
from schools.models import School
from schools.services import move_school
from volunteers.models import Project, Volunteer

pytestmark = pytest.mark.django_db
BREAKDOWN_SHEETS = [by.label for by in Breakdown]


@pytest.fixture
def question():
    make_programme()
    return Question(period_of("2020"), Breakdown.REGION)


def workbook_of(question: Question, tmp_path, **options) -> openpyxl.Workbook:
    path = tmp_path / "report.xlsx"
    write_report(question, Format.XLSX, path, **options)
    return openpyxl.load_workbook(path)


def test_workbook_has_a_sheet_for_each_breakdown(question, tmp_path):
    book = workbook_of(question, tmp_path)
    assert book.sheetnames == ["Summary", *BREAKDOWN_SHEETS, "Contributions", "Definitions"]


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
    assert sheet["B7"].value == "1 session of 4 is logged and not verified yet."
    headlines = {
        row[0]: row[1:3] for row in sheet.iter_rows(min_row=9, max_row=16, values_only=True)
    }
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


def test_workbook_draws_months_and_regions_from_its_own_cells(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Summary"]
    months, regions = sheet._charts
    assert [drawn(sheet, series) for series in months.series] == [
        [20, 24, 0, 0, 0, 0, 0, 16],
        [0, 1000, 0, 0, 0, 0, 0, 0],
    ]
    assert [cell.value.month for cell in cells(sheet, months.series[0].cat.numRef.f)] == [
        *range(3, 11)
    ]
    assert [drawn(sheet, series) for series in regions.series] == [[1024, 16]]
    assert [cell.value for cell in cells(sheet, regions.series[0].cat.strRef.f)] == [
        "Astana City",
        "Turkistan Region",
    ]


def cells(sheet, reference: str) -> list:
    name, span = reference.split("!")
    assert name == sheet.title
    return [cell for row in sheet[span.replace("$", "")] for cell in row]


def drawn(sheet, series) -> list:
    return [cell.value for cell in cells(sheet, series.val.numRef.f)]


def test_workbook_has_months_as_days_that_excel_knows(question, tmp_path):
    sheet = workbook_of(question, tmp_path)["Month"]
    months = [row[3] for row in sheet.iter_rows(min_row=2) if row[2].value != "ALL"]
    assert {cell.number_format for cell in months} == {"mmm yyyy"}
    assert {f"{cell.value:%Y-%m}" for cell in months} == {"2020-03", "2020-04", "2020-10"}


def test_workbook_prints_wide_with_its_heads_on_every_page(question, tmp_path):
    book = workbook_of(question, tmp_path, with_sessions=True)
    for name in (*BREAKDOWN_SHEETS, "Contributions", "Sessions", "Definitions"):
        sheet = book[name]
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it needs


def test_workbook_tells_why_projects_contribute_to_goals(question, tmp_path):
    contribution = Contribution.objects.get(goal=3)
    contribution.rationale_en = "It makes schools safer."
    contribution.save()
    rows = list(workbook_of(question, tmp_path)["Contributions"].iter_rows(values_only=True))
    assert rows[1][:6] == (3, "Goal 3", "BKD", "BeKind", "", "It makes schools safer.")
    assert rows[1][6:9] == (3, 60, 40)
    assert [row[0] for row in rows[1:4]] == [3, 10, 12]


def test_sessions_of_the_workbook_add_up_to_the_report(question, tmp_path):
    book = workbook_of(question, tmp_path, with_sessions=True)
    heads, *rows = book["Sessions"].iter_rows(values_only=True)
    rows = [dict(zip(heads, row, strict=True)) for row in rows]
    total = ask(question).total.figures
    assert len(rows) == total["sessions"] == 4
    for name in HEAD_COUNTS:
        assert sum(row[str(FIGURE[name].label)] for row in rows) == total[name]
    assert rows[0] == {
        "Date": datetime.datetime(2020, 3, 2),  # noqa: DTZ001 - a day
        "Start": datetime.time(10),
        "Project code": "BKD",
        "Lesson": None,
        "School code": "AST-1",
        "School": FORMULA,
        "Region": "Astana City",
        "District": None,
        "Settlement": "urban",
        "Mode": "online",
        "Language": "Kazakh",
        "Minutes": 45,
        "Class groups": 1,
        "Students online, participations": 20,
        "Students in person, participations": 0,
        "Parents online, participations": 2,
        "Parents in person, participations": 0,
        "Teachers, participations": 1,
        "Volunteers": 1,
        "Verified": "yes",
    }
    assert [row["Verified"] for row in rows] == ["yes", "yes", "no", "yes"]


def test_sessions_of_the_workbook_are_those_that_the_question_is_about(question, tmp_path):
    question = replace(
        question,
        projects=tuple(Project.objects.filter(code="BKD")),
        regions=tuple(Region.objects.filter(code="KZ-71")),
    )
    sheet = workbook_of(question, tmp_path, with_sessions=True)["Sessions"]
    assert [cell.value.month for cell in sheet["A"][1:]] == [3, 4]


def test_sessions_stand_where_their_school_was_then(question, tmp_path):
    school = School.objects.get(code="TUR-1")
    astana, november = Region.objects.get(code="KZ-71"), datetime.date(2020, 11, 1)
    move_school(school, astana, since=november, by=make_user(Role.ADMINISTRATOR))
    sheet = workbook_of(question, tmp_path, with_sessions=True)["Sessions"]
    assert [cell.value for cell in sheet["G"][1:]] == ["Astana City"] * 3 + ["Turkistan Region"]


def test_sessions_name_no_volunteer(question, tmp_path):
    book = workbook_of(question, tmp_path, with_sessions=True)
    known = {volunteer.email for volunteer in Volunteer.objects.all()}
    known |= {volunteer.last_name for volunteer in Volunteer.objects.all()}
    written = {cell.value for sheet in book for row in sheet for cell in row}
    assert known
    assert not known & written


def test_sessions_beyond_the_rows_of_a_sheet_go_on_in_another(question, tmp_path, monkeypatch):
    monkeypatch.setattr("reporting.exports.xlsx_sessions.MOST_ROWS", 3)
    book = workbook_of(question, tmp_path, with_sessions=True)
    first, second = book["Sessions"], book["Sessions 2"]
    assert (first.max_row, second.max_row) == (4, 2)
    assert second["A1"].value == "Date"
    assert second["A2"].value.month == 10
    assert (first.auto_filter.ref, second.auto_filter.ref) == ("A1:T4", "A1:T2")


def test_sessions_are_read_in_blocks_and_told_of(question, tmp_path, monkeypatch):
    monkeypatch.setattr("reporting.exports.session_rows.ROWS_AT_ONCE", 2)
    told = []
    book = open_book(question, [Breakdown.PROJECT])
    write_book(book, Format.XLSX, tmp_path / "report.xlsx", tell_of_sessions=told.append)
    assert told == [2, 4]


@pytest.mark.parametrize("with_sessions", [False, True])
def test_sessions_count_as_parts_of_the_work(question, tmp_path, with_sessions):
    told = []
    path = tmp_path / "report.xlsx"
    write_report(question, Format.XLSX, path, lambda: told.append(1), with_sessions=with_sessions)
    assert len(told) == parts_of(Format.XLSX, question, with_sessions=with_sessions)


def test_empty_workbook_is_still_one(question, tmp_path):
    book = workbook_of(replace(question, period=period_of("2015")), tmp_path, with_sessions=True)
    assert book["Sessions"].max_row == 1
    assert book["Summary"]._charts == []


def test_many_sessions_need_no_more_memory_than_a_few(question, tmp_path, monkeypatch):
    """Of blocks made up here; the database gives its own block by block as well."""
    block = [next(sessions_of(question))[0]] * 200

    def peak_of(blocks: int) -> int:
        monkeypatch.setattr(xlsx_sessions, "sessions_of", lambda _question: [block] * blocks)
        with xlsxwriter.Workbook(tmp_path / "sessions.xlsx", {"constant_memory": True}) as workbook:
            tracemalloc.start()
            xlsx_sessions.write_sessions(workbook, question, Formats(workbook), "", lambda _: None)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return peak

    peak_of(1)  # what is made once and kept
    assert peak_of(10) < 1.5 * peak_of(1)
