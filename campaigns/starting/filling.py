"""A plan from a file: fields, and rows that refer to each other by their places."""

import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.activities.services import lies_within
from campaigns.days import shifted
from campaigns.models import Activity, Campaign
from campaigns.sections.kinds import Rows
from campaigns.sections.registry import SECTIONS
from campaigns.starting.plans import plan_named
from regions.models import Region
from sessions.errors import Refusal

TEMPLATES: dict[str, Promise] = {
    "families": gettext_lazy("Information campaign for families"),
    "school": gettext_lazy("School campaign by volunteers"),
}
"""Each is a file of this name; its examples are there to be written over."""

_WRITTEN = {"title", "summary", "start_date", "end_date"}
"""What somebody has written already stays."""


def all_rows() -> list[Rows]:
    """Rows after those that they refer to."""
    return [rows for section in SECTIONS.values() for rows in section.rows]


def fill_from(name: str, campaign: Campaign, *, start: datetime.date) -> None:
    """Write what a file of ``data`` says, in the reader's language, into a plan that is empty.

    :param start: days of the file are counted from here, unless the campaign has its first day:
        then the plan begins on that.
    :raises Refusal: the file's first day comes after the campaign's last one, or one of its days
        would be none that can be meant.
    """
    plan = plan_named(name)
    if campaign.start_date:
        start = campaign.start_date - datetime.timedelta(days=plan["campaign"]["start_date"])
    for field, value in plan["campaign"].items():
        if not (field in _WRITTEN and getattr(campaign, field)):
            setattr(campaign, field, _value(Campaign, field, value, {}, start))
    if campaign.end_date and campaign.end_date < campaign.start_date:
        raise Refusal(_("Choose a day."), field="start_date")
    campaign.save()
    written: dict[type[models.Model], list] = {}
    for rows in all_rows():
        for number, values in enumerate(plan["rows"].get(rows.name, []), start=1):
            row = rows.model(campaign=campaign, number=number)
            for field, value in values.items():
                setattr(row, field, _value(rows.model, field, value, written, start))
            row.save()
            written.setdefault(rows.model, []).append(row)
    _fill_calendar(campaign, plan.get("activities", []), written, start)


def _fill_calendar(
    campaign: Campaign, rows: list[dict], written: dict, start: datetime.date
) -> None:
    """Activities, except those that the campaign's own days do not reach."""
    regions = {region.code: region for region in Region.objects.all()}
    for values in rows:
        activity = Activity(campaign=campaign)
        for field, value in values.items():
            if field == "region":
                activity.region = regions.get(value)
            else:
                setattr(activity, field, _value(Activity, field, value, written, start))
        if lies_within(campaign, activity.first_day, activity.last_day):
            activity.save()


def _value(model, name: str, value, written: dict, start: datetime.date):
    """Another row by its place, a day by its distance; anything else as it stands."""
    field = model._meta.get_field(name)
    if field.is_relation:
        return written[field.related_model][value]
    if isinstance(field, models.DateField):
        return shifted(start, datetime.timedelta(days=value))
    return value
