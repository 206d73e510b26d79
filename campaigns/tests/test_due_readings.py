"""The rule of when a reading is due, over any dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.choices import Rhythm
from campaigns.next_steps.due_readings import next_due

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
LENGTHS = st.integers(0, 500)


@given(rhythm=st.sampled_from(Rhythm.values), start=DAYS, length=LENGTHS)
def test_readings_on_the_days_they_are_due_come_to_the_end_and_stop_there(rhythm, start, length):
    end = start + datetime.timedelta(days=length)
    taken: list[datetime.date] = []
    while due := next_due(rhythm, start, end, taken[-1] if taken else None):
        assert start <= due <= end
        assert not taken or due > taken[-1]
        taken.append(due)
        assert len(taken) <= length // 7 + 2
    assert end - taken[-1] <= datetime.timedelta(days=7)


@given(
    rhythm=st.sampled_from(Rhythm.values),
    start=DAYS,
    length=st.none() | LENGTHS,
    last=st.none() | DAYS,
)
def test_due_reading_lies_within_the_campaign_and_after_the_last_one(rhythm, start, length, last):
    end = None if length is None else start + datetime.timedelta(days=length)
    due = next_due(rhythm, start, end, last)
    if due is None:
        return
    assert due >= start
    assert end is None or due <= end
    assert last is None or due > last


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("rhythm", "start", "end", "last", "due"),
    [
        ("weekly", None, "2026-12-31", None, None),
        ("weekly", "2026-10-01", "2026-12-31", None, "2026-10-01"),
        ("weekly", "2026-10-01", "2026-12-31", "2026-09-20", "2026-10-08"),
        ("weekly", "2026-10-01", None, "2026-10-05", "2026-10-12"),
        ("monthly", "2026-10-31", None, "2026-10-31", "2026-11-30"),
        ("monthly", "2026-10-01", "2026-12-31", "2026-12-10", "2026-12-31"),
        ("monthly", "2026-10-01", "2026-12-31", "2026-12-24", None),
        ("quarterly", "2026-10-01", None, "2026-11-30", "2027-02-28"),
        ("twice", "2026-10-01", "2026-12-31", None, "2026-10-01"),
        ("twice", "2026-10-01", "2026-12-31", "2026-10-04", "2026-12-31"),
        ("twice", "2026-10-01", None, "2026-10-04", None),
        ("twice", "2026-10-01", "2026-10-03", "2026-10-01", "2026-10-03"),
        ("once", "2026-10-01", "2026-12-31", "2026-11-01", "2026-12-31"),
        ("once", "2026-10-01", "2026-12-31", "2026-12-30", None),
        ("once", "2026-10-01", None, None, None),
    ],
)
def test_next_reading_is_due_by_the_rule(rhythm, start, end, last, due):
    assert next_due(rhythm, day(start), day(end), day(last)) == day(due)
