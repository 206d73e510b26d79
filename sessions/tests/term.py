"""What the tests of planning many share: a week of the term, a school with ten classes."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from schools.models import ClassGroup, School
from schools.school_years import school_year_of
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.bulk.spreading import Manner, Timing
from sessions.models import Lesson, WantedSession
from sessions.tests.factories import LessonFactory
from sessions.tests.planning import World, make_world

DAY = datetime.timedelta(days=1)


def term_monday() -> datetime.date:
    """A Monday of a November that is to come: four weeks after it without a holiday."""
    today = timezone.localdate()
    year = today.year if today.month < 11 else today.year + 1
    day = datetime.date(year, 11, 10)
    return day - day.weekday() * DAY


def term_at(days: int, hour: int, minute: int = 0) -> datetime.datetime:
    """So many days after that Monday, at this time."""
    day = term_monday() + days * DAY
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


@dataclass
class Term:
    world: World
    lessons: list[Lesson]
    groups: list[ClassGroup]

    @property
    def school(self) -> School:
        return self.world.school

    def timing(self, **changes) -> Timing:
        return Timing(
            **{
                "since": term_monday(),
                "until": term_monday() + 27 * DAY,
                "weekdays": frozenset(range(5)),
                **changes,
            }
        )

    def manner(self, **changes) -> Manner:
        return Manner(**{"mode": "offline", **changes})

    def wanted(self, start: datetime.datetime, **changes) -> WantedSession:
        return WantedSession(
            **{
                "school": self.school,
                "project": self.lessons[0].project,
                "lesson": self.lessons[0],
                "class_groups": [self.groups[0].pk],
                "starts_at": start,
                "mode": "offline",
                "language": "kk",
                **changes,
            }
        )


def make_term(classes: int = 10) -> Term:
    """A school with two shifts of six lessons, ten classes of grades 5 to 9, four lessons."""
    world = make_world(term_monday())
    world.school.class_groups.all().delete()
    lessons = [world.lesson, *(LessonFactory(project=world.lesson.project) for _ in range(3))]
    return Term(world, lessons, make_groups(world.school, classes))


def make_groups(school: School, classes: int) -> list[ClassGroup]:
    return [
        ClassGroupFactory(
            school=school,
            school_year=school_year_of(term_monday()),
            grade=5 + number // 2,
            letter="АБ"[number % 2],
            language="kk",
        )
        for number in range(classes)
    ]


def make_schools(term: Term, count: int, classes: int) -> list[School]:
    schools = [SchoolFactory(region=term.world.region) for _ in range(count)]
    for school in schools:
        make_groups(school, classes)
    return schools
