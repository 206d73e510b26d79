"""Figures in a narrative: what tokens stand for, and what is said of those that mean nothing."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reporting.period_words import period_of
from reporting.publishing.narrative import (
    Figures,
    Quote,
    errors_in,
    offers,
    paragraphs,
    quotes,
    told,
    told_as_far,
)
from reporting.publishing.tokens import FIGURES, Token, TokenError, parse
from reporting.reports import Question
from reporting.services import drain_all
from reporting.tests.programme import at
from reporting.tests.taught import make_programme
from schools.models import School
from sessions.tests.factories import make_taught


@pytest.fixture
def taught(db):
    return make_programme()


def figures(*texts: str, **fields) -> Figures:
    return Figures.ask(Question(period_of(fields.pop("period", "2020")), **fields), texts)


TOLD = {
    "no token": "no token",
    "{students_reached}": "1,040",
    "{ sessions }": "4",
    "{students}": "1,060",
    "{students_online}": "60",
    "{volunteer_hours}": "2.92",
    "{sessions project=BKD}": "3",
    "{schools region=KZ-71}": "1",
    "{sessions region=KZ-71 project=BKD}": "2",
    "{students goal=12}": "1,000",
    "{students month=2020-04}": "1,024",
    "{sessions month=2020-07}": "0",
    "{sessions mode=hybrid}": "0",
    "{sessions language=kk}": "4",
    "{sessions} and {parents}": "4 and 4",
}


@pytest.mark.parametrize("text", TOLD)
def test_token_stands_for_the_figure_of_the_report(taught, text):
    assert told(text, figures(text)) == TOLD[text]


def test_number_is_written_as_the_language_writes_it(taught):
    text = "{students} {volunteer_hours}"
    with translation.override("ru"):
        assert told(text, figures(text)) == "1\xa0060 2,92"


WRONG = {
    "{pupils}": "{pupils}: there is no figure “pupils”. There are: sessions, students,",
    "{}": "{}: there is no figure “”.",
    "{change}": "{change}: there is no figure “”.",
    "{sessions colour=red}": "“colour=red” narrows nothing. Write project=BKD, or one of: project=",
    "{sessions KZ-71}": "“KZ-71” narrows nothing.",
    "{sessions school=AST-1}": "“school=AST-1” narrows nothing.",
    "{sessions region=KZ-71 mode=online}": "narrow it to a project and one of region, mode",
    "{sessions project=XXX}": "this report has no project “XXX”. It has: BKD, PLF.",
    "{sessions region=KZ-99}": "this report has no region “KZ-99”. It has: KZ-",
    "{sessions month=2021-01}": "this report has no month “2021-01”. It has: 2020-01, 2020-02",
    "{change sessions}": "{change sessions}: in 2019 there was nothing to compare with.",
    "a { b": "A brace “{” stands alone.",
    "a } b": "A brace “}” stands alone.",
}


@pytest.mark.parametrize("text", WRONG)
def test_error_names_the_token_and_says_what_there_is(taught, text):
    read = figures(text)
    (error,) = errors_in(text, read)
    assert WRONG[text] in error
    assert told_as_far(text, read) == text
    with pytest.raises(TokenError):
        told(text, read)


def test_every_error_of_a_text_is_told_once(taught):
    text = "{a} {b} {a} {sessions}"
    assert len(errors_in(text, figures(text))) == 2


def test_change_is_told_against_the_period_before(taught):
    make_taught(
        school=School.objects.get(code="AST-1"),
        project=taught.bekind,
        starts_at=at("2021-03-02 10:00"),
        groups=[(None, {"students_online": 53})],
    )
    drain_all()
    text = "{change students} {change sessions project=BKD} {change sessions region=KZ-71}"
    assert told(text, figures(text, period="2021")) == "−95% −67% −67%"
    make_taught(
        school=School.objects.get(code="AST-1"),
        project=taught.bekind,
        starts_at=at("2020-02-04 10:00"),
    )
    drain_all()
    text = "{change sessions}"
    assert told(text, figures(text, period="2020-Q2")) == "0%"


def test_change_of_all_time_says_that_nothing_lies_before(taught):
    (error,) = errors_in("{change sessions}", figures("{change sessions}", period="all"))
    assert "there is no period before this one" in error


def test_codes_outside_the_report_are_refused(taught):
    read = figures("{sessions}", projects=(taught.bekind,), regions=(taught.astana,))
    assert errors_in("{sessions project=BKD}", read) == []
    assert errors_in("{sessions project=PLF}", read)
    read = figures("{sessions region=KZ-61}", regions=(taught.astana,))
    assert errors_in("{sessions region=KZ-61}", read)


def test_offered_tokens_say_what_they_stand_for(taught):
    read = figures("{change students_reached}")
    offered = offers(read)
    assert {offer.token: offer.value for offer in offered}["{students_reached}"] == "1,040"
    assert "{sessions project=PLF}" in [offer.token for offer in offered]
    for offer in offered:
        assert told(offer.token, read) == offer.value


WORDS = st.sampled_from([*"{}= \n-", "sessions", "change", "project", "BKD", "ә"])


@given(st.lists(WORDS).map("".join))
def test_parsing_loses_nothing_of_a_text(text):
    assert "".join(part if isinstance(part, str) else part.source for part in parse(text)) == text


@given(st.sampled_from(sorted(FIGURES)), st.booleans())
def test_every_figure_is_a_token(name, is_change):
    (token,) = parse(f"{{change {name}}}" if is_change else f"{{{name}}}")
    assert isinstance(token, Token)
    assert (token.column.name, token.is_change) == (name, is_change)


def test_paragraphs_are_parted_by_empty_lines():
    assert paragraphs(" a\nb \r\n\r\n\n c\n") == ["a\nb", "c"]
    assert paragraphs("\n \n") == []


def test_last_line_of_a_quote_with_a_dash_says_whose_words_they_are():
    assert quotes("One.\nTwo.\n— Dana, Astana\n\nThree.\n\n— alone") == [
        Quote("One.\nTwo.", "Dana, Astana"),
        Quote("Three."),
        Quote("— alone"),
    ]
