"""Bell schedules as people write them: a rule, or a line for each lesson."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext as _

from schools.models import MOST_LESSONS, MOST_SHIFTS

_TIME = re.compile(r"\b(\d{1,2})[:.](\d{2})\b")
_LONGEST = 120
"""Minutes; neither a lesson nor a break is longer."""


class BellsError(ValueError):
    """What is wrong with a schedule, in words for the person who wrote it."""


@dataclass(frozen=True, order=True)
class Slot:
    """One lesson of a shift; ``starts`` and ``ends`` are times of the school's clock."""

    shift: int
    number: int
    starts: datetime.time
    ends: datetime.time

    def __str__(self) -> str:
        return f"{self.number}. {self.starts:%H:%M}–{self.ends:%H:%M}"


def parse_shift(text: str, shift: int) -> list[Slot]:
    """The lessons of one shift.

    Two ways to write them: ``8:30, 45 min, breaks 5/10/5`` (the first lesson, how long each
    takes, the breaks between them), or a line with two times for each lesson.

    :raises BellsError: nothing of the kind, or times that cannot be.
    """
    times = _TIME.findall(text)
    if len(times) == 1:
        spans = _by_rule(text, _time(*times[0]))
    else:
        spans = [_of_line(line) for line in text.splitlines() if line.strip()]
    if not 1 <= len(spans) <= MOST_LESSONS:
        raise BellsError(_("A shift has from 1 to %(most)s lessons.") % {"most": MOST_LESSONS})
    for number, (before, after) in enumerate(pairwise(spans), 2):
        if after[0] < before[1]:
            raise BellsError(
                _("Lesson %(number)s begins before the one before it ends.") % {"number": number}
            )
    return [Slot(shift, number, *span) for number, span in enumerate(spans, 1)]


def lines_of(slots: Iterable[Slot]) -> str:
    """A shift as text that ``parse_shift`` reads."""
    return "\n".join(str(slot) for slot in slots)


@lru_cache
def parse_shifts(text: str) -> tuple[Slot, ...]:
    """Rules for several shifts with semicolons between them."""
    shifts = text.split(";")
    if len(shifts) > MOST_SHIFTS:
        raise BellsError(_("A school has at most %(most)s shifts.") % {"most": MOST_SHIFTS})
    return tuple(slot for number, one in enumerate(shifts, 1) for slot in parse_shift(one, number))


def usual_slots() -> tuple[Slot, ...]:
    """What holds for schools without a bell schedule of their own."""
    return parse_shifts(settings.USUAL_BELLS)


def _time(hours: str, minutes: str) -> datetime.time:
    try:
        return datetime.time(int(hours), int(minutes))
    except ValueError:
        raise BellsError(
            _("%(time)s is no time of day.") % {"time": f"{hours}:{minutes}"}
        ) from None


def _of_line(line: str) -> tuple[datetime.time, datetime.time]:
    times = [_time(*found) for found in _TIME.findall(line)]
    if len(times) != 2:
        raise BellsError(
            _("“%(line)s”: write when the lesson begins and ends, such as 8:30–9:15.")
            % {"line": line.strip()[:40]}
        )
    if times[0] >= times[1]:
        raise BellsError(_("“%(line)s” ends before it begins.") % {"line": line.strip()[:40]})
    return times[0], times[1]


def _by_rule(text: str, first: datetime.time) -> list[tuple[datetime.time, datetime.time]]:
    rest = text[_TIME.search(text).end() :]
    numbers = [int(found) for found in re.findall(r"\d{1,4}", rest)]
    if not numbers or numbers[0] < 5 or max(numbers) > _LONGEST:
        raise BellsError(
            _(
                "Write the first lesson, its minutes and the breaks, such as "
                "“8:30, 45 min, breaks 5/10/15/10/5”; or a line for each lesson."
            )
        )
    length, *breaks = numbers
    spans = []
    start = first.hour * 60 + first.minute
    for pause in [*breaks, 0]:
        if start + length >= 24 * 60:
            raise BellsError(_("These lessons go on past midnight."))
        spans.append((_at(start), _at(start + length)))
        start += length + pause
    return spans


def _at(minutes: int) -> datetime.time:
    return datetime.time(*divmod(minutes, 60))
