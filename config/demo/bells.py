"""Lesson times of the demo's schools."""

from collections.abc import Collection, Iterator

from schools.bells import parse_shifts
from schools.models import BellPeriod, School

BELLS = "8:30 45 10/10/15/10; 13:30 45 10/10/15/10"
"""The lessons of ``calendar.SHIFTS``, as a school would write them down."""

_EVERY_SIXTH = 6
"""Such a school has not said its times."""


def has_bells(school: School) -> bool:
    return int(school.code.rsplit("-", 1)[-1]) % _EVERY_SIXTH != 0


def make_bells(schools: Collection[School]) -> Iterator[BellPeriod]:
    for school in schools:
        if has_bells(school):
            for slot in parse_shifts(BELLS):
                yield BellPeriod(
                    school=school,
                    shift=slot.shift,
                    number=slot.number,
                    starts=slot.starts,
                    ends=slot.ends,
                )
