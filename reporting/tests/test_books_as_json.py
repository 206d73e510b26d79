"""Books as JSON: whatever is in them comes back as it was."""

import datetime
import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import District
from reporting.books import Book, open_book
from reporting.books_as_json import (
    GoneError,
    book_as_json,
    book_from_json,
    key_of,
    question_as_json,
    question_from_json,
)
from reporting.figures import FIGURES
from reporting.models import Goal
from reporting.period_words import period_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question, Report, Row
from reporting.tests.programme import day
from reporting.tests.taught import make_programme
from schools.models import School

ODD = Period(day("2020-03-02"), day("2020-10-05"))
MOMENTS = st.datetimes(timezones=st.just(datetime.UTC)).map(lambda at: at.replace(fold=0))
WHOLE = st.integers(0, 10**15)
HUNDREDTHS = st.integers(0, 10**15).map(lambda number: Decimal(number).scaleb(-2))
ROWS = st.builds(
    lambda words, numbers: Row(
        words[0], words[1], {f.name: n for f, n in zip(FIGURES, numbers, strict=True)}, words[2]
    ),
    st.tuples(*[st.text(max_size=5)] * 3),
    st.tuples(*[HUNDREDTHS if figure.decimals else WHOLE for figure in FIGURES]),
)


@st.composite
def books(draw) -> Book:
    question = Question(ODD)
    breakdowns = draw(st.lists(st.sampled_from(Breakdown), min_size=1, max_size=3, unique=True))
    reports = {
        by: Report(replace(question, by=by), draw(st.lists(ROWS, max_size=2)), draw(MOMENTS))
        for by in breakdowns
    }
    return Book(question, reports, draw(MOMENTS))


def there_and_back(book: Book) -> Book:
    return book_from_json(json.loads(json.dumps(book_as_json(book))), book.question)


# A machine that is busy with something else makes drawing slow; that is no fault of the book.
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(books())
def test_any_book_comes_back_as_it_was(book):
    back = there_and_back(book)
    assert back == book
    assert list(back.reports) == list(book.reports)
    # Decimals are equal whatever zeros they end with; what is printed must be, too.
    assert repr(back) == repr(book)


@pytest.mark.django_db
def test_counted_book_comes_back_with_its_total_and_rows():
    make_programme()
    book = open_book(Question(ODD), list(Breakdown))
    back = there_and_back(book)
    assert back == book
    assert back.total.figures["volunteer_hours"] == Decimal("2.92")
    assert back[Breakdown.REGION].row(value="KZ-61").figures["sessions"] == 1
    assert [row.project for row in back.projects()] == ["BKD", "PLF"]


@pytest.mark.django_db
def test_question_comes_back_as_it_was():
    taught = make_programme()
    question = Question(
        ODD,
        Breakdown.MONTH,
        (taught.plastic, taught.bekind),
        (taught.turkistan,),
        across=Breakdown.MODE,
        districts=tuple(District.objects.all()),
        schools=tuple(School.objects.all()),
        goals=tuple(Goal.objects.all()),
        modes=("online", "hybrid"),
        languages=("kk",),
        settlements=("rural",),
    )
    assert all(getattr(question, one.name) for one in fields(question))
    assert question_from_json(json.loads(json.dumps(question_as_json(question)))) == question


@pytest.mark.django_db
def test_question_about_what_is_gone_is_refused():
    taught = make_programme()
    stored = question_as_json(Question(ODD, regions=(taught.turkistan,)))
    stored["regions"] = [0]
    with pytest.raises(GoneError):
        question_from_json(stored)


@pytest.mark.django_db
def test_key_is_the_same_for_the_same_question_only():
    taught = make_programme()
    both = (taught.bekind, taught.plastic)
    parts = [Breakdown.REGION, Breakdown.MONTH]
    key = key_of(Question(ODD, projects=both), parts)
    same = Question(ODD, Breakdown.MODE, projects=both[::-1])
    assert key_of(same, parts[::-1]) == key
    others = [
        key_of(Question(ODD), parts),
        key_of(Question(ODD, projects=both[:1]), parts),
        key_of(Question(ODD, projects=both, regions=(taught.astana,)), parts),
        key_of(Question(period_of("2020"), projects=both), parts),
        key_of(Question(ODD, projects=both), [Breakdown.REGION]),
        key_of(Question(ODD, Breakdown.REGION, projects=both, across=Breakdown.MODE), parts),
    ]
    assert len({key, *others}) == 7
