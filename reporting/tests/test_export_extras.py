"""Documents of books that were kept: nothing in them is read from the records again."""

import json

import pypdf
import pytest

from reporting.books import open_book
from reporting.exports.extras import Extras, completed
from reporting.exports.files import Format, breakdowns_of, write_book
from reporting.exports.names import Names
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question
from reporting.tests.taught import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught():
    return make_programme()


def kept(format_: Format):
    """A book, and all that the records say beside it."""
    book = open_book(
        Question(period_of("2020"), Breakdown.REGION), breakdowns_of(format_, Breakdown.REGION)
    )
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
