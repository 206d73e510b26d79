import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.bells import BellsError, Slot, lines_of, parse_shift, parse_shifts, usual_slots


def spans(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts:%H:%M}–{slot.ends:%H:%M}" for slot in slots]


@pytest.mark.parametrize(
    "text",
    [
        "8:30, 45 min, breaks 5/10",
        "8.30 45 5 10",
        "First lesson at 08:30; 45 minutes each; breaks: 5, 10",
        "1. 8:30–9:15\n2. 9:20–10:05\n\n3. 10:15–11:00",
        "08:30 - 09:15\r\n09:20 - 10:05\r\n10:15 - 11:00",
        "8:30\t9:15\n9:20\t10:05\n10:15\t11:00",
    ],
)
def test_parse_shift_reads_a_rule_and_lines(text):
    slots = parse_shift(text, 2)
    assert spans(slots) == ["08:30–09:15", "09:20–10:05", "10:15–11:00"]
    assert [(slot.shift, slot.number) for slot in slots] == [(2, 1), (2, 2), (2, 3)]


def test_parse_shift_without_breaks_is_one_lesson():
    assert spans(parse_shift("14:00, 40 min", 1)) == ["14:00–14:40"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "from 1 to 12 lessons"),
        ("soon", "“soon”: write when"),
        ("8:30", "Write the first lesson"),
        ("8:30, 450 min", "Write the first lesson"),
        ("25:00, 45 min", "25:00 is no time of day"),
        ("23:30, 45 min", "past midnight"),
        ("8:30, 45, 5/5/5/5/5/5/5/5/5/5/5/5", "from 1 to 12 lessons"),
        ("8:30–9:15\n9:20", "“9:20”: write when"),
        ("9:15–8:30\n", "ends before it begins"),
        ("8:30–9:15\n9:10–10:00", "Lesson 2 begins before"),
    ],
)
def test_parse_shift_of_nonsense_says_what_to_write(text, message):
    with pytest.raises(BellsError, match=message):
        parse_shift(text, 1)


@given(
    first=st.integers(0, 10 * 60),
    length=st.integers(20, 60),
    breaks=st.lists(st.integers(0, 30), max_size=8),
)
def test_parse_shift_follows_the_rule_and_reads_its_own_lines(first, length, breaks):
    hours, minutes = divmod(first, 60)
    slots = parse_shift(f"{hours}:{minutes:02d}, {length} min, {'/'.join(map(str, breaks))}", 1)

    def at(time: datetime.time) -> int:
        return time.hour * 60 + time.minute

    assert len(slots) == len(breaks) + 1
    assert all(at(slot.ends) - at(slot.starts) == length for slot in slots)
    pauses = [at(b.starts) - at(a.ends) for a, b in pairwise(slots)]
    assert pauses == breaks
    assert parse_shift(lines_of(slots), 1) == slots


def test_usual_slots_are_two_shifts_one_after_the_other():
    slots = usual_slots()
    assert {slot.shift for slot in slots} == {1, 2}
    assert max(s.ends for s in slots if s.shift == 1) <= min(s.starts for s in slots if s.shift > 1)


def test_parse_shifts_of_four_is_refused():
    with pytest.raises(BellsError, match="at most 3"):
        parse_shifts("8:00 45; 12:00 45; 15:00 45; 18:00 45")
