"""A campaign's activities as they are read: for the calendar's scripts, and week by week."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.activities.services import lies_within
from campaigns.models import Activity, Campaign, ChannelUse, Post, PostStatus
from campaigns.policy import may_edit

NO_CHANNEL = "none"
POSTS = "posts"
"""The rows of what goes through no channel, and of planned posts."""


@dataclass
class Week:
    """A week in which something begins; in this one, also what goes on from before."""

    monday: datetime.date
    activities: list[Activity] = field(default_factory=list)
    is_now: bool = False

    @property
    def sunday(self) -> datetime.date:
        return self.monday + datetime.timedelta(days=6)


class Plan:
    """All that stands on a campaign's calendar, read once."""

    def __init__(self, campaign: Campaign, user: User) -> None:
        self.campaign = campaign
        self.user = user

    @cached_property
    def may_edit(self) -> bool:
        return may_edit(self.user, self.campaign)

    @cached_property
    def activities(self) -> list[Activity]:
        return list(activities_of(self.campaign))

    @cached_property
    def channels(self) -> list[ChannelUse]:
        return list(self.campaign.channeluse_rows.select_related("audience"))

    @cached_property
    def posts(self) -> list[Post]:
        """Planned ones of the campaign; they are moved where posts are written."""
        planned = Post.objects.visible_to(self.user).filter(
            campaign=self.campaign, status=PostStatus.PLANNED, planned_on__isnull=False
        )
        return list(planned.select_related("account").order_by("planned_on", "pk"))

    @cached_property
    def outside(self) -> list[Activity]:
        """Those whose days are not the campaign's any more."""
        return [
            one
            for one in self.activities
            if not lies_within(self.campaign, one.first_day, one.last_day)
        ]

    @cached_property
    def unplanned(self) -> list[ChannelUse]:
        """Channels with days of the campaign for which nothing is planned yet."""
        planned = {one.channel_id for one in self.activities}
        return [
            one
            for one in self.channels
            if one.since
            and one.pk not in planned
            and lies_within(self.campaign, one.since, one.until or one.since)
        ]

    @property
    def is_empty(self) -> bool:
        return not (self.activities or self.posts)

    def events(self) -> dict[str, Any]:
        """The rows, and all that stands in them, for the scripts."""
        may_edit = self.may_edit  # asked once, also where there is nothing to move
        activities = [event_of(one, may_edit) for one in self.activities]
        return {"rows": self._rows(), "events": activities + [_post(one) for one in self.posts]}

    def _rows(self) -> list[dict[str, Any]]:
        rows = [
            {
                "id": str(one.pk),
                "title": one.name,
                "note": str(one.audience or ""),
                "kind": capfirst(one.get_kind_display()),
                "since": one.since,
                "until": one.until or one.since,
            }
            for one in self.channels
        ]
        if any(one.channel_id is None for one in self.activities):
            rows.append({"id": NO_CHANNEL, "title": _("Through no channel of the plan")})
        if self.posts:
            rows.append({"id": POSTS, "title": _("Planned posts")})
        return rows


def activities_of(campaign: Campaign) -> QuerySet[Activity]:
    return campaign.activities.select_related("channel__audience", "message", "region")


def event_of(activity: Activity, may_edit: bool) -> dict[str, Any]:
    """One activity for the scripts; its last day is included."""
    channel = activity.channel
    return {
        "id": activity.pk,
        "title": activity.title,
        "first": activity.first_day,
        "last": activity.last_day,
        "time": activity.starts_at and time_format(activity.starts_at, "H:i"),
        "row": str(channel.pk) if channel else NO_CHANNEL,
        "channel": channel.name if channel else "",
        "audience": str(channel.audience or "") if channel else "",
        "place": activity.place,
        "responsible": activity.responsible,
        "state": activity.state,
        "word": activity.get_state_display(),
        "days": days_of(activity),
        "url": reverse("campaigns:activity", args=[activity.campaign_id, activity.pk]),
        "seen": activity.version,
        "movable": may_edit,
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": f"post-{post.pk}",
        "title": post.title,
        "first": post.planned_on,
        "last": post.planned_on,
        "time": None,
        "row": POSTS,
        "channel": post.get_platform_display(),
        "audience": "",
        "place": "",
        "responsible": "",
        "state": "post",
        "word": post.get_status_display(),
        "days": date_format(post.planned_on, "DATE_FORMAT"),
        "url": reverse("outreach:post", args=[post.pk]),
        "seen": 0,
        "movable": False,
    }


def days_of(activity: Activity) -> str:
    """From when to when, in the reader's words."""
    first = date_format(activity.first_day, "DATE_FORMAT")
    if activity.last_day == activity.first_day:
        return first
    return f"{first} – {date_format(activity.last_day, 'DATE_FORMAT')}"


@dataclass(frozen=True)
class Weeks:
    """All weeks in which something begins: those that are over, and the others."""

    past: list[Week]
    coming: list[Week]

    @property
    def past_count(self) -> int:
        return sum(len(week.activities) for week in self.past)


def weeks_of(activities: Iterable[Activity], today: datetime.date) -> Weeks:
    """By the week in which each begins. What still goes on is not past."""
    this_monday = monday_of(today)
    past: dict[datetime.date, Week] = {}
    coming: dict[datetime.date, Week] = {}
    for activity in activities:
        monday = monday_of(activity.first_day)
        is_over = activity.last_day < this_monday
        weeks, monday = (past, monday) if is_over else (coming, max(monday, this_monday))
        week = weeks.setdefault(monday, Week(monday, is_now=monday == this_monday))
        week.activities.append(activity)
    return Weeks(list(past.values()), list(coming.values()))


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
