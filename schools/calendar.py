"""When schools teach: bell schedules, breaks, closures and public holidays in one answer."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from schools.bells import Slot, usual_slots
from schools.models import BellPeriod, Break, Closure, School
from schools.public_holidays import holiday_on, is_made_up_for

SATURDAY = 5


class ObstacleKind(StrEnum):
    HOLIDAY = "holiday"
    BREAK = "break"
    CLOSURE = "closure"
    HOURS = "hours"


@dataclass(frozen=True)
class Obstacle:
    """What stands against a time, with a sentence for the person who planned it."""

    kind: ObstacleKind
    sentence: str
    is_whole_day: bool = True
    """Whether another day is needed, or only another time of this one."""

    @property
    def can_be_overruled(self) -> bool:
        """Whether a session can be planned there all the same: never while a place is closed."""
        return self.kind != ObstacleKind.CLOSURE


class SchoolCalendar:
    """The calendar of some schools for some days. It asks the database three times, however
    many schools and days there are, and no more afterwards."""

    def __init__(
        self,
        schools: Iterable[School],
        *,
        breaks: Iterable[Break] = (),
        closures: Iterable[Closure] = (),
        bells: Iterable[BellPeriod] = (),
    ) -> None:
        self.schools = {school.pk: school for school in schools}
        self._breaks = list(breaks)
        self._closures = list(closures)
        self._slots: dict[int, list[Slot]] = defaultdict(list)
        for one in bells:
            self._slots[one.school_id].append(Slot(one.shift, one.number, one.starts, one.ends))
        for slots in self._slots.values():
            slots.sort()
        # Whoever looks for a free time asks about each day again and again.
        self._days: dict[tuple[int, datetime.date], tuple[Obstacle, ...]] = {}

    @classmethod
    def of(
        cls,
        schools: Iterable[School],
        since: datetime.date,
        until: datetime.date,
        *,
        also_closed: Iterable[Closure] = (),
    ) -> "SchoolCalendar":
        """The calendar of these schools from ``since`` to ``until``, both included.

        :param also_closed: closures that somebody is only thinking of.
        """
        schools = list(schools)
        return cls(
            schools,
            breaks=Break.objects.overlapping(since, until),
            closures=[*Closure.objects.in_force().overlapping(since, until), *also_closed],
            bells=BellPeriod.objects.filter(school__in=schools),
        )

    def obstacles(
        self,
        school_id: int,
        starts_at: datetime.datetime,
        minutes: int,
        shifts: Collection[int | None] = (),
    ) -> list[Obstacle]:
        """All that stands against a session of so many minutes.

        :param shifts: those of the classes that it is for; without any, or with one that the
            school has no lesson times of, it may be whenever the school teaches.
        """
        start = timezone.localtime(starts_at)
        found = self.day_obstacles(school_id, start.date())
        if not any(one.kind == ObstacleKind.HOURS for one in found):
            found.extend(self._outside_lessons(school_id, start, minutes, shifts))
        return found

    def day_obstacles(self, school_id: int, day: datetime.date) -> list[Obstacle]:
        """What stands against the whole day, whatever the time."""
        if (school_id, day) not in self._days:
            self._days[school_id, day] = (
                *self._closed(school_id, day),
                *self._on_holiday(day),
                *self._in_break(school_id, day),
                *self._at_weekend(school_id, day),
            )
        return list(self._days[school_id, day])

    def slots(self, school_id: int, shift: int | None = None) -> list[Slot]:
        """The school's lessons in order, of one shift or of all; the usual ones where it has not
        said its own."""
        slots = self._slots.get(school_id) or usual_slots()
        return [slot for slot in slots if shift is None or slot.shift == shift]

    def has_own_slots(self, school_id: int) -> bool:
        return bool(self._slots.get(school_id))

    # --- One kind each -----------------------------------------------------------------------

    def _closed(self, school_id: int, day: datetime.date) -> list[Obstacle]:
        school = self.schools[school_id]
        return [
            Obstacle(
                ObstacleKind.CLOSURE,
                _("The school is closed (%(days)s). %(why)s.")
                % {"days": days_of(one.since, one.until), "why": capfirst(one.why.rstrip("."))},
            )
            for one in self._closures
            if one.since <= day <= one.until
            and (
                one.school_id == school_id
                or (one.district_id and one.district_id == school.district_id)
                or (one.region_id and one.region_id == school.region_id)
            )
        ]

    @staticmethod
    def _on_holiday(day: datetime.date) -> list[Obstacle]:
        name = holiday_on(day)
        if not name:
            return []
        sentence = _("%(day)s is a public holiday: %(name)s.")
        return [Obstacle(ObstacleKind.HOLIDAY, sentence % {"day": _written(day), "name": name})]

    def _in_break(self, school_id: int, day: datetime.date) -> list[Obstacle]:
        region = self.schools[school_id].region_id
        return [
            Obstacle(
                ObstacleKind.BREAK,
                _("Schools have a break: %(name)s, %(days)s.")
                % {"name": one.name, "days": days_of(one.since, one.until)},
            )
            for one in self._breaks
            if one.since <= day <= one.until and one.region_id in (None, region)
        ]

    def _at_weekend(self, school_id: int, day: datetime.date) -> list[Obstacle]:
        last = SATURDAY if self.schools[school_id].teaches_saturdays else SATURDAY - 1
        if day.weekday() <= last or is_made_up_for(day):
            return []
        sentence = _("%(weekday)s: the school has no lessons.")
        weekday = capfirst(formats.date_format(day, "l"))
        return [Obstacle(ObstacleKind.HOURS, sentence % {"weekday": weekday})]

    def _outside_lessons(
        self,
        school_id: int,
        start: datetime.datetime,
        minutes: int,
        shifts: Collection[int | None],
    ) -> list[Obstacle]:
        asked = {shift for shift in shifts if shift}
        spans = {shift: self.slots(school_id, shift) for shift in sorted(asked)}
        if not asked or None in shifts or not all(spans.values()):
            spans = {None: self.slots(school_id)}
        first = start.hour * 60 + start.minute
        return [
            Obstacle(ObstacleKind.HOURS, _outside(shift, slots), is_whole_day=False)
            for shift, slots in spans.items()
            if first < _minute(min(slot.starts for slot in slots))
            or first + minutes > _minute(max(slot.ends for slot in slots))
        ]


def days_of(since: datetime.date, until: datetime.date) -> str:
    """One day, or from one to another, as people write them."""
    if since == until:
        return _written(since)
    return f"{_written(since)} – {_written(until)}"


def _written(day: datetime.date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _minute(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def _outside(shift: int | None, slots: list[Slot]) -> str:
    times = {
        "first": formats.time_format(min(slot.starts for slot in slots), "TIME_FORMAT"),
        "last": formats.time_format(max(slot.ends for slot in slots), "TIME_FORMAT"),
        "shift": shift,
    }
    if shift is None:
        return _("The school teaches from %(first)s to %(last)s.") % times
    return _("Shift %(shift)s of the school learns from %(first)s to %(last)s.") % times
