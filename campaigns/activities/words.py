"""What the scripts of a campaign's calendar need to know, in the reader's language."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.activities.services import outside_words
from campaigns.models import Campaign
from campaigns.policy import may_edit
from sessions.calendar.words import names

VIEWS = ("month", "quarter", "whole", "list")


def settings_of(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """Which view on which day, the campaign's days, addresses and words."""
    asked = request.GET.get("view", "")
    page = reverse("campaigns:activities", args=[campaign.pk])
    return {
        "view": asked if asked in VIEWS else "month",
        "asked": asked in VIEWS,
        "date": _day(request, campaign).isoformat(),
        "today": timezone.localdate().isoformat(),
        "start": campaign.start_date,
        "end": campaign.end_date,
        "outside": outside_words(campaign),
        "may_edit": may_edit(request.user, campaign),
        "added": _added(request, campaign),
        "addresses": {
            "page": page,
            "events": reverse("campaigns:activity_events", args=[campaign.pk]),
            "create": reverse("campaigns:activity_new", args=[campaign.pk]),
        },
        "words": words(),
        "names": names(),
    }


def _day(request: HttpRequest, campaign: Campaign) -> datetime.date:
    """The day that is asked for; else today, or the nearest day of the campaign."""
    try:
        return datetime.date.fromisoformat(request.GET.get("date", ""))
    except ValueError:
        today = timezone.localdate()
    if campaign.start_date and today < campaign.start_date:
        return campaign.start_date
    if campaign.end_date and today > campaign.end_date:
        return campaign.end_date
    return today


def _added(request: HttpRequest, campaign: Campaign) -> dict[str, Any] | None:
    """What takes back an activity that was added a moment ago."""
    number = request.GET.get("added", "")
    if not (number.isdecimal() and len(number) < 19):
        return None
    found = campaign.activities.filter(pk=number).first()
    return found and {"id": found.pk, "title": found.title, "kind": "add", "seen": found.version}


def words() -> dict[str, str]:
    """By the names that the scripts know them by; ``{…}`` is filled in there."""
    return {
        "undo": _("Undo"),
        "undone": _("Taken back."),
        "close": _("Put this message away"),
        "moved": _("“{title}” is now on {days}."),
        "rerouted": _("“{title}” now goes through another channel."),
        "added": _("“{title}” is on the calendar."),
        "saved": _("Saved."),
        "offline": _("No connection. What you see may be old; changes wait until it is back."),
        "failed": _("That did not work, and nothing was changed. Try again."),
        "by_others": _("Someone else changed what you see here."),
        "list": _("Week by week"),
    }
