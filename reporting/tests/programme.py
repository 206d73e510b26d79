"""Small programmes for tests of figures, and their CSV files as the recount reads them."""

import contextlib
import csv
import datetime
import io
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from regions.tests.factories import DistrictFactory, RegionFactory
from reporting.models import Contribution, Goal
from schools.models import School
from schools.tests.factories import SchoolFactory
from sessions.models import SchoolSession
from sessions.tests.factories import make_taught
from volunteers.models import Project
from volunteers.tests.factories import ProjectFactory

ALMATY = ZoneInfo("Asia/Almaty")

_SESSIONS = """
    SELECT s.external_id, p.code AS project, sc.code AS school, s.date, s.minutes, s.mode,
        s.language, s.status, coalesce((
            SELECT string_agg(v.email, ';') FROM school_session_assignment m
            JOIN volunteers_volunteer v ON v.id = m.volunteer_id
            WHERE m.school_session_id = s.id AND m.status = 'attended'
        ), '') AS volunteers,
        g.grade, coalesce(g.letter, '') AS letter,
        a.students_online, a.students_offline, a.parents_online, a.parents_offline, a.teachers
    FROM school_session s
    JOIN volunteers_project p ON p.id = s.project_id
    JOIN schools_school sc ON sc.id = s.school_id
    LEFT JOIN school_session_attendance a ON a.school_session_id = s.id
    LEFT JOIN schools_classgroup g ON g.id = a.class_group_id
"""

_SCHOOLS = """
    SELECT sc.code, r.code AS region, coalesce(d.code, '') AS district, sc.settlement,
        p.since, p.until
    FROM schools_school sc JOIN schools_schoolplace p ON p.school_id = sc.id
    JOIN regions_region r ON r.id = p.region_id
    LEFT JOIN regions_district d ON d.id = p.district_id
"""


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Leave nothing behind, as each example of a hypothesis test must."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def at(text: str) -> datetime.datetime:
    """A time where sessions are taught: ``at("2020-12-31 23:30")``."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def make_project(code: str, *goals: int) -> Project:
    project = ProjectFactory(code=code)
    for number in goals:
        goal, _created = Goal.objects.get_or_create(
            number=number, defaults={"colour": "#3EB049", "title_en": f"Goal {number}"}
        )
        Contribution.objects.get_or_create(project=project, goal=goal)
    return project


def make_school(code: str, region: str, district: str = "", settlement: str = "urban") -> School:
    place = RegionFactory(code=region)
    return SchoolFactory(
        code=code,
        region=place,
        settlement=settlement,
        district=DistrictFactory(region=place, name_en=district) if district else None,
    )


def teach(project: Project, school: School, when: str, **fields) -> SchoolSession:
    """A delivered session at a local time."""
    return make_taught(project=project, school=school, starts_at=at(when), **fields)


def sessions_csv() -> io.StringIO:
    """All sessions in the columns of the import that figures depend on, read with plain SQL."""
    return _csv(_SESSIONS)


def schools_csv() -> io.StringIO:
    return _csv(_SCHOOLS)


def _csv(query: str) -> io.StringIO:
    stream = io.StringIO()
    writer = csv.writer(stream)
    with connection.cursor() as cursor:
        cursor.execute(query)
        writer.writerow(column.name for column in cursor.description)
        writer.writerows(cursor)
    stream.seek(0)
    return stream


def goals() -> dict[str, list[tuple]]:
    numbers: dict[str, list[tuple]] = {}
    rows = Contribution.objects.values_list("project__code", "goal_id", "since", "until")
    for code, number, since, until in rows:
        lasts = (since or datetime.date.min, until or datetime.date.max)
        numbers.setdefault(code, []).append((number, *lasts))
    return numbers
