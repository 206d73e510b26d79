"""The calendar entry that goes with a letter."""

from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from outbox.handover import absolute
from outbox.kinds import CalendarFile
from outbox.models import Letter
from sessions.calendar_entries import address_of, event_of, new_calendar
from sessions.models import SchoolSession

LETS_GO = ("unassigned", "withdrawn")
"""Kinds of letters after which the session is in the receiver's calendar no more."""


def entry_for(letter: Letter, school_session: SchoolSession, *, answer: str) -> CalendarFile:
    """A request that the session stands in the receiver's calendar.

    :param answer: ACCEPTED for who has a place, NEEDS-ACTION for who is asked.
    """
    return _file(letter, school_session, "REQUEST", 2 * _times_let_go(letter), answer)


def cancelled_entry_for(letter: Letter, school_session: SchoolSession) -> CalendarFile:
    """A request that the session leaves the receiver's calendar.

    Each time that somebody lets go of a session counts as two changes: one for leaving, and one
    should they come back, so that the number only ever rises, for everyone by itself.
    """
    let_go = _times_let_go(letter)
    changes = 2 * let_go + (1 if letter.kind in LETS_GO else 0)
    return _file(letter, school_session, "CANCEL", changes, "ACCEPTED")


def _times_let_go(letter: Letter) -> int:
    """How often this person had left this session before the letter was written."""
    earlier = Letter.objects.to(letter.about, letter.person).filter(kind__in=LETS_GO)
    return earlier.filter(pk__lt=letter.pk).count()


def _file(
    letter: Letter, school_session: SchoolSession, method: str, changes: int, answer: str
) -> CalendarFile:
    url = absolute(reverse("sessions:detail", args=[school_session.pk]))
    event = event_of(
        school_session,
        sequence=school_session.sequence + changes,
        stamp=timezone.now(),
        lines=[school_session.project.name, url],
        url=url,
        status="CANCELLED" if method == "CANCEL" else "",
    )
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", address_of(address, name or "Birge"))
    event.add(
        "attendee",
        address_of(
            letter.address, letter.name, partstat=answer, rsvp="FALSE", role="REQ-PARTICIPANT"
        ),
        encode=False,
    )
    calendar = new_calendar(method=method)
    calendar.add_component(event)
    return CalendarFile(
        name=f"session-{school_session.pk}.ics",
        content=calendar.to_ical().decode(),
        method=method,
    )
