"""What a calendar that somebody subscribes to holds.

It says the same as long as nothing has changed, byte for byte, so that its fingerprint tells
programs when there is something new.
"""

import datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.handover import absolute
from sessions.calendar_entries import event_of, new_calendar
from sessions.choices import FILLING, SessionStatus
from sessions.models import Assignment, CalendarFeed, SchoolSession

LOOKS_BACK = datetime.timedelta(days=60)
CANCELLED_FOR = datetime.timedelta(days=30)
"""So long after its day a cancelled session still stands there as cancelled."""
ASK_AGAIN_AFTER = datetime.timedelta(hours=1)
MOST_SESSIONS = 2000


def calendar_of(feed: CalendarFeed) -> bytes:
    """The calendar in the language of who it is for."""
    with translation.override(_language_of(feed)):
        calendar = new_calendar(method="PUBLISH")
        name = feed.school.name if feed.school else _("My sessions")
        calendar.add("x-wr-calname", f"{_('Birge')}: {name}")
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        for school_session in _sessions_of(feed):
            calendar.add_component(_event(feed, school_session))
        return calendar.to_ical()


def _language_of(feed: CalendarFeed) -> str:
    """The reader's own; for a school the first that it teaches in."""
    written_in = [code for code, _name in settings.LANGUAGES]
    wanted = [feed.user.language] if feed.user else feed.school.languages
    return next((code for code in wanted if code in written_in), settings.LANGUAGE_CODE)


def _sessions_of(feed: CalendarFeed) -> QuerySet[SchoolSession]:
    places = Assignment.objects.filter(status__in=FILLING)
    if feed.user_id:
        mine = places.filter(volunteer__user=feed.user_id)
        sessions = SchoolSession.objects.filter(pk__in=mine.values("school_session"))
    else:
        sessions = SchoolSession.objects.filter(school=feed.school_id)
    now = timezone.now()
    gone = sessions.filter(status=SessionStatus.CANCELLED, ends_at__lt=now - CANCELLED_FOR)
    return (
        sessions.filter(starts_at__gt=now - LOOKS_BACK)
        .exclude(pk__in=gone.values("pk"))
        .select_related("school", "project", "lesson")
        .prefetch_related(
            Prefetch("assignments", places.select_related("volunteer"), to_attr="places_taken"),
            "attendance__class_group",
        )
        .order_by("starts_at", "pk")[:MOST_SESSIONS]
    )


def _event(feed: CalendarFeed, school_session: SchoolSession):
    is_own = feed.user_id is not None
    url = absolute(reverse("sessions:detail", args=[school_session.pk])) if is_own else ""
    lines = [school_session.project.name]
    groups = [one.class_group.label for one in school_session.attendance.all() if one.class_group]
    if groups:
        lines.append(_("Classes: %(classes)s") % {"classes": ", ".join(sorted(groups))})
    lines.append(_others(feed, school_session) if is_own else _how_many(school_session))
    return event_of(
        school_session,
        sequence=school_session.sequence,
        stamp=school_session.plan_changed_at,
        lines=[*filter(None, lines), *([url] if url else [])],
        url=url,
        with_venue=is_own,
    )


def _others(feed: CalendarFeed, school_session: SchoolSession) -> str:
    """Who else teaches, by first name."""
    others = [
        place.volunteer.first_name
        for place in school_session.places_taken
        if place.volunteer.user_id != feed.user_id
    ]
    return _("Together with %(names)s") % {"names": ", ".join(sorted(others))} if others else ""


def _how_many(school_session: SchoolSession) -> str:
    """For a school: that volunteers come, not who."""
    count = len(school_session.places_taken)
    if not count:
        return _("No volunteer yet")
    return ngettext("%(count)d volunteer comes", "%(count)d volunteers come", count) % {
        "count": count
    }
