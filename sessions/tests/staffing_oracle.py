"""The rules of staffing once more, row by row in plain Python, to compare the SQL with."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from sessions.models import Assignment, SchoolSession
from volunteers.models import StaffingLimits, Volunteer, age_on

HOLDS = {"assigned", "attended"}
Row = tuple[str, bool, int | None, str]


def reasons_of(session: SchoolSession, volunteer: Volunteer) -> set[Row]:
    day = timezone.localdate(session.starts_at)
    is_minor = age_on(volunteer.birth_date, day) < 18
    others = _others(session, volunteer)
    return {
        *_of_person(session, volunteer, day),
        *_of_checks(session, volunteer, day, is_minor),
        *_of_minor(session, day, is_minor, others),
        *_of_other_sessions(session, others),
        *_of_times(session, volunteer, is_minor),
        *_of_wishes(session, volunteer, others),
    }


def _others(session: SchoolSession, volunteer: Volunteer) -> list[SchoolSession]:
    rows = Assignment.objects.filter(volunteer=volunteer).select_related("school_session__school")
    return [
        row.school_session
        for row in rows
        if row.status in HOLDS
        and row.school_session_id != session.pk
        and row.school_session.status != "cancelled"
    ]


def _of_person(session: SchoolSession, volunteer: Volunteer, day: datetime.date) -> Iterator[Row]:
    if volunteer.status != "active":
        yield "not_active", True, None, ""
    enrolled = [
        one
        for one in volunteer.enrolments.all()
        if one.project_id == session.project_id
        and one.joined_date <= day
        and (one.left_date is None or day < one.left_date)
    ]
    if not enrolled:
        yield "not_enrolled", True, None, ""
    trained = [
        one
        for one in volunteer.trainings.all()
        if one.project_id == session.project_id and one.passed_date <= day
    ]
    if session.project.needs_training and not trained:
        yield "not_trained", True, None, ""
    if not _agreed(session, volunteer, "participation"):
        yield "no_consent", True, None, ""
    young = StaffingLimits.now().guardian_consent_under_age
    if age_on(volunteer.birth_date, day) < young and not _agreed(session, volunteer, "guardian"):
        yield "no_guardian_consent", True, None, ""


def _agreed(session: SchoolSession, volunteer: Volunteer, kind: str) -> bool:
    return any(
        one.kind == kind
        and one.given_at < session.ends_at
        and (one.withdrawn_at is None or one.withdrawn_at >= session.ends_at)
        for one in volunteer.consents.all()
    )


def _of_checks(
    session: SchoolSession, volunteer: Volunteer, day: datetime.date, is_minor: bool
) -> Iterator[Row]:
    needed = {
        "background": session.project.needs_background_check,
        "conduct": session.project.needs_code_of_conduct,
    }
    for kind, is_needed in needed.items():
        checks = [one for one in volunteer.checks.all() if one.kind == kind]
        valid = any(
            one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
            for one in checks
        )
        if not is_needed or is_minor or valid:
            continue
        is_over = any(one.valid_until and one.valid_until < day for one in checks)
        yield ("check_expired" if is_over else "check_missing"), True, None, kind


def _of_minor(
    session: SchoolSession, day: datetime.date, is_minor: bool, others: list[SchoolSession]
) -> Iterator[Row]:
    if not is_minor:
        return
    if session.is_emergency_response:
        yield "emergency_minor", True, None, ""
    adults = [
        row
        for row in session.assignments.select_related("volunteer")
        if row.status in HOLDS and age_on(row.volunteer.birth_date, day) >= 18
    ]
    if not session.contact_id and not adults:
        yield "no_adult", True, None, ""
    minutes = session.minutes + sum(one.minutes for one in _same_week(session, others))
    if minutes > 60 * StaffingLimits.now().minors_most_hours_a_week:
        yield "week_full", True, None, ""


def _same_week(session: SchoolSession, others: list[SchoolSession]) -> list[SchoolSession]:
    def week(one: SchoolSession) -> tuple:
        return timezone.localdate(one.starts_at).isocalendar()[:2]

    return [one for one in others if week(one) == week(session)]


def _of_other_sessions(session: SchoolSession, others: list[SchoolSession]) -> Iterator[Row]:
    for other in others:
        ends, other_ends = _end(session), _end(other)
        if other.starts_at < ends and other_ends > session.starts_at:
            yield "busy", True, other.pk, ""
            continue
        way = max(_way(session), _way(other))
        if min(_way(session), _way(other)) > 0 and session.school_id == other.school_id:
            way = 0
        gap = max(session.starts_at - other_ends, other.starts_at - ends)
        if gap < datetime.timedelta(minutes=way):
            yield "travel", True, other.pk, ""


def _way(session: SchoolSession) -> int:
    return 0 if session.mode == "online" else session.school.region.travel_minutes


def _end(session: SchoolSession) -> datetime.datetime:
    return session.starts_at + datetime.timedelta(minutes=session.minutes)


def _of_times(session: SchoolSession, volunteer: Volunteer, is_minor: bool) -> Iterator[Row]:
    start = timezone.localtime(session.starts_at)
    minute = start.hour * 60 + start.minute
    taken = set(range(minute, minute + session.minutes))
    of_day = [one for one in volunteer.weekly_times.all() if one.weekday == start.isoweekday()]
    if taken & _minutes(of_day, "school"):
        yield "own_school_hours", is_minor, None, ""
    gives_hours = any(one.kind == "available" for one in volunteer.weekly_times.all())
    away = any(
        one.starts_at < _end(session) and one.ends_at > session.starts_at
        for one in volunteer.unavailabilities.all()
    )
    if away or (gives_hours and not taken <= _minutes(of_day, "available")):
        yield "unavailable", False, None, ""


def _minutes(times: list, kind: str) -> set[int]:
    return {
        minute
        for one in times
        if one.kind == kind
        for minute in range(
            one.starts.hour * 60 + one.starts.minute, one.ends.hour * 60 + one.ends.minute
        )
    }


def _of_wishes(
    session: SchoolSession, volunteer: Volunteer, others: list[SchoolSession]
) -> Iterator[Row]:
    if session.language not in volunteer.languages:
        yield "language", False, None, ""
    if session.mode != "online" and volunteer.region_id != session.school.region_id:
        yield "far", False, None, ""
    most = volunteer.most_sessions_a_week
    if most is not None and len(_same_week(session, others)) + 1 > most:
        yield "week_wish", False, None, ""
