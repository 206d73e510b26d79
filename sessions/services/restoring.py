"""After a closure was lifted: the sessions that it cancelled take place after all."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.calendar import SchoolCalendar
from schools.models import ClassGroup, Closure, SchoolContact
from sessions import clashes, notices, policy
from sessions.choices import SessionStatus
from sessions.closing import sessions_in
from sessions.eligibility import Reason, other_sessions, reasons_for, sentences
from sessions.errors import NotNow, refusal_of
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.services.locking import all_or_nothing, hold_calendar, lock_rows
from sessions.services.vacancies import let_minors_wait, settle_places
from volunteers.models import Volunteer


@dataclass
class Restored:
    """What became of the sessions that a closure had cancelled."""

    sessions: list[SchoolSession] = field(default_factory=list)
    left: list[tuple[SchoolSession, str]] = field(default_factory=list)
    """Those that stay cancelled, each with the reason."""
    without: list[str] = field(default_factory=list)
    """Volunteers who cannot come back to their session, each with the reasons."""


def restorable(closure: Closure) -> QuerySet[SchoolSession]:
    """Sessions that a closure has cancelled and that are still to come."""
    return SchoolSession.objects.filter(
        closure=closure, status=SessionStatus.CANCELLED, starts_at__gt=timezone.now()
    )


def brought_back(closure: Closure) -> QuerySet[SchoolSession]:
    """Sessions that a closure had cancelled and that are on its days again; the history knows."""
    there = sessions_in(closure).exclude(status=SessionStatus.CANCELLED).exclude(closure=closure)
    once = SchoolSession.pgh_event_model.objects.filter(
        pgh_obj_id=OuterRef("pk"), closure_id=closure.pk, status=SessionStatus.CANCELLED
    )
    return there.filter(Exists(once)).order_by("starts_at", "pk")


def restore_sessions(closure: Closure, *, by: User) -> Restored:
    """Plan again, in one go, what a closure has cancelled, with the volunteers who are still free.

    What does not fit any more stays cancelled and says why. The schools are to say yes once more.

    :raises NotNow: the closure is not lifted.
    """
    with all_or_nothing(lambda: None):
        found = restorable(closure)
        hold_calendar(found.values_list("school", flat=True).distinct())
        locked = Closure.objects.with_place().select_for_update(of=("self",)).get(pk=closure.pk)
        policy.check_may_close(by, locked)
        if not locked.is_lifted:
            raise NotNow(_("Lift the closure first: as long as it stands, nothing can be there."))
        sessions = _lock(found)
        result = Restored()
        for school_session in sessions:
            if reason := _restore(school_session, result, by=by):
                result.left.append((school_session, reason))
            else:
                result.sessions.append(school_session)
        notices.restored_many(result.sessions, by=by)
        notices.tell_schools(locked, result.sessions, by=by)
    return result


def _lock(found: QuerySet[SchoolSession]) -> list[SchoolSession]:
    """The sessions and everybody in them, in the order of all services."""
    held = found.select_related("school", "project", "lesson", "contact").order_by("pk")
    sessions = list(held.select_for_update(of=("self",), no_key=True))
    lock_rows(SchoolContact, {one.contact_id for one in sessions} - {None})
    attendance = Attendance.objects.filter(school_session__in=sessions, class_group__isnull=False)
    lock_rows(ClassGroup, attendance.values_list("class_group", flat=True))
    people = Volunteer.objects.filter(assignments__school_session__in=sessions)
    waiting = Volunteer.objects.filter(waiting_places__school_session__in=sessions)
    lock_rows(Volunteer, (people | waiting).values_list("pk", flat=True))
    return sorted(sessions, key=lambda one: (one.starts_at, one.pk))


def _restore(school_session: SchoolSession, result: Restored, *, by: User) -> str:
    """Why it stays cancelled; empty where it takes place again."""
    if against := _against(school_session, by):
        return " ".join(against)
    gone: list[str] = []
    try:
        with transaction.atomic():
            gone = _let_go(school_session, by)
            school_session.status = SessionStatus.PLANNED
            school_session.cancelled_at = school_session.cancelled_by = None
            school_session.cancel_reason = ""
            school_session.closure = None
            school_session.save()
            let_minors_wait(school_session)
            settle_places(school_session)
    except IntegrityError as error:
        refusal = refusal_of(error)
        if not refusal:
            raise
        school_session.refresh_from_db()
        return refusal.message
    result.without += gone
    return ""


def _against(school_session: SchoolSession, user: User) -> list[str]:
    """Another closure, and who of its school is taken by now."""
    day = timezone.localdate(school_session.starts_at)
    obstacles = SchoolCalendar.of([school_session.school], day, day).day_obstacles(
        school_session.school_id, day
    )
    closed = [one.sentence for one in obstacles if not one.can_be_overruled]
    times = clashes.at_that_time(
        school_session.starts_at, school_session.ends_at, besides=school_session
    )
    groups = ClassGroup.objects.filter(attendance__school_session=school_session)
    return [
        *closed,
        *clashes.busy_contact(school_session.contact, times, user),
        *clashes.busy_class_groups(groups, times, user),
    ]


def _let_go(school_session: SchoolSession, user: User) -> list[str]:
    """Take out who may or can not come any more, each in a sentence."""
    filling = list(school_session.assignments.filling().select_related("volunteer__region"))
    found = reasons_for([school_session.pk], [one.volunteer_id for one in filling])
    against = {
        one.pk: _hard(found.get((school_session.pk, one.volunteer_id), ())) for one in filling
    }
    Assignment.objects.filter(pk__in=[pk for pk, hard in against.items() if hard]).delete()
    others = other_sessions(reason for hard in against.values() for reason in hard)
    return [
        sentences(
            against[one.pk],
            user,
            school_session=school_session,
            volunteer=one.volunteer,
            others=others,
        )
        for one in filling
        if against[one.pk]
    ]


def _hard(reasons: Collection[Reason]) -> list[Reason]:
    """Without an adult beside them, who are under 18 wait; they are not sent away."""
    return [one for one in reasons if one.is_hard and one.code != "no_adult"]
