"""Finding times for many classes at once: each class gets its lessons, week by week.

A class keeps its weekday and hour from week to week where it can. Where it can't (a holiday, a
class that is taught elsewhere), the lesson goes to another time of that week, or else to the
next week, and those after it follow. Nothing is put where somebody is taken already, nor more at
the same time than the school has rooms and teachers for.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from schools.calendar import SchoolCalendar
from schools.models import ClassGroup, School, SchoolContact
from schools.school_years import school_year_of
from sessions.busy import BusyTimes, Held, Who, everyone
from sessions.choices import SessionStatus
from sessions.models import Lesson, SchoolSession, WantedSession

DAY = datetime.timedelta(days=1)
WEEK = 7 * DAY
MORNING = 1
"""The number of the shift that learns in the morning."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When lessons may be.

    :param until: the last day, included.
    :param weekdays: 0 is Monday.
    :param starts: times of day; without any, the lessons of each school.
    :param at_once: so many sessions of a school at the same time.
    :param evenly: over all of the days, and schools over the hours, so that one volunteer can go
        to several; or one after the other on as few days as possible.
    """

    since: datetime.date
    until: datetime.date
    weekdays: frozenset[int]
    starts: tuple[datetime.time, ...] = ()
    at_once: int = 1
    evenly: bool = False

    @property
    def monday(self) -> datetime.date:
        return self.since - self.since.weekday() * DAY

    @property
    def weeks(self) -> int:
        return (self.until - self.monday).days // 7 + 1


@dataclass(frozen=True)
class Course:
    """A class, and its lessons with the week (from 0) that each is meant for."""

    school: School
    group: ClassGroup
    lessons: Sequence[tuple[int, Lesson]]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How the sessions are held; without a language, in that of each class."""

    mode: str
    places: int = 1
    language: str = ""
    contact: SchoolContact | None = None
    venue: str = ""

    def language_of(self, course: Course) -> str:
        return self.language or course.group.language or course.school.languages[0]


@dataclass
class Spread:
    """What was found, and what found no time until the last day."""

    wanted: list[WantedSession] = field(default_factory=list)
    unplaced: list[tuple[Course, Lesson]] = field(default_factory=list)
    without_lessons: int = 0
    """Classes that nothing was wanted for."""


def spread(courses: Sequence[Course], timing: Timing, manner: Manner) -> Spread:
    """Times for all lessons of all classes; five questions to the database."""
    schools = {course.school.pk: course.school for course in courses}
    since = _at(timing.since, datetime.time.min)
    until = _at(timing.until + DAY, datetime.time.min)
    people = everyone(
        contacts=[manner.contact.pk] if manner.contact else [],
        class_groups=[course.group.pk for course in courses],
    )
    table = _Table(
        timing=timing,
        manner=manner,
        busy=BusyTimes.of(people, since, until),
        calendar=SchoolCalendar.of(schools.values(), timing.since, timing.until),
    )
    table.count_what_is_there(schools, since, until)
    found = Spread(without_lessons=sum(not course.lessons for course in courses))
    for course in courses:
        _place_course(course, table, found)
    found.wanted.sort(key=lambda one: (one.school.name_en, one.school_id, one.starts_at))
    return found


@dataclass
class _Progress:
    """How far a class has come.

    :param home: its weekday and hour.
    """

    late: int = 0
    last: datetime.datetime | None = None
    home: tuple[int, datetime.time] | None = None
    days: set[datetime.date] = field(default_factory=set)

    def note(self, start: datetime.datetime, *, late: int) -> None:
        self.late, self.last = late, start
        self.home = self.home or (start.weekday(), start.time())
        self.days.add(start.date())


def _place_course(course: Course, table: "_Table", found: Spread) -> None:
    """Lesson by lesson; what is late makes those after it late."""
    progress = _Progress()
    for week, lesson in course.lessons:
        for number in range(week + progress.late, table.timing.weeks):
            if start := table.first_free(course, lesson, number, progress):
                progress.note(start, late=number - week)
                found.wanted.append(table.put(course, lesson, start))
                break
        else:
            found.unplaced.append((course, lesson))


