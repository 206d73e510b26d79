"""Letters that a clock writes: what one teaches tomorrow, which log is missing."""

import datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from outbox.models import Letter
from outbox.services import Draft, write_letters
from sessions.choices import FILLING, UPCOMING, AssignmentRole
from sessions.models import Assignment, SchoolSession
from sessions.notices.writing import about
from volunteers.receivers import receiver_of

NUDGES_AFTER = (datetime.timedelta(hours=18), datetime.timedelta(days=3))
"""After the end of a session whose log is missing: the next morning, and once more."""
NUDGES_UNTIL = datetime.timedelta(days=14)
NUDGE_HOURS = range(9, 20)
JUST_TOLD = datetime.timedelta(hours=12)
"""Who heard of a session so lately needs no reminder of it."""


def write_reminders(now: datetime.datetime | None = None) -> None:
    """Remind of tomorrow's sessions, from the afternoon on; of each once for each day it is on."""
    local = timezone.localtime(now)
    if local.hour < settings.REMINDER_HOUR:
        return
    tomorrow = local.date() + datetime.timedelta(days=1)
    sessions = SchoolSession.objects.filter(date=tomorrow, status__in=UPCOMING)
    places = list(_places(sessions))
    heard = Letter.objects.filter(
        about__in={about(place.school_session_id) for place in places},
        kind__in=("assigned", "changed", "confirmed"),
        written_at__gt=local - JUST_TOLD,
    )
    told = set(heard.values_list("about", "person"))
    write_letters(
        Draft(
            kind="reminder",
            cause=f"reminder:{place.school_session_id}:{tomorrow}:{place.volunteer_id}",
            receiver=receiver_of(place.volunteer, "reminder"),
            about=about(place.school_session_id),
            region_id=place.school_session.school.region_id,
            data={"session": place.school_session_id, "day": tomorrow.isoformat()},
            # Who gets one mail a day would get this one too late.
            is_urgent=local.hour >= settings.DIGEST_HOUR,
        )
        for place in places
        if (about(place.school_session_id), place.volunteer_id) not in told
    )


def write_nudges(now: datetime.datetime | None = None) -> None:
    """Ask for the logs that are missing: whoever leads, or all where nobody does."""
    now = timezone.localtime(now)
    if now.hour not in NUDGE_HOURS:
        return
    sessions = SchoolSession.objects.unlogged().filter(
        ends_at__gt=now - NUDGES_UNTIL,
        ends_at__lte=now - NUDGES_AFTER[0],
    )
    places = list(_places(sessions))
    led = {one.school_session_id for one in places if one.role == AssignmentRole.LEAD}
    write_letters(
        Draft(
            kind="log_missing",
            cause=f"log_missing:{place.school_session_id}:{number}:{place.volunteer_id}",
            receiver=receiver_of(place.volunteer, "log_missing"),
            about=about(place.school_session_id),
            region_id=place.school_session.school.region_id,
            data={"session": place.school_session_id},
        )
        for place in places
        if place.role == AssignmentRole.LEAD or place.school_session_id not in led
        for number in [_which_nudge(now - place.school_session.ends_at)]
    )


def ask_for_log(school_session: SchoolSession, *, by: User) -> int:
    """Ask now, since a coordinator wants it; once a day at most. Gives how many are written to."""
    today = timezone.localdate()
    places = list(_places([school_session]))
    leads = [place for place in places if place.role == AssignmentRole.LEAD]
    drafts = [
        Draft(
            kind="log_missing",
            cause=f"log_missing:{school_session.pk}:asked {today}:{place.volunteer_id}",
            receiver=receiver_of(place.volunteer, "log_missing"),
            about=about(school_session.pk),
            region_id=school_session.school.region_id,
            data={"session": school_session.pk},
        )
        for place in leads or places
    ]
    asked = Letter.objects.filter(cause__in=[draft.cause for draft in drafts])
    before = set(asked.values_list("cause", flat=True))
    write_letters(drafts, by=by)
    return len([draft for draft in drafts if draft.cause not in before])


def _which_nudge(since: datetime.timedelta) -> int:
    return sum(since >= after for after in NUDGES_AFTER)


def _places(sessions):
    places = Assignment.objects.filter(school_session__in=sessions, status__in=FILLING)
    return places.select_related("school_session__school", "volunteer__user").order_by("pk")
