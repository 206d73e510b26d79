"""Closing a place for some days: each session there is cancelled or moved, all or nothing."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from schools.models import ClassGroup, Closure, SchoolContact
from sessions import notices, policy
from sessions.choices import SessionStatus
from sessions.closing import Hit, fingerprint, hits_of, sessions_hit
from sessions.errors import NotNow, Refusal
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.services.locking import all_or_nothing, lock_rows
from volunteers.models import Volunteer

PATIENCE = "15s"
"""How long a closure waits for those who are planning there right now."""


class HitsOthers(Refusal):
    """The sessions are not those that the person saw before deciding."""


@dataclass
class Closed:
    """What became of the sessions of a place that was closed."""

    closure: Closure
    moved: list[SchoolSession] = field(default_factory=list)
    cancelled: list[SchoolSession] = field(default_factory=list)


def close_place(closure: Closure, *, by: User, move: bool, seen: str) -> Closed:
    """Close a region, a district or a school for some days, and tell everyone concerned.

    :param closure: unsaved; its place, days, kind and reason.
    :param move: give each session its next time that keeps volunteers, classes and teacher; one
        that has none within some weeks is cancelled. Otherwise cancel them all.
    :param seen: ``closing.fingerprint`` of what the person saw.
    :raises HitsOthers: other sessions are hit by now, or by other days or another place.
    :raises TooBusy: others were planning there all the while.
    """
    policy.check_may_close(by, closure)
    closure.by = by
    with all_or_nothing(lambda: None):
        _wait_no_longer_than(PATIENCE)
        closure.save()  # from here on nobody plans in its region
        _lock(closure)
        hits = hits_of(closure)
        if seen != fingerprint(closure, hits):
            raise HitsOthers(_("Other sessions are hit by now. Look at them, then close again."))
        closed = Closed(closure)
        changes = []
        for hit in hits:
            before = notices.SessionFacts.of(hit.school_session)
            if move and _move(hit, closure):
                closed.moved.append(hit.school_session)
                changes.append((hit.school_session, before))
            else:
                closed.cancelled.append(hit.school_session)
        _cancel(closed.cancelled, closure, by=by)
        notices.changed_many(changes, by=by, closure=closure)
        notices.cancelled_many(closed.cancelled, by=by)
        notices.tell_schools(
            closure,
            [*closed.moved, *closed.cancelled],
            by=by,
            was={session.pk: before.starts_at for session, before in changes},
        )
    return closed


def lift_closure(closure: Closure, *, by: User) -> Closure:
    """Open the days again. Sessions that were cancelled or moved stay so: people were told."""
    with transaction.atomic():
        locked = Closure.objects.with_place().select_for_update(of=("self",)).get(pk=closure.pk)
        policy.check_may_close(by, locked)
        if locked.is_lifted:
            raise NotNow(_("This closure is lifted already."))
        locked.lifted_at = timezone.now()
        locked.lifted_by = by
        locked.save(update_fields=["lifted_at", "lifted_by"])
    return locked


def _wait_no_longer_than(patience: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])


def _lock(closure: Closure) -> None:
    """Hold the sessions that are hit and everybody in them, in the order of all services."""
    sessions = sessions_hit(closure).order_by("pk").select_for_update(of=("self",), no_key=True)
    held = list(sessions)
    lock_rows(SchoolContact, {one.contact_id for one in held} - {None})
    attendance = Attendance.objects.filter(school_session__in=held, class_group__isnull=False)
    lock_rows(ClassGroup, attendance.values_list("class_group", flat=True))
    filling = Assignment.objects.filling().filter(school_session__in=held)
    lock_rows(Volunteer, filling.values_list("volunteer", flat=True))


def _move(hit: Hit, closure: Closure) -> bool:
    """To the first of its times that the database's rules allow; whether there was one."""
    session = SchoolSession.objects.filter(pk=hit.school_session.pk)
    for slot in hit.slots:
        try:
            with transaction.atomic():
                # Who said yes to the old time has not said yes to this one.
                session.update(
                    starts_at=slot.starts_at, status=SessionStatus.PLANNED, closure=closure
                )
        except IntegrityError:
            continue
        hit.school_session.starts_at = slot.starts_at
        return True
    return False


def _cancel(sessions: Collection[SchoolSession], closure: Closure, *, by: User) -> None:
    SchoolSession.objects.filter(pk__in=[one.pk for one in sessions]).update(
        status=SessionStatus.CANCELLED,
        cancelled_at=timezone.now(),
        cancelled_by=by,
        cancel_reason=capfirst(closure.why)[:300],
        closure=closure,
    )
