"""A campaign is copied with its whole plan; what came of it is not."""

from django.db import models, transaction

from accounts.models import Organisation, User
from campaigns.models import Campaign, IndicatorReading, Pretest
from campaigns.sections.registry import SECTIONS
from campaigns.services import create_campaign
from campaigns.starting.filling import all_rows

NOT_COPIED = (IndicatorReading, Pretest)
"""What was measured and who was asked belongs to the campaign in which it happened."""


@transaction.atomic
def copy_campaign(
    campaign: Campaign, *, by: User, organisation: Organisation, title: str
) -> Campaign:
    """A new draft of the same plan; days, invitations, comments and readings begin anew.

    :raises PermissionDenied: the organisation is not the person's own.
    """
    names = {name for section in SECTIONS.values() for name in section.fields}
    fields = {name: getattr(campaign, name) for name in names - {"title", "start_date", "end_date"}}
    made = create_campaign(Campaign(organisation=organisation, title=title, **fields), by=by)
    copies: dict[models.Model, models.Model] = {}
    for rows in all_rows():
        if rows.model not in NOT_COPIED:
            for row in rows.of(campaign).select_related(*rows.related_fields):
                copies[row] = _copy(row, made, copies, rows.fields, rows.related_fields)
    return made


def _copy(row, campaign: Campaign, copies: dict, fields: tuple, related: list) -> models.Model:
    values = {name: getattr(row, name) for name in fields}
    values |= {name: copies.get(values[name]) for name in related}
    return type(row).objects.create(campaign=campaign, number=row.number, **values)
