"""The PDF, read back by another program than the one that wrote it."""

from dataclasses import replace

import pypdf
import pytest
from django.utils import translation

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.exports.files import Format, write_report
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question
from reporting.services import drain_all
from reporting.tests.taught import make_programme
from schools.models import School
from schools.services import move_school
from transfers import fonts

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def question(taught):
    return Question(period_of("2020"), Breakdown.REGION)


def pdf_of(question: Question, tmp_path) -> pypdf.PdfReader:
    path = tmp_path / "report.pdf"
    write_report(question, Format.PDF, path)
    return pypdf.PdfReader(path)


def roles_of(pdf: pypdf.PdfReader) -> list[tuple[str, str]]:
    """What each part of the document is, in order, with its heading, other text or scope."""
    found = []

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            scopes = [str(a["/Scope"])[1:] for a in node.get("/A", []) if "/Scope" in a]
            says = [str(node[key]) for key in ("/Alt", "/T") if key in node]
            found.append((node.get("/S"), "".join(scopes + says)))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


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
    roles = roles_of(pdf)
    assert [name for role, name in roles if role in ("/H1", "/H2")] == [
        "Impact, 2020",
        "At a glance",
        "Where lessons were taught",
        "When and how",
        "The Sustainable Development Goals",
        "All figures",
        "How the figures are counted",
    ]
    assert [name for role, name in roles if role == "/TH"] == ["Column"] * 70
    assert sum(role == "/Table" for role, _name in roles) == 7
    alternatives = figures_of(pdf)
    assert alternatives[0] == "Map of regions, Students reached: Turkistan 16; Astana 1,024."
    assert len(alternatives) == 4
    assert all(alternatives)


def test_pdf_draws_groups_only_where_there_are_several(question, tmp_path):
    assert not [text for text in figures_of(pdf_of(question, tmp_path)) if "Rural" in text]
    School.objects.filter(code="TUR-1").update(settlement="rural")
    drain_all()
    texts = figures_of(pdf_of(question, tmp_path))
    assert "Bars: Urban 1,044 (98.5%); Rural 16 (1.5%)." in texts


def figures_of(pdf: pypdf.PdfReader) -> list[str]:
    return [name for role, name in roles_of(pdf) if role == "/Figure"]


def test_pdf_of_few_regions_shows_their_districts(question, taught, tmp_path):
    school = School.objects.get(code="TUR-1")
    move_school(school, taught.turkistan, school.district, since=None, by=make_user(Role.MANAGER))
    drain_all()
    text = text_of(pdf_of(replace(question, regions=(taught.turkistan,)), tmp_path))
    assert "By district" in text
    assert "Sauran" in text
    assert "By region" not in text


def test_pdf_of_a_month_draws_no_time(taught, tmp_path):
    text = text_of(pdf_of(Question(period_of("2020-04")), tmp_path))
    assert "Students by month" not in text
    assert "March 2020: 1" in text  # the month before, under a figure


def test_pdf_holds_the_figures_and_the_definitions(question, tmp_path):
    pdf = pdf_of(question, tmp_path)
    text = text_of(pdf)
    assert "1 January to 31 December 2020 all projects · all regions" in text
    for shown in ("1,040", "1,060", "2.92", "Turkistan Region", "Astana City", "Goal 12"):
        assert shown in text
    assert "Each session once" in text
    assert "Different schools with at least one session." in text
    assert f"2 / {len(pdf.pages)}" in text


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