@dataclass
class _Table:
    """The timetable as it fills."""

    timing: Timing
    manner: Manner
    busy: BusyTimes
    calendar: SchoolCalendar
    _at_school: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    _on_day: Counter = field(default_factory=Counter)
    _starting: Counter = field(default_factory=Counter)
    _starting_at: Counter = field(default_factory=Counter)
    _mornings: dict[int, set[datetime.time]] = field(default_factory=dict)
    _open_days: dict[tuple[int, int], list[datetime.date]] = field(default_factory=dict)
    _starts: dict[tuple[int, int | None, int], list[datetime.time]] = field(default_factory=dict)

    def count_what_is_there(
        self, schools: Iterable[int], since: datetime.datetime, until: datetime.datetime
    ) -> None:
        """Sessions that take up a room or a teacher already."""
        there = SchoolSession.objects.filter(
            school__in=list(schools), starts_at__lt=until, ends_at__gt=since
        ).exclude(status=SessionStatus.CANCELLED)
        for school_id, start, end in there.values_list("school_id", "starts_at", "ends_at"):
            self._at_school[school_id].append(Held(start, end))

    def first_free(
        self, course: Course, lesson: Lesson, week: int, progress: _Progress
    ) -> datetime.datetime | None:
        """The best time of a week: the class's own hour first, and no two lessons in one day
        where that can be helped."""
        length = datetime.timedelta(minutes=lesson.minutes)
        people = self._people(course)
        after = max(filter(None, [progress.last, timezone.now()]))

        def order(start: datetime.datetime) -> tuple:
            crowd = self._crowd(course, start) if self.timing.evenly else ()
            is_home = progress.home == (start.weekday(), start.time())
            return start.date() in progress.days, not is_home, crowd, start

        candidates = [one for one in self._candidates(course, lesson, week) if one > after]
        for start in sorted(candidates, key=order):
            if self._has_room(course, start, start + length) and self.busy.are_free(
                people, start, start + length
            ):
                return start
        return None

    def _crowd(self, course: Course, start: datetime.datetime) -> tuple:
        """How many there are on the day at the school, and at that moment at the others.

        Who may be taught whenever the school teaches is more likely to learn in the morning.
        """
        school_id = course.school.pk
        elsewhere = self._starting[start] - self._starting_at[school_id, start]
        return self._on_day[school_id, start.date()], self._is_late(course, start), elsewhere

    def _is_late(self, course: Course, start: datetime.datetime) -> bool:
        if course.group.shift or self.timing.starts:
            return False
        morning = self._mornings.get(course.school.pk)
        if morning is None:
            slots = self.calendar.slots(course.school.pk, MORNING)
            morning = self._mornings[course.school.pk] = {slot.starts for slot in slots}
        return bool(morning) and start.time() not in morning

    def put(self, course: Course, lesson: Lesson, start: datetime.datetime) -> WantedSession:
        held = Held(start, start + datetime.timedelta(minutes=lesson.minutes))
        self.busy.take(self._people(course), held)
        self._at_school[course.school.pk].append(held)
        self._on_day[course.school.pk, start.date()] += 1
        self._starting[start] += 1
        self._starting_at[course.school.pk, start] += 1
        return WantedSession(
            school=course.school,
            project_id=lesson.project_id,
            lesson=lesson,
            contact=self.manner.contact,
            class_groups=[course.group.pk],
            starts_at=start,
            minutes=lesson.minutes,
            mode=self.manner.mode,
            language=self.manner.language_of(course),
            places=self.manner.places,
            venue=self.manner.venue,
        )

    def _people(self, course: Course) -> list[Who]:
        contact = self.manner.contact
        return everyone(contacts=[contact.pk] if contact else [], class_groups=[course.group.pk])

    def _has_room(self, course: Course, start: datetime.datetime, end: datetime.datetime) -> bool:
        there = self._at_school[course.school.pk]
        at_once = sum(held.starts_at < end and held.ends_at > start for held in there)
        return at_once < self.timing.at_once

    def _candidates(self, course: Course, lesson: Lesson, week: int) -> Iterator[datetime.datetime]:
        for day in self._days(course.school.pk, week):
            if school_year_of(day) != course.group.school_year:
                continue
            for time in self._times(course, lesson.minutes, day):
                yield _at(day, time)

    def _days(self, school_id: int, week: int) -> list[datetime.date]:
        """Those of a week on which the school teaches."""
        if (school_id, week) not in self._open_days:
            monday = self.timing.monday + week * WEEK
            days = [monday + number * DAY for number in sorted(self.timing.weekdays)]
            self._open_days[school_id, week] = [
                day
                for day in days
                if self.timing.since <= day <= self.timing.until
                and not self.calendar.day_obstacles(school_id, day)
            ]
        return self._open_days[school_id, week]

    def _times(self, course: Course, minutes: int, day: datetime.date) -> list[datetime.time]:
        """The given times, or the school's lessons; only those in which its shift is there."""
        school_id, shift = course.school.pk, course.group.shift
        key = (school_id, shift, minutes)
        if key not in self._starts:
            given = self.timing.starts or sorted(
                {slot.starts for slot in self.calendar.slots(school_id, shift)}
                or {slot.starts for slot in self.calendar.slots(school_id)}
            )
            self._starts[key] = [
                time
                for time in given
                if not self.calendar.obstacles(school_id, _at(day, time), minutes, [shift])
            ]
        return self._starts[key]


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
