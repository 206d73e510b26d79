"""How far an indicator is: numbers in words, and the share of the way."""

import datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.following.progress import Standing, progress_of, share_of_the_way
from campaigns.following.quantities import Quantity, quantity_of

DAY = datetime.date(2020, 6, 1)


@pytest.mark.parametrize(
    ("text", "amount", "whole"),
    [
        ("12 of 40", 12, 40),
        ("3 in 10", 3, 10),
        ("from 3 in 10", 3, 10),
        ("7 из 10", 7, 10),
        ("10-нан 7", 7, 10),
        ("24/30", 24, 30),
        ("30 %", 30, 100),
        ("12,5%", Fraction("12.5"), 100),
        ("1,250", 1250, None),
        ("1 250 calls", 1250, None),
        ("1\u00a0250", 1250, None),
        ("40 a month", 40, None),
        ("-3", -3, None),
        ("1200 in 2026", 1200, None),
        ("40 of 12", 40, None),
        ("19 (Shymkent 9, Astana 10)", 19, None),
    ],
)
def test_number_is_found_as_people_write_it(text, amount, whole):
    assert quantity_of(text) == Quantity(Fraction(amount), whole and Fraction(whole))


@pytest.mark.parametrize("text", ["", "most of them", "between 3 and 5 calls"])
def test_text_without_one_number_says_none(text):
    assert quantity_of(text) is None


def stands(baseline: str, target: str, *values: str):
    indicator = SimpleNamespace(baseline=baseline, target=target, source="")
    readings = [SimpleNamespace(day=DAY, value=value, note="") for value in values]
    return progress_of(indicator, readings)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "standing", "percent"),
    [
        ("3 in 10", "7 in 10", "19 of 40", Standing.ON_THE_WAY, 43),
        ("19", "28", "24 of 30", Standing.ON_THE_WAY, 55),
        ("40 %", "10 %", "25 %", Standing.ON_THE_WAY, 50),
        ("40", "10", "50", Standing.BACKWARDS, -34),
        ("19", "28", "28", Standing.REACHED, 100),
        ("40", "10", "5", Standing.REACHED, 116),
        ("1000", "2000", "1999", Standing.ON_THE_WAY, 99),
        ("5", "5", "5", Standing.HELD, None),
        ("5", "5", "6", Standing.NOT_HELD, None),
        ("", "28", "20", Standing.NO_BASELINE, None),
        ("19", "", "20", Standing.NO_TARGET, None),
        ("3 in 10", "7 in 10", "20", Standing.UNCLEAR, None),
        ("few", "many", "some", Standing.UNCLEAR, None),
    ],
)
def test_standing_and_share_of_the_way(baseline, target, value, standing, percent):
    progress = stands(baseline, target, value)
    assert (progress.standing, progress.percent) == (standing, percent)
    assert 0 <= progress.bar <= 100


def test_indicator_without_a_reading_says_so():
    assert stands("1", "2").standing == Standing.UNREAD


WHOLE = st.integers(-1000, 1000)


@given(WHOLE, WHOLE, WHOLE, WHOLE)
def test_way_is_the_same_however_it_is_measured(baseline, latest, target, shift):
    way = share_of_the_way(Fraction(baseline), Fraction(latest), Fraction(target))
    if baseline == target:
        assert way is None
        return
    moved = [Fraction(number * 3 + shift) for number in (baseline, latest, target)]
    turned = [Fraction(-number) for number in (baseline, latest, target)]
    assert way == share_of_the_way(*moved) == share_of_the_way(*turned)
    back = share_of_the_way(Fraction(target), Fraction(latest), Fraction(baseline))
    assert way + back == 1
