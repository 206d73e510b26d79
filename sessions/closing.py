"""What a closure hits: the sessions of its place and days, and when each could be instead."""

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from schools.calendar import SchoolCalendar
from schools.models import Closure
from sessions.busy import BusyTimes, Held, Kind, Who, everyone
from sessions.choices import UPCOMING
from sessions.free_slots import HORIZON, FreeSlot, Seeking, free_slots
from sessions.models import Assignment, SchoolSession

MOST, TRIED = 20, 5
"""So many free times are looked at for each session, and so many kept: those that leave its
volunteers the way from and to their other sessions. The rules about volunteers that only the
database knows may still refuse the first."""


@dataclass(frozen=True)
class Hit:
    """One session, the volunteers in it, and the times that would keep all of them."""

    school_session: SchoolSession
    people: Collection[Who]
    slots: Sequence[FreeSlot]

    @property
    def slot(self) -> FreeSlot | None:
        return self.slots[0] if self.slots else None

    @property
    def volunteers(self) -> list:
        return [one.volunteer for one in self.school_session.filling]


def sessions_in(closure: Closure) -> QuerySet[SchoolSession]:
    """Whatever was planned in the place of a closure, on its days."""
    place = (
        Q(school=closure.school_id)
        if closure.school_id
        else Q(school__district=closure.district_id)
        if closure.district_id
        else Q(school__region=closure.region_id)
    )
    return SchoolSession.objects.filter(place, date__range=(closure.since, closure.until))


def sessions_hit(closure: Closure) -> QuerySet[SchoolSession]:
    """Those still to come in the place of a closure, on its days."""
    coming = sessions_in(closure).filter(status__in=UPCOMING, starts_at__gt=timezone.now())
    return coming.order_by("starts_at", "pk")


def hits_of(closure: Closure) -> list[Hit]:
    """Every session that a closure hits, with new times; in a number of queries that does not
    grow with them.

    The earliest session has the first choice: its new time is taken when the next one looks.
    """
    filling = Assignment.objects.filling().select_related("volunteer")
    sessions = list(
        sessions_hit(closure)
        .select_related("school__region", "lesson", "project", "contact")
        .prefetch_related(
            Prefetch("assignments", filling, to_attr="filling"), "attendance__class_group"
        )
    )
    if not sessions:
        return []
    seeking = [_seeking(one) for one in sessions]
    first, last = sessions[0].starts_at, sessions[-1].starts_at + HORIZON
    busy = BusyTimes.of(
        {who for one in seeking for who in one.people},
        first,
        last,
        besides={one.pk for one in sessions},
    )
    calendar = SchoolCalendar.of(
        {one.school for one in sessions},
        timezone.localdate(first),
        timezone.localdate(last),
        also_closed=[] if closure.pk else [closure],
    )
    return [_hit(one, wish, busy, calendar) for one, wish in zip(sessions, seeking, strict=True)]


def fingerprint(closure: Closure, hits: Collection[Hit]) -> str:
    """What somebody saw before they closed a place: the closure, and each session as it was."""
    seen = [closure.region_id, closure.district_id, closure.school_id, closure.since]
    seen += [closure.until, *((h.school_session.pk, h.school_session.sequence) for h in hits)]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _seeking(school_session: SchoolSession) -> Seeking:
    groups = [row.class_group for row in school_session.attendance.all() if row.class_group]
    contact = school_session.contact_id
    return Seeking(
        school_id=school_session.school_id,
        starts_at=school_session.starts_at,
        minutes=school_session.minutes,
        people=everyone(
            contacts=[contact] if contact else [],
            class_groups=[group.pk for group in groups],
            volunteers=[one.volunteer_id for one in school_session.filling],
        ),
        shifts=[group.shift for group in groups],
    )


def _hit(
    school_session: SchoolSession, seeking: Seeking, busy: BusyTimes, calendar: SchoolCalendar
) -> Hit:
    found = free_slots(seeking, busy, calendar, after=school_session.starts_at, most=MOST)
    way = datetime.timedelta(minutes=school_session.school.region.travel_minutes)
    volunteers = [who for who in seeking.people if who.kind == Kind.VOLUNTEER]
    slots = [
        slot
        for slot in found
        if busy.are_free(volunteers, slot.starts_at - way, slot.ends_at + way)
    ][:TRIED]
    if slots:
        held = Held(slots[0].starts_at, slots[0].ends_at, session_id=school_session.pk)
        busy.take(seeking.people, held)
    return Hit(school_session, seeking.people, slots)
