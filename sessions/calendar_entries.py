"""Sessions as calendar entries (RFC 5545), for mails and for calendars to subscribe to.

An entry is known by its UID, which never changes; a program takes over a change where SEQUENCE
is higher than before. Times name Asia/Almaty and bring its rules along, since the country's
clocks changed in March 2024 and old programs don't know.
"""

import datetime
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from sessions.choices import Mode, SessionStatus
from sessions.models import SchoolSession

PRODUCT = "-//Birge//Birge//EN"
FIRST_DAY = datetime.date(2020, 1, 1)
"""The rules of the time zone are told from this day on."""

STATUS = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.CANCELLED: "CANCELLED",
}
"""All other statuses are CONFIRMED to a calendar."""


def new_calendar(*, method: str = "") -> Calendar:
    """An empty calendar with the rules of its time zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    calendar.add_component(_zone())
    return calendar


@lru_cache(maxsize=1)
def _zone() -> Timezone:
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=FIRST_DAY)


def uid_of(school_session: SchoolSession) -> str:
    return f"{school_session.external_id}@birge"


def event_of(
    school_session: SchoolSession,
    *,
    sequence: int,
    stamp: datetime.datetime,
    lines: list[str],
    url: str = "",
    status: str = "",
    with_venue: bool = True,
) -> Event:
    """The entry of one session.

    :param stamp: when what it says was so; of two with the same SEQUENCE the later one holds.
    :param lines: its description.
    :param status: that of the session where none is given.
    :param with_venue: whether it tells the room or the link to join.
    """
    event = Event()
    event.add("uid", uid_of(school_session))
    event.add("dtstamp", stamp.astimezone(datetime.UTC))
    event.add("last-modified", school_session.plan_changed_at.astimezone(datetime.UTC))
    event.add("sequence", sequence)
    start = timezone.localtime(school_session.starts_at)
    event.add("dtstart", start)
    event.add("dtend", start + datetime.timedelta(minutes=school_session.minutes))
    status = status or STATUS.get(school_session.status, "CONFIRMED")
    event.add("summary", _summary(school_session))
    event.add("location", _location(school_session, with_venue=with_venue))
    if lines:
        event.add("description", "\n".join(lines))
    if url:
        event.add("url", url)
    event.add("status", status)
    event.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    return event


def _summary(school_session: SchoolSession) -> str:
    """Some programs show a cancelled entry like any other: then its title has to say it."""
    summary = f"{school_session.title} · {school_session.school.name}"
    if school_session.status == SessionStatus.CANCELLED:
        return _("Cancelled: %(session)s") % {"session": summary}
    return summary


def address_of(address: str, name: str, **parameters: str) -> vCalAddress:
    """An organiser or attendee."""
    person = vCalAddress(f"mailto:{address}")
    for key, value in {"cn": name, **parameters}.items():
        person.params[key] = vText(value)
    return person


def _location(school_session: SchoolSession, *, with_venue: bool) -> str:
    venue = school_session.venue if with_venue else ""
    if school_session.mode == Mode.ONLINE:
        return venue or school_session.get_mode_display()
    return ", ".join(filter(None, [school_session.school.name, venue]))
