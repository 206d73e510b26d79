"""Logging: a volunteer's record that a session took place. Sending it again is harmless."""

import datetime

from celery import current_app
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.models import ClassGroup, SchoolContact
from sessions import clashes, policy
from sessions.choices import SEEN_BY_THE_ASSIGNED, AssignmentStatus, LogSource, SessionStatus
from sessions.errors import LoggedOtherwise, Refusal, TooBusy, refusal_of
from sessions.log_entries import LogEntry
from sessions.models import Assignment, Attendance, SchoolSession, SessionLog
from sessions.own import named_for_others
from sessions.services.locking import WAITED_TOO_LONG, lock_rows, lock_session
from volunteers.models import Volunteer

PATIENCE = "10s"
"""How long a log waits for others who hold the session; thirty at once take less than two."""


def log_session(
    school_session: SchoolSession, entry: LogEntry, *, by: User, source: LogSource
) -> tuple[SessionLog, bool]:
    """Record that a session took place; whether the log is new, or was there just like this.

    The plan follows the log. Only a time at which a volunteer or a class is elsewhere stays as
    it was planned: then the log keeps its own, and the coordinator sees both.

    :raises Refusal: something in the entry does not fit the session.
    :raises LoggedOtherwise: another log stands there already.
    :raises PermissionDenied: the person does not teach it, or it was cancelled.
    :raises TooBusy: others held the session for too long; the same again will do.
    """
    try:
        with transaction.atomic():
            _wait_no_longer_than(PATIENCE)
            locked = lock_session(school_session)
            if locked.log_id:
                return _same_log(locked.log, entry, by=by), False
            policy.check_may_log(by, locked)
            people = locked.assignments.filling()
            _refuse_what_does_not_fit(locked, entry, people.exclude(volunteer__user=by))
            _hold(locked, entry)
            log = _create_log(entry, by=by, source=source)
            _write_at_best_time(locked, entry, log, people)
            transaction.on_commit(count_soon, robust=True)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in WAITED_TOO_LONG:
            raise
        raise TooBusy(_("Too many people are saving just now. Send it again.")) from error
    return log, True


def rewrite_log(school_session: SchoolSession, entry: LogEntry, *, by: User) -> None:
    """Put a log right, in the transaction of a caller who holds the session.

    The history keeps what was written first. The log stays the one that the device has sent, so
    that sending that again is still harmless.

    :raises Refusal: something in the entry does not fit the session.
    """
    people = school_session.assignments.filter(status__in=SEEN_BY_THE_ASSIGNED)
    _refuse_what_does_not_fit(school_session, entry, people.exclude(volunteer__user=by))
    _hold(school_session, entry)
    log = school_session.log
    log.delivered_at, log.minutes = entry.delivered_at, entry.minutes
    log.mode, log.note = entry.mode, entry.note
    log.save(update_fields=["delivered_at", "minutes", "mode", "note"])
    _write_at_best_time(school_session, entry, log, people)
    transaction.on_commit(count_soon, robust=True)


def count_soon() -> None:
    """A hint for the figures; where it is lost, the sweep finds what is to be counted."""
    current_app.send_task("reporting.tasks.drain_rollups", expires=60)


def _wait_no_longer_than(patience: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])


def _same_log(log: SessionLog, entry: LogEntry, *, by: User) -> SessionLog:
    if log.logged_by_id != by.pk:
        raise LoggedOtherwise(
            _("%(name)s has logged this session already.")
            % {"name": named_for_others(log.logged_by)}
        )
    if log.client_uuid != entry.client_uuid:
        raise LoggedOtherwise(_("You have logged this session already."))
    if log.body_hash != entry.fingerprint:
        raise LoggedOtherwise(
            _("You have logged this session already, with other numbers. They stay as they were.")
        )
    return log


def _refuse_what_does_not_fit(
    school_session: SchoolSession, entry: LogEntry, others: QuerySet[Assignment]
) -> None:
    errors = {}
    of_school = set(school_session.school.class_groups.values_list("pk", flat=True))
    for number, row in enumerate(entry.attendance):
        if row.class_group is not None and row.class_group not in of_school:
            errors[f"attendance.{number}.class_group"] = [
                _("This class is not of %(school)s.") % {"school": school_session.school}
            ]
    if set(entry.absent) - set(others.values_list("pk", flat=True)):
        errors["absent"] = [_("Name only others who teach this session.")]
    if errors:
        raise Refusal(errors=errors)


