"""A small programme of 2020 with one finding of each kind in Astana, and one in Turkistan."""

import datetime
from dataclasses import dataclass

from regions.models import Region
from regions.tests.factories import RegionFactory
from reporting.tests.programme import at
from schools.models import School
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.models import SchoolSession, SessionLog
from sessions.tests.factories import make_taught
from volunteers.models import Project, Volunteer
from volunteers.tests.factories import ProjectFactory, VolunteerFactory

PERIOD = "2020"


@dataclass
class Flawed:
    astana: Region
    turkistan: Region
    project: Project
    volunteer: Volunteer
    school: School
    foreign: SchoolSession
    """More students than enrolled, in Turkistan."""


def relog(session: SchoolSession, **fields) -> SchoolSession:
    """Change what the session's log says; it comes from a page then, not from an import."""
    SessionLog.objects.filter(pk=session.log_id).update(source="page", **fields)
    return session


def class_of(school: School, students: int, enrolled: int | None = 40) -> list:
    """One class that was there with so many students online."""
    group = ClassGroupFactory(school=school, school_year=2020, enrolled=enrolled)
    return [(group, {"students_online": students})]


def make_flawed() -> Flawed:
    astana = RegionFactory(code="KZ-71", name_en="Astana City")
    turkistan = RegionFactory(code="KZ-61", name_en="Turkistan Region")
    project = ProjectFactory(code="BKD", name_en="BeKind")
    volunteer = VolunteerFactory(region=astana)
    school = SchoolFactory(region=astana, name_en="School of Astana")

    def teach(day: str, students: int, enrolled: int | None = 40, **fields) -> SchoolSession:
        taught_at = {"project": project, "school": school, "volunteers": [volunteer]} | fields
        taught_at.setdefault("groups", class_of(taught_at["school"], students, enrolled))
        session = make_taught(starts_at=at(day), **taught_at)
        return relog(session, logged_at=session.starts_at + datetime.timedelta(hours=2))

    for number in range(12):
        teach(f"2020-09-{number + 1:02d} 09:00", 21 + number % 3)
    first = teach("2020-09-14 09:00", 22)
    same_class = first.attendance.get().class_group
    teach("2020-09-14 15:00", 22, groups=[(same_class, {"students_online": 22})])
    teach("2020-09-15 09:00", 27, enrolled=25)
    teach("2020-09-16 09:00", 240, enrolled=None)
    teach("2020-09-17 09:00", 22, volunteers=[])
    relog(teach("2020-09-18 09:00", 22), delivered_at=at("2020-09-19 09:00"))
    relog(teach("2020-09-21 09:00", 22), logged_at=at("2020-10-20 09:00"))
    in_fives = SchoolFactory(region=astana, name_en="School in fives")
    for number in range(10):
        teach(f"2020-10-{number + 1:02d} 09:00", 20 + 5 * (number % 2), school=in_fives)
    far = SchoolFactory(region=turkistan, name_en="School of Turkistan")
    foreign = teach("2020-12-20 09:00", 31, enrolled=25, school=far, volunteers=[])
    return Flawed(astana, turkistan, project, volunteer, school, foreign)
