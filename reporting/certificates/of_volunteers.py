"""What certificates of volunteers say: verified lessons, and trainings that were passed.

Only what a coordinator has verified is certified: whoever checks a certificate can rely on it,
and nobody certifies themselves.
"""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from reporting.certificates.content import names_of
from reporting.periods import Period
from sessions.choices import AssignmentStatus, SessionStatus
from sessions.models import SchoolSession
from volunteers.models import Project, Training, Volunteer


@dataclass(frozen=True)
class Said:
    """What a certificate is to say, and from which day to which."""

    period: Period
    content: dict


@dataclass(frozen=True)
class Standing:
    """What could be certified today, and how many lessons still wait for a coordinator's yes."""

    lessons: int
    minutes: int
    awaiting: int


def standing_of(volunteer: Volunteer) -> Standing:
    verified = verified_sessions(volunteer)
    found = verified.aggregate(lessons=Count("pk"), minutes=Sum("minutes"))
    awaiting = _attended(volunteer).filter(status=SessionStatus.DELIVERED).count()
    return Standing(found["lessons"], found["minutes"] or 0, awaiting)


def verified_sessions(volunteer: Volunteer) -> QuerySet[SchoolSession]:
    """Those that the volunteer attended and a coordinator verified."""
    return _attended(volunteer).filter(status=SessionStatus.VERIFIED)


def _attended(volunteer: Volunteer) -> QuerySet[SchoolSession]:
    return SchoolSession.objects.filter(
        assignments__volunteer=volunteer, assignments__status=AssignmentStatus.ATTENDED
    )


def service_of(volunteer: Volunteer, period: Period, project: Project | None = None) -> Said | None:
    """The lessons of a period, by project and month; None where none is verified.

    The days are those of the first and the last lesson. Minutes are those of the sessions, as in
    all figures; hours are a sixtieth of their sum. Students are participations.
    """
    sessions = verified_sessions(volunteer).filter(date__range=(period.start, period.end))
    if project:
        sessions = sessions.filter(project=project)
    sessions = (
        sessions.select_related("lesson", "project", "school")
        .prefetch_related("attendance")
        .order_by("starts_at", "pk")
    )
    rows = [_lesson(session) for session in sessions]
    if not rows:
        return None
    names = {session.project.code: names_of(session.project) for session in sessions}
    content = {
        "total": _total(rows),
        "projects": [
            {"code": code, "name": names[code], **_total(of_it), **_days(of_it)}
            for code, of_it in _grouped(rows, "project")
        ],
        "months": [
            {"month": month, "project": code, **_total(of_it)}
            for month, in_it in _grouped(rows, "month")
            for code, of_it in _grouped(in_it, "project")
        ],
        "lessons": rows,
    }
    return Said(Period(sessions[0].date, sessions[len(rows) - 1].date), content)


def training_of(training: Training) -> Said:
    """The project, and the units that the volunteer passed."""
    project = training.project
    passed = training.volunteer.unit_progress.filter(
        unit__project=project, passed_at__isnull=False
    ).select_related("unit")
    day = training.passed_date
    return Said(
        Period(day, day),
        {
            "project": {
                "code": project.code,
                "name": names_of(project),
                "theme": names_of(project, "theme"),
            },
            "units": [names_of(one.unit, "title") for one in passed.order_by("unit__number")],
        },
    )


def _lesson(session: SchoolSession) -> dict:
    return {
        "date": session.date.isoformat(),
        "month": f"{session.date:%Y-%m}",
        "project": session.project.code,
        "lesson": names_of(session.lesson, "title")
        if session.lesson
        else names_of(session.project),
        "school": names_of(session.school),
        "minutes": session.minutes,
        "students": sum(one.students for one in session.attendance.all()),
    }


def _grouped(rows: list[dict], key: str) -> list[tuple[str, list[dict]]]:
    values = sorted({row[key] for row in rows})
    return [(value, [row for row in rows if row[key] == value]) for value in values]


def _total(rows: list[dict]) -> dict[str, int]:
    return {
        "lessons": len(rows),
        "minutes": sum(row["minutes"] for row in rows),
        "students": sum(row["students"] for row in rows),
    }


def _days(rows: list[dict]) -> dict[str, str]:
    return {"first": rows[0]["date"], "last": rows[-1]["date"]}
