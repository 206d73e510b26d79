"""A campaign's activities as a file for calendar programs (RFC 5545)."""

import datetime

from django.utils import timezone
from icalendar import Calendar, Event

from campaigns.activities.reading import activities_of
from campaigns.choices import ActivityState
from campaigns.models import Activity, Campaign
from sessions.calendar_entries import new_calendar

A_DAY = datetime.timedelta(days=1)
AN_HOUR = datetime.timedelta(hours=1)
STATUS = {
    ActivityState.PLANNED: "CONFIRMED",
    ActivityState.DONE: "CONFIRMED",
    ActivityState.CANCELLED: "CANCELLED",
}


def calendar_of(campaign: Campaign, *, now: datetime.datetime) -> bytes:
    """All activities; who takes the file over again gets the changes, not everything twice."""
    calendar: Calendar = new_calendar()
    calendar.add("x-wr-calname", campaign.title)
    for activity in activities_of(campaign):
        calendar.add_component(_entry(activity, now))
    return calendar.to_ical()


def _entry(activity: Activity, now: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"activity-{activity.pk}@birge")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("sequence", activity.version - 1)
    _add_days(event, activity)
    event.add("summary", activity.title)
    if where := ", ".join(filter(None, [activity.place, activity.region and activity.region.name])):
        event.add("location", where)
    if lines := [str(one) for one in (activity.channel, activity.message, activity.note) if one]:
        event.add("description", "\n".join(lines))
    event.add("status", STATUS[activity.state])
    event.add("transp", "TRANSPARENT")
    return event


def _add_days(event: Event, activity: Activity) -> None:
    """One day with a time has an hour; all else takes whole days."""
    if activity.starts_at and activity.days == 1:
        start = timezone.make_aware(
            datetime.datetime.combine(activity.first_day, activity.starts_at)
        )
        event.add("dtstart", timezone.localtime(start))
        event.add("dtend", timezone.localtime(start) + AN_HOUR)
    else:
        event.add("dtstart", activity.first_day)
        event.add("dtend", activity.last_day + A_DAY)
