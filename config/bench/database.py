"""A database of its own for the measurements, and what is put into it."""

import contextlib
from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.db import connection

from accounts.models import User
from accounts.permissions import Role
from accounts.services import grant_role, system_user
from config.demo.scale import Scale
from regions.models import Region
from reporting import services
from schools.models import School
from volunteers.models import Project

NAME = "birge_bench"


@contextlib.contextmanager
def throwaway_database() -> Iterator[None]:
    """Work in a new database on the same server; the usual one is not touched."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    _recreate()
    connection.close()
    settings["NAME"] = NAME
    try:
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0, stdout=_Silence())
        yield
    finally:
        connection.close()
        settings["NAME"] = usual
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _recreate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {NAME}")


class _Silence:
    def write(self, text: str) -> None:
        """Nobody wants to read it."""


def add_sessions(number: int, say: Callable[[str], None]) -> None:
    """Generated history, counted and known to the planner."""
    Scale(number, say).add()
    services.drain_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_person(role: Role, *regions: Region) -> User:
    """Somebody who can sign in."""
    user = User.objects.create_user(email=f"{role}@bench.example.org", password="unused")  # noqa: S106
    for region in regions or [None]:
        grant_role(user, role, region=region)
    return user


def make_history(code: str, sessions: int) -> School:
    """A school with so many taught sessions of one project, one every four hours backwards."""
    school = School.objects.create(
        code=code,
        name_en=code,
        region=Region.objects.first(),
        settlement="urban",
        languages=["kk"],
    )
    parameters = {
        "school": school.pk,
        "project": Project.objects.first().pk,
        "user": system_user().pk,
        "code": code,
        "sessions": sessions,
    }
    with connection.cursor() as cursor:
        for statement in (_CLASSES, _SESSIONS, _ATTENDANCE):
            cursor.execute(statement, parameters)
        cursor.execute("ANALYZE")
    services.drain_all()
    return school


_CLASSES = """
    INSERT INTO schools_classgroup (school_id, school_year, grade, letter, language)
    SELECT %(school)s, year, 5, 'А', '' FROM generate_series(2000, 2030) year
"""

_SESSIONS = """
    WITH logs AS (
        INSERT INTO school_sessions_sessionlog
            (client_uuid, body_hash, source, delivered_at, minutes, mode, note, logged_at,
             logged_by_id)
        SELECT md5(%(code)s || n)::uuid, '', 'import', t.starts_at, 45, 'online', n, t.starts_at,
               %(user)s
        FROM generate_series(1, %(sessions)s) n
        CROSS JOIN LATERAL
            (SELECT timestamptz '2026-01-30 09:00+05' - n * interval '4 hours' AS starts_at) t
        RETURNING id, delivered_at, note
    )
    INSERT INTO school_session
        (external_id, project_id, school_id, starts_at, minutes, mode, language, places, venue,
         status, log_id, cancel_reason)
    SELECT %(code)s || '-' || note, %(project)s, %(school)s, delivered_at, 45, 'online', 'kk', 1,
           '', 'delivered', id, ''
    FROM logs
"""

_ATTENDANCE = """
    INSERT INTO school_session_attendance
        (school_session_id, class_group_id, students_online, students_offline, parents_online,
         parents_offline, teachers)
    SELECT s.id, c.id, 20, 0, 0, 0, 1
    FROM school_session s
    JOIN schools_classgroup c ON c.school_id = s.school_id
        AND c.school_year = extract(year FROM s.date - interval '8 months')
    WHERE s.school_id = %(school)s
"""
