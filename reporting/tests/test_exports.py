"""Files of the report, read back by other programs than those that wrote them."""

import csv
import datetime
import io
import json

import openpyxl
import pypdf
import pytest
from django.core.management import call_command
from django.utils import translation

from reporting.exports import fonts
from reporting.exports.csv_report import COLUMN_ORDER
from reporting.exports.files import Format, parts_of, write_report
from reporting.figures import FIGURE, FIGURES
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question, ask
from reporting.tests.taught import FORMULA, make_programme

pytestmark = pytest.mark.django_db
BREAKDOWN_SHEETS = ["Project", "Region", "District", "School", "Goal", "Month", "Mode"]


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def question(taught):
    return Question(period_of("2020"), Breakdown.REGION)


def workbook_of(question: Question, tmp_path) -> openpyxl.Workbook:
    path = tmp_path / "report.xlsx"
    write_report(question, Format.XLSX, path)
    return openpyxl.load_workbook(path)


def pdf_of(question: Question, tmp_path) -> pypdf.PdfReader:
    path = tmp_path / "report.pdf"
    write_report(question, Format.PDF, path)
    return pypdf.PdfReader(path)


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


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


def test_csv_is_the_same_in_every_language(question, tmp_path):
    written = set()
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            write_report(question, Format.CSV, tmp_path / "report.csv")
        written.add((tmp_path / "report.csv").read_bytes())
    assert len(written) == 1


def test_json_holds_rows_kinds_and_definitions(question, tmp_path):
    write_report(question, Format.JSON, tmp_path / "report.json")
    document = json.loads((tmp_path / "report.json").read_text())
    total = document["rows"][-1]
    assert (total["project"], total["region"], total["students_reached"]) == ("ALL", "ALL", 1040)
    assert document["figures"]["schools"]["kind"] == FIGURE["schools"].kind


def test_pdf_is_tagged_and_says_so(question, tmp_path):
    pdf = pdf_of(question, tmp_path)
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert pdf.metadata.title == "Impact, 2020"


def test_pdf_has_headings_tables_and_a_map_that_can_be_read_aloud(question, tmp_path):
    pdf = pdf_of(question, tmp_path)
    roles, alternatives = [], []

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            roles.append(node.get("/S"))
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == 8
    assert roles.count("/Table") == 5
    assert roles.count("/TH") == 50
    assert "Map of regions, Students reached: Turkistan 16; Astana 1,024." in alternatives
    assert len(alternatives) == roles.count("/Figure") == 2


def test_pdf_holds_the_figures_and_the_definitions(question, tmp_path):
    pdf = pdf_of(question, tmp_path)
    text = text_of(pdf)
    assert "1 January to 31 December 2020 · all projects · all regions" in text
    for shown in ("1,040", "1,060", "2.92", "Turkistan Region", "Astana City", "Goal 12"):
        assert shown in text
    assert "Each session once" in text
    assert "Different schools with at least one session." in text
    assert f"1 / {len(pdf.pages)}" in text


@pytest.mark.parametrize(
    ("language", "names"),
    [("kk", ["Түркістан облысы", "Астана қаласы"]), ("ru", ["Туркестанская область"])],
)
def test_pdf_has_the_letters_of_every_language(question, tmp_path, language, names):
    with translation.override(language):
        pdf = pdf_of(question, tmp_path)
    text = text_of(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert [name for name in names if name not in text] == []


def test_pdf_is_set_in_the_font_of_the_pages(question, tmp_path):
    pdf = pdf_of(question, tmp_path)
    used = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert used == {"Goloslatin-Regular"}


def test_pdf_without_the_browsers_fonts_is_still_written(question, tmp_path, monkeypatch, settings):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(fonts, "SOURCE", tmp_path / "nothing")
    with translation.override("kk"):
        pdf = pdf_of(question, tmp_path)
    assert "Түркістан облысы" in text_of(pdf)


def test_pdf_of_an_empty_period_says_so(taught, tmp_path):
    pdf = pdf_of(Question(period_of("2015")), tmp_path)
    assert "No session was taught in this period and selection." in text_of(pdf)


def test_pdf_of_all_time_and_of_one_region_can_be_written(taught, tmp_path):
    pdf = pdf_of(Question(period_of("all"), regions=(taught.turkistan,)), tmp_path)
    assert "Impact, all time" in text_of(pdf)
    assert "Turkistan Region" in text_of(pdf)


def test_pdf_sets_names_as_text_whatever_they_hold(question, taught, tmp_path):
    taught.astana.name_en = '#panic("x") *b* $x$ <a> // "quoted" \\ City'
    taught.astana.save()
    assert '#panic("x") *b* $x$ <a> // "quoted" \\' in text_of(pdf_of(question, tmp_path))


def test_file_that_cannot_be_written_leaves_the_old_one(question, tmp_path, monkeypatch):
    path = tmp_path / "report.xlsx"
    path.write_text("old")
    monkeypatch.setattr("reporting.exports.xlsx_report._definitions", _fail)
    with pytest.raises(ZeroDivisionError):
        write_report(question, Format.XLSX, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def _fail(*_args) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("format_", list(Format))
def test_writers_tell_of_every_part(question, tmp_path, format_):
    told = []
    write_report(question, format_, tmp_path / "report", lambda: told.append(1))
    assert len(told) == parts_of(format_)


@pytest.mark.parametrize("format_", list(Format))
def test_command_writes_every_format(taught, tmp_path, format_):
    out = tmp_path / f"report.{format_}"
    call_command(
        "export_report",
        start="2020-01-01",
        end="2020-12-31",
        by="region",
        format=str(format_),
        out=out,
    )
    starts = {"csv": b"period_start", "json": b"{", "xlsx": b"PK", "pdf": b"%PDF-1.7"}
    assert out.read_bytes().startswith(starts[format_])


def test_command_writes_the_regions_that_were_asked_for(taught, tmp_path, capsysbinary):
    call_command("export_report", start="2020-01-01", end="2020-12-31", region=["KZ-61"])
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert rows[-1]["sessions"] == "1"
