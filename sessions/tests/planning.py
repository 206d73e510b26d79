"""What the tests about plans share: a coordinator, a school with classes, volunteers."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.models import Region
from regions.tests.factories import RegionFactory
from schools.models import ClassGroup, School
from schools.public_holidays import holiday_on
from schools.school_years import school_year_of
from schools.tests.factories import ClassGroupFactory, SchoolContactFactory, SchoolFactory
from sessions.models import Lesson
from sessions.plans import SessionPlan
from sessions.tests.factories import LessonFactory
from volunteers.models import Volunteer
from volunteers.tests.factories import EnrolmentFactory, VolunteerFactory


@dataclass
class World:
    region: Region
    coordinator: User
    school: School
    lesson: Lesson
    groups: list[ClassGroup]

    def plan(self, **changes) -> SessionPlan:
        """A plan that nothing stands against."""
        return SessionPlan(
            **{
                "school": self.school,
                "project": self.lesson.project,
                "lesson": self.lesson,
                "starts_at": tomorrow_at(10),
                "language": "kk",
                "class_groups": (self.groups[0],),
                **changes,
            }
        )

    def volunteer(self, **fields) -> Volunteer:
        """An active volunteer of the region, enrolled in the lesson's project."""
        volunteer = VolunteerFactory(**{"region": self.region, **fields})
        EnrolmentFactory(volunteer=volunteer, project=self.lesson.project)
        return volunteer


def make_world(day: datetime.date | None = None) -> World:
    """:param day: whose school year the classes are of; tomorrow's by itself."""
    region = RegionFactory(code="KZ-71", name_en="Astana")
    school = SchoolFactory(region=region, name_en="School-lyceum 59")
    SchoolContactFactory(school=school, name="Gulnara Akhmetova")
    year = school_year_of(day or tomorrow_at(10).date())
    groups = [
        ClassGroupFactory(school=school, school_year=year, grade=7, letter=letter)
        for letter in "АБ"
    ]
    return World(
        region=region,
        coordinator=make_user(Role.COORDINATOR, regions=[region], email="coordinator@example.org"),
        school=school,
        lesson=LessonFactory(title_en="What is bullying?"),
        groups=groups,
    )


def tomorrow_at(hour: int, minute: int = 0) -> datetime.datetime:
    """On the next day on which schools teach."""
    day = timezone.localdate() + datetime.timedelta(days=1)
    while day.weekday() > 4 or holiday_on(day):
        day += datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def years_ago(years: int) -> datetime.date:
    """The birth date of somebody who turned so many years old this New Year."""
    today = timezone.localdate()
    return datetime.date(today.year - years, 1, 1)


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Run calls in as many threads, each with a connection of its own; what each gave or raised."""

    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
