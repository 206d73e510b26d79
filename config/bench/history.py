"""A school with a history of its own, for seeing what counting again costs there."""

from django.db import connection

from accounts.services import system_user
from regions.models import Region
from reporting import services
from schools.models import School
from volunteers.models import Project

CODE = "BENCH"


def make_history(sessions: int) -> School:
    """A school with so many taught sessions of one project, one every four hours backwards."""
    school = School.objects.create(
        code=CODE,
        name_en=CODE,
        region=Region.objects.first(),
        settlement="urban",
        languages=["kk"],
    )
    parameters = {
        "school": school.pk,
        "project": Project.objects.first().pk,
        "user": system_user().pk,
        "code": CODE,
        "sessions": sessions,
    }
    with connection.cursor() as cursor:
        for statement in (_CLASSES, _SESSIONS, _ATTENDANCE):
            cursor.execute(statement, parameters)
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
