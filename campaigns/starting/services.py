"""A campaign is copied with its whole plan; what came of it is not."""

import datetime
from typing import Any

from django.db import models, transaction

from accounts.models import Organisation, User
from campaigns.activities.services import FIELDS as ACTIVITY_FIELDS
from campaigns.choices import ActivityState
from campaigns.days import shifted
from campaigns.models import Activity, Campaign, IndicatorReading, Pretest
from campaigns.sections.registry import SECTIONS
from campaigns.services import create_campaign
from campaigns.starting.filling import all_rows

NOT_COPIED = (IndicatorReading, Pretest)
"""What was measured and who was asked belongs to the campaign in which it happened."""


@transaction.atomic
def copy_campaign(
    campaign: Campaign,
    *,
    by: User,
    organisation: Organisation,
    title: str,
    start_date: datetime.date | None = None,
) -> Campaign:
    """A new draft of the same plan; invitations, comments and readings begin anew.

    :param start_date: with it the whole calendar comes along, each day as far from this one as it
        was from the first day of what is copied. Without it the copy has neither days of its own
        nor activities.
    :raises PermissionDenied: the organisation is not the person's own.
    :raises Refusal: from that first day on, a day of the plan would be none that can be meant.
    """
    names = {name for section in SECTIONS.values() for name in section.fields}
    fields = {name: getattr(campaign, name) for name in names - {"title", "start_date", "end_date"}}
    moved = None
    if start_date and campaign.start_date:
        moved = start_date - campaign.start_date
        end = campaign.end_date
        fields |= {"start_date": start_date, "end_date": end and shifted(end, moved)}
    made = create_campaign(Campaign(organisation=organisation, title=title, **fields), by=by)
    copies: dict[models.Model, models.Model] = {}
    for rows in all_rows():
        if rows.model not in NOT_COPIED:
            for row in rows.of(campaign).select_related(*rows.related_fields):
                values = _values(row, rows.fields, moved)
                values |= {name: copies.get(values[name]) for name in rows.related_fields}
                copies[row] = _copy(row, made, values)
    if moved is not None:
        _copy_calendar(campaign, made, copies, moved)
    return made


def _copy_calendar(
    campaign: Campaign, made: Campaign, copies: dict, moved: datetime.timedelta
) -> None:
    """All activities as planned ones, except what was cancelled; notes of done ones say what came
    of them, and stay where they are.
    """
    going_on = campaign.activities.exclude(state=ActivityState.CANCELLED)
    for activity in going_on.select_related("channel", "message", "region"):
        values = _values(activity, ACTIVITY_FIELDS, moved)
        values |= {name: copies.get(values[name]) for name in ("channel", "message")}
        values["note"] = "" if activity.state == ActivityState.DONE else activity.note
        Activity.objects.create(campaign=made, **values | {"state": ActivityState.PLANNED})


def _values(row: models.Model, fields: tuple, moved: datetime.timedelta | None) -> dict[str, Any]:
    """What stands in a row, its days moved along."""
    values = {name: getattr(row, name) for name in fields}
    if moved is not None:
        for name, value in values.items():
            if isinstance(value, datetime.date):
                values[name] = shifted(value, moved)
    return values


def _copy(row: models.Model, campaign: Campaign, values: dict[str, Any]) -> models.Model:
    return type(row).objects.create(campaign=campaign, number=row.number, **values)