def _hold(school_session: SchoolSession, entry: LogEntry) -> None:
    """Hold everybody whose time may change, in the order of all services."""
    lock_rows(SchoolContact, [school_session.contact_id] if school_session.contact_id else [])
    planned = school_session.attendance.values_list("class_group_id", flat=True)
    lock_rows(ClassGroup, {*planned, *(row.class_group for row in entry.attendance)} - {None})
    lock_rows(Volunteer, school_session.assignments.values_list("volunteer_id", flat=True))


def _create_log(entry: LogEntry, *, by: User, source: LogSource) -> SessionLog:
    try:
        with transaction.atomic():
            return SessionLog.objects.create(
                client_uuid=entry.client_uuid,
                body_hash=entry.fingerprint,
                source=source,
                delivered_at=entry.delivered_at,
                minutes=entry.minutes,
                mode=entry.mode,
                note=entry.note,
                logged_at=timezone.now(),
                logged_by=by,
            )
    except IntegrityError as error:
        raise LoggedOtherwise(
            _("This client_uuid stands on the log of another session. Make a new one.")
        ) from error


def _write_at_best_time(
    school_session: SchoolSession,
    entry: LogEntry,
    log: SessionLog,
    people: QuerySet[Assignment],
) -> None:
    """At the time of the log; else at the planned start; else at the whole planned time."""
    planned_start, planned_minutes = school_session.starts_at, school_session.minutes
    times = [
        (entry.delivered_at, entry.minutes),
        (planned_start, entry.minutes),
        (planned_start, planned_minutes),
    ]
    for start, minutes in times:
        try:
            with transaction.atomic():
                _write(school_session, entry, log, people, start=start, minutes=minutes)
        except IntegrityError as error:
            if not (refusal := refusal_of(error)):
                raise
            last_refusal = refusal
        else:
            return
    raise _busy_class_groups(school_session, entry, planned_start, planned_minutes) or last_refusal


def _write(
    school_session: SchoolSession,
    entry: LogEntry,
    log: SessionLog,
    people: QuerySet[Assignment],
    *,
    start: datetime.datetime,
    minutes: int,
) -> None:
    """What frees time first, then the session's time, then what takes time.

    :param people: whose coming the log tells of, be it that they did not come.
    """
    rows = {row.class_group_id: row for row in school_session.attendance.all()}
    counted = {row.class_group for row in entry.attendance}
    gone = [row.pk for group, row in rows.items() if group not in counted]
    school_session.attendance.filter(pk__in=gone).delete()
    people.filter(pk__in=entry.absent).update(status=AssignmentStatus.ABSENT)

    school_session.starts_at, school_session.minutes = start, minutes
    school_session.mode, school_session.log = entry.mode, log
    if school_session.is_open:
        school_session.status = SessionStatus.DELIVERED
    school_session.save(update_fields=["starts_at", "minutes", "mode", "log", "status"])

    for row in entry.attendance:
        Attendance.objects.update_or_create(
            school_session=school_session, class_group_id=row.class_group, defaults=row.counts
        )
    people.exclude(pk__in=entry.absent).update(status=AssignmentStatus.ATTENDED)


def _busy_class_groups(
    school_session: SchoolSession, entry: LogEntry, start: datetime.datetime, minutes: int
) -> Refusal | None:
    """Classes that were not planned and are elsewhere then, at their rows."""
    times = clashes.at_that_time(
        start, start + datetime.timedelta(minutes=minutes), besides=school_session
    )
    groups = [row.class_group for row in entry.attendance]
    rows = Attendance.objects.filter(class_group__in=groups, school_session__in=times)
    busy = set(rows.values_list("class_group_id", flat=True))
    errors = {
        f"attendance.{number}.class_group": [
            _("This class has another session at that time. Check the class and the time.")
        ]
        for number, group in enumerate(groups)
        if group in busy
    }
    return Refusal(errors=errors) if errors else None
