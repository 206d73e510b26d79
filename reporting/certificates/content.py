"""What a certificate of delivery says: numbers and names of things, of no person."""

import hashlib
import json
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import translation

from reporting.periods import Period
from reporting.reports import Question, ask
from schools.models import School
from sessions.models import SchoolSession

LANGUAGES = ("en", "ru", "kk")


def content_of(school: School, period: Period) -> dict:
    """The school, its sessions in the period, and their figures, all of one moment.

    From the records, so that what was logged a second ago is in it.
    """
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        total = ask(Question(period, schools=(school,)), use_rollups=False).total
        sessions = [_row(session) for session in _sessions(school, period)]
    return {
        "school": {
            "code": school.code,
            "name": names_of(school),
            "region": names_of(school.region),
        },
        "sessions": sessions,
        "figures": {name: str(value) for name, value in total.figures.items()},
    }


def _sessions(school: School, period: Period) -> Iterable[SchoolSession]:
    return (
        SchoolSession.objects.taught()
        .filter(school=school, date__range=(period.start, period.end))
        .select_related("lesson", "project")
        .prefetch_related("attendance__class_group")
        .order_by("starts_at", "pk")
    )


def _row(session: SchoolSession) -> dict:
    attendance = list(session.attendance.all())
    return {
        "date": session.date.isoformat(),
        "lesson": names_of(session.lesson, "title")
        if session.lesson
        else names_of(session.project),
        "project": names_of(session.project),
        "mode": session.mode,
        "minutes": session.minutes,
        "classes": [one.class_group.label for one in attendance if one.class_group],
        "students": sum(one.students for one in attendance),
    }


def names_of(thing, attribute: str = "name") -> dict[str, str]:
    """In every language, each falling back as its model says."""
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = getattr(thing, attribute)
    return names


def fingerprint(
    number: str, issued_on: str, period: Period, content: dict, holder: str = ""
) -> str:
    """SHA-256 over the canonical JSON of all that the certificate says."""
    said = {
        "number": number,
        "issued_on": issued_on,
        "period": [period.start.isoformat(), period.end.isoformat()],
        "content": content,
    }
    if holder:
        said["holder"] = holder
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
