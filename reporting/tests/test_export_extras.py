"""Documents of books that were kept: nothing in them is read from the records again."""

import datetime
import json

import openpyxl
import pypdf
import pytest

from reporting.books import open_book
from reporting.exports.extras import Extras, Passage, Progress, completed
from reporting.exports.files import Format, breakdowns_of, write_book
from reporting.exports.names import Names
from reporting.models import Target
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question
from reporting.tests.taught import make_programme
from volunteers.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught():
    return make_programme()


def kept(format_: Format):
    """A book, and all that the records say beside it."""
    question = Question(period_of("2020"), Breakdown.REGION)
    book = open_book(question, breakdowns_of(format_, question))
    return book, completed(Extras(), book)


@pytest.mark.parametrize("format_", list(Format))
def test_kept_book_is_written_without_the_database(
    taught, tmp_path, format_, django_assert_num_queries
):
    book, extras = kept(format_)
    with django_assert_num_queries(0):
        write_book(book, format_, tmp_path / "report", extras=extras)


def test_names_are_those_that_were_kept(taught, tmp_path):
    book, extras = kept(Format.PDF)
    taught.turkistan.name_en = "Renamed Region"
    taught.turkistan.save()
    write_book(book, Format.PDF, tmp_path / "report.pdf", extras=extras)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert "Turkistan Region" in text
    assert "Renamed" not in text


def test_names_come_back_from_json_as_they_were(taught):
    _, extras = kept(Format.XLSX)
    assert Names.from_json(json.loads(json.dumps(extras.names.as_json()))) == extras.names


HASH = "3f2a91bc07de4410a5b6c7d8e9f00112233445566778899aabbccddeeff00112"
PUBLISHED = Extras(
    number="2020-01",
    edition=2,
    sha256=HASH,
    published_on=datetime.date(2021, 3, 1),
    address="https://birge.example/reports/p/abc/",
    title="A year of lessons",
    author="A. Person",
    narrative=(
        Passage("What changed", ("Lessons moved *online*.", "#panic(1)")),
        Passage("", ("I can stop it.",), is_quote=True, source="Student"),
    ),
    progress=(Progress("Sessions", 4, 5, 0, "sum"), Progress("Schools", 3, 2)),
)


def pages_of(taught, tmp_path, extras: Extras) -> list[str]:
    book, _ = kept(Format.PDF)
    write_book(book, Format.PDF, tmp_path / "report.pdf", extras=extras)
    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_published_pdf_says_what_it_is_and_carries_its_hash_on_every_page(taught, tmp_path):
    pages = pages_of(taught, tmp_path, PUBLISHED)
    assert all("SHA-256 3f2a 91bc 07de 4410 …" in page for page in pages)
    assert " ".join(HASH[start : start + 4] for start in range(0, 64, 4)) in pages[-1]
    for shown in ("A year of lessons", "Report 2020-01, edition 2", "1 March 2021", "A. Person"):
        assert shown in pages[0]
    assert "Not published" not in pages[0]


def test_published_pdf_holds_words_quotes_and_targets_as_they_are(taught, tmp_path):
    text = " ".join(pages_of(taught, tmp_path, PUBLISHED))
    for shown in (
        "What changed Lessons moved *online*. #panic(1)",
        "I can stop it. Student",
        "target 5 · at the start 0 4 80%",
        "target 2 3 150%",
    ):
        assert shown in text


def test_pdf_of_the_country_leaves_out_districts_that_its_book_has(taught, tmp_path):
    book, extras = kept(Format.XLSX)
    write_book(book, Format.PDF, tmp_path / "report.pdf", extras=extras)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert "By region" in text
    assert "By district" not in text


def test_live_pdf_says_that_it_is_not_published_and_has_no_hash(taught, tmp_path):
    pages = pages_of(taught, tmp_path, Extras())
    assert "Not published: later corrections will change these figures." in pages[0]
    assert "SHA-256" not in " ".join(pages)


def test_published_json_says_which_report_it_is(taught, tmp_path):
    book, _ = kept(Format.JSON)
    write_book(book, Format.JSON, tmp_path / "report.json", extras=PUBLISHED)
    publication = json.loads((tmp_path / "report.json").read_text())["publication"]
    assert publication == {
        "number": "2020-01",
        "edition": 2,
        "title": "A year of lessons",
        "published_on": "2021-03-01",
        "sha256": HASH,
    }


def test_published_workbook_carries_number_day_and_hash(taught, tmp_path):
    book, _ = kept(Format.XLSX)
    write_book(book, Format.XLSX, tmp_path / "report.xlsx", extras=PUBLISHED)
    workbook = openpyxl.load_workbook(tmp_path / "report.xlsx")
    rows = list(workbook["Summary"].iter_rows(values_only=True))
    said = {row[0]: row[1:4] for row in rows}
    assert rows[0][0] == "A year of lessons"
    assert said["Report"][0] == "2020-01"
    assert said["Published on"][0] == datetime.datetime(2021, 3, 1)  # noqa: DTZ001 - a day
    assert said["SHA-256"][0] == HASH
    assert said["Schools"] == (3, 2, 1.5)  # the last with this label: the target
    ends = {row[0]: row[2] for row in workbook["Definitions"].iter_rows(values_only=True)}
    assert ends["SHA-256"] == HASH


def test_same_book_gives_the_same_bytes(taught, tmp_path):
    book, extras = kept(Format.PDF)
    written = []
    for name in ("first.pdf", "second.pdf"):
        write_book(book, Format.PDF, tmp_path / name, extras=extras)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_live_report_shows_the_targets_of_exactly_its_period(taught):
    year_2020 = period_of("2020")
    project = Project.objects.first()
    days = {"period_start": year_2020.start, "period_end": year_2020.end}
    Target.objects.create(figure="sessions", value=50, baseline=2, baseline_label="2019", **days)
    Target.objects.create(figure="students", project=project, value=9, **days)
    Target.objects.create(figure="sessions", value=7, **days | {"period_end": year_2020.start})
    book = open_book(Question(year_2020), [Breakdown.REGION])
    shown = completed(Extras(), book).progress
    assert [(one.label, one.target, one.baseline) for one in shown] == [
        (f"Students, participations · {project.name}", 9, None),
        ("Sessions", 50, 2),
    ]
    assert shown[1].actual == book.total.figures["sessions"] > 0
