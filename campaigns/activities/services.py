"""Activities are added, changed, moved and taken out; each on top of what the person has seen."""

import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.days import is_plausible
from campaigns.models import Activity, Campaign, ChannelUse
from campaigns.policy import check_edit
from regions.history import Entry, Trail, history_of
from sessions.errors import ChangedMeanwhile, NotNow, Refusal

FIELDS = (
    "title",
    "channel",
    "message",
    "first_day",
    "last_day",
    "starts_at",
    "place",
    "region",
    "responsible",
    "cost",
    "state",
    "note",
)
"""What a person writes; all else is the database's."""

HISTORY_HIDES = frozenset({"campaign", "version"})


@transaction.atomic
def add_activity(activity: Activity, *, by: User) -> Activity:
    """Write a new activity that a form has checked.

    :raises Refusal: a day lies outside the campaign's.
    """
    campaign = _locked(activity.campaign, by)
    _check_days(campaign, activity.first_day, activity.last_day)
    activity.save(force_insert=True)
    return activity


@transaction.atomic
def change_activity(activity: Activity, *, seen: int, by: User) -> Activity:
    """Write what a form has put into an activity.

    :param seen: the version that the person had before them.
    :raises ChangedMeanwhile: somebody changed it since; nothing was written.
    :raises NotNow: somebody took it out.
    :raises Refusal: a day lies outside the campaign's, and was not there before.
    """
    campaign = _locked(activity.campaign, by)
    there = _seen(activity, seen)
    if (activity.first_day, activity.last_day) != (there.first_day, there.last_day):
        _check_days(campaign, activity.first_day, activity.last_day)
    for name in FIELDS:
        setattr(there, name, getattr(activity, name))
    there.save(update_fields=FIELDS)
    there.refresh_from_db(fields=["version"])
    return there


def move_activity(
    activity: Activity,
    *,
    first_day: datetime.date,
    last_day: datetime.date,
    seen: int,
    by: User,
) -> Activity:
    """Give an activity other days, and the channel that was put into it; all else stays.

    :raises Refusal: and all that ``change_activity`` raises.
    """
    if last_day < first_day:
        raise Refusal(_("The last day lies before the first one."), field="last_day")
    activity.first_day, activity.last_day = first_day, last_day
    return change_activity(activity, seen=seen, by=by)


@transaction.atomic
def remove_activity(activity: Activity, *, seen: int, by: User) -> None:
    """Take out what was written by mistake; what does not take place is cancelled instead.

    :raises ChangedMeanwhile: somebody changed it since.
    """
    _locked(activity.campaign, by)
    _seen(activity, seen).delete()


@transaction.atomic
def plan_channels(campaign: Campaign, channels: list[ChannelUse], *, by: User) -> list[Activity]:
    """An activity for each channel, on the days that the plan gives it, at its cost.

    Left out are channels without days, with days outside the campaign's, and with an activity.
    """
    campaign = _locked(campaign, by)
    planned = set(campaign.activities.exclude(channel=None).values_list("channel", flat=True))
    return [
        Activity.objects.create(
            campaign=campaign,
            title=channel.name,
            channel=channel,
            first_day=channel.since,
            last_day=channel.until or channel.since,
            cost=channel.cost,
        )
        for channel in channels
        if channel.pk not in planned
        and channel.since
        and lies_within(campaign, channel.since, channel.until or channel.since)
    ]


def lies_within(campaign: Campaign, first: datetime.date, last: datetime.date) -> bool:
    """Whether all of these days are the campaign's; a campaign without days has all."""
    begins_late = campaign.start_date is None or first >= campaign.start_date
    return begins_late and (campaign.end_date is None or last <= campaign.end_date)


def changes_of(activity: Activity) -> list[Entry]:
    """Who changed it when, newest first."""
    return history_of(Trail(Activity, {"pgh_obj_id": activity.pk}, hide=HISTORY_HIDES))


def _locked(campaign: Campaign, by: User) -> Campaign:
    """Who moves the campaign's own days, or sends it in for review, waits until this is written."""
    found = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    check_edit(by, found)
    return found


def _seen(activity: Activity, seen: int) -> Activity:
    found = Activity.objects.select_for_update(of=("self",)).filter(pk=activity.pk).first()
    if not found:
        raise NotNow(_("Somebody took this activity out meanwhile."))
    if found.version != seen:
        later = max(found.version - seen, 1)
        raise ChangedMeanwhile(
            _("Somebody else changed this activity meanwhile. Look at it once more."),
            changes_of(found)[:later],
        )
    return found


def _check_days(campaign: Campaign, first: datetime.date, last: datetime.date) -> None:
    """:raises Refusal: at the field whose day lies outside, with the days that are left."""
    for field, day in (("first_day", first), ("last_day", last)):
        if not is_plausible(day):
            raise Refusal(_("Give a day from 2000 to 2099."), field=field)
    if lies_within(campaign, first, last):
        return
    is_first = campaign.start_date is not None and first < campaign.start_date
    raise Refusal(outside_words(campaign), field="first_day" if is_first else "last_day")


def outside_words(campaign: Campaign) -> str:
    """Which days the campaign has, for whoever went past them; empty where it has none."""
    start, end = (
        day and date_format(day, "DATE_FORMAT") for day in (campaign.start_date, campaign.end_date)
    )
    words = {"start": start, "end": end}
    if start and end:
        text = _(
            "The campaign runs from %(start)s to %(end)s. Choose days within, or change the "
            "campaign's days first."
        )
    elif start:
        text = _("The campaign begins on %(start)s. Choose a later day, or change that first.")
    else:
        text = _("The campaign ends on %(end)s. Choose an earlier day, or change that first.")
    return text % words if start or end else ""
