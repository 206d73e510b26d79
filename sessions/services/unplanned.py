"""Logs of sessions that were not on the calendar. They count once a coordinator has said yes."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from schools.models import School
from sessions import clashes, notices, policy
from sessions.choices import AssignmentRole, AssignmentStatus, LogSource, SessionStatus
from sessions.errors import LoggedOtherwise, Refusal
from sessions.models import Assignment, Attendance, Lesson, SchoolSession, SessionLog
from sessions.services.locking import all_or_nothing, lock_rows, lock_session
from sessions.unplanned_entries import UnplannedEntry
from volunteers.models import Project, Volunteer


def schools_for(volunteer: Volunteer) -> QuerySet[School]:
    """Where somebody may have taught unplanned: the own region, and schools they taught at."""
    taught = Assignment.objects.filter(volunteer=volunteer, status=AssignmentStatus.ATTENDED)
    return School.objects.filter(
        Q(region=volunteer.region_id) | Q(pk__in=taught.values("school_session__school"))
    )


def projects_for(volunteer: Volunteer) -> QuerySet[Project]:
    return Project.objects.filter(
        pk__in=volunteer.enrolments.filter(left_date=None).values("project")
    )


def log_unplanned(
    entry: UnplannedEntry, *, by: User, source: LogSource
) -> tuple[SchoolSession, bool]:
    """Record a session that nobody had planned; whether it is new, or was sent just like this.

    It holds nobody's time and counts in no figure until a coordinator has verified it.

    :raises Refusal: something in the entry does not fit, with the reason at its field.
    :raises LoggedOtherwise: another log stands under the same UUID.
    """
    volunteer = getattr(by, "volunteer", None)
    if not volunteer or not by.can(Permission.LOG_SESSIONS):
        raise PermissionDenied(_("Only volunteers log sessions."))
    with all_or_nothing(lambda: None):
        lock_rows(Volunteer, [volunteer.pk])
        if known := SessionLog.objects.filter(client_uuid=entry.log.client_uuid).first():
            return _same(known, entry, by=by), False
        school_session = _plan_of(entry, volunteer)
        school_session.log = _create_log(entry, by=by, source=source)
        school_session.save()
        _write_who_was_there(school_session, entry, volunteer)
    return school_session, True


def turn_down(school_session: SchoolSession, *, by: User, reason: str) -> SchoolSession:
    """A log of what was not on the calendar is not believed; the volunteer is told why."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why: the volunteer reads it."), field="reason")
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_turn_down(by, locked)
        locked.status = SessionStatus.CANCELLED
        locked.cancelled_at = timezone.now()
        locked.cancelled_by = by
        locked.cancel_reason = reason
        locked.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancel_reason"])
        locked.log_questions.open().update(settled_at=timezone.now())
        notices.turned_down(locked, by=by)
    return locked


def _same(log: SessionLog, entry: UnplannedEntry, *, by: User) -> SchoolSession:
    if log.logged_by_id != by.pk or log.body_hash != entry.fingerprint:
        raise LoggedOtherwise(_("This client_uuid stands on another log. Make a new one."))
    return log.school_session


def _plan_of(entry: UnplannedEntry, volunteer: Volunteer) -> SchoolSession:
    """The session that the log makes, with everything that does not fit refused at its field."""
    errors: dict[str, list[str]] = {}
    school = schools_for(volunteer).filter(pk=entry.school).first()
    if not school:
        errors["school"] = [_("Choose a school of your region.")]
    project = projects_for(volunteer).filter(code=entry.project).first()
    if not project:
        errors["project"] = [_("Choose one of your projects.")]
    lesson = Lesson.objects.taught().filter(pk=entry.lesson).first() if entry.lesson else None
    if entry.lesson and (not lesson or (project and lesson.project_id != project.pk)):
        errors["lesson"] = [_("Choose a lesson of the project.")]
    if entry.log.absent:
        errors["absent"] = [_("Nobody else was assigned to this session.")]
    errors |= _class_faults(entry, school) | _time_faults(entry, volunteer)
    if errors:
        raise Refusal(errors=errors)
    log = entry.log
    return SchoolSession(
        project=project,
        lesson=lesson,
        school=school,
        starts_at=log.delivered_at,
        minutes=log.minutes,
        mode=log.mode,
        language=entry.language,
        status=SessionStatus.UNPLANNED,
    )


def _class_faults(entry: UnplannedEntry, school: School | None) -> dict[str, list[str]]:
    if not school:
        return {}
    of_school = set(school.class_groups.values_list("pk", flat=True))
    return {
        f"attendance.{number}.class_group": [_("This class is not of that school.")]
        for number, row in enumerate(entry.log.attendance)
        if row.class_group is not None and row.class_group not in of_school
    }


def _time_faults(entry: UnplannedEntry, volunteer: Volunteer) -> dict[str, list[str]]:
    """What stands on the own calendar then is most often the very same session."""
    start = entry.log.delivered_at
    end = start + datetime.timedelta(minutes=entry.log.minutes)
    own = clashes.at_that_time(start, end, with_unplanned=True).filter(
        assignments__in=Assignment.objects.filling().filter(volunteer=volunteer)
    )
    found = own.select_related("lesson", "project", "school").first()
    if not found:
        return {}
    message = _(
        "You have this on your calendar then: %(session)s. Log that one, or check the time."
    )
    if found.log_id:
        message = _("You have logged this already for that time: %(session)s. Check the time.")
    return {"delivered_at": [message % {"session": clashes.full_name(found)}]}


def _create_log(entry: UnplannedEntry, *, by: User, source: LogSource) -> SessionLog:
    log = entry.log
    try:
        with transaction.atomic():
            return SessionLog.objects.create(
                client_uuid=log.client_uuid,
                body_hash=entry.fingerprint,
                source=source,
                delivered_at=log.delivered_at,
                minutes=log.minutes,
                mode=log.mode,
                note=log.note,
                logged_at=timezone.now(),
                logged_by=by,
            )
    except IntegrityError as error:
        raise LoggedOtherwise(
            _("This client_uuid stands on another log. Make a new one.")
        ) from error


def _write_who_was_there(
    school_session: SchoolSession, entry: UnplannedEntry, volunteer: Volunteer
) -> None:
    Attendance.objects.bulk_create(
        Attendance(school_session=school_session, class_group_id=row.class_group, **row.counts)
        for row in entry.log.attendance
    )
    Assignment.objects.create(
        school_session=school_session,
        volunteer=volunteer,
        role=AssignmentRole.LEAD,
        status=AssignmentStatus.ATTENDED,
    )
