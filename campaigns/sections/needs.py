"""What has to be written elsewhere before a row of this section can choose it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from campaigns.models import Campaign
from campaigns.sections.forms import SheetForms
from campaigns.sections.registry import SECTIONS


@dataclass(frozen=True)
class Need:
    title: str | Promise
    url: str


def needs_of(forms: SheetForms, campaign: Campaign) -> list[Need]:
    """The sections of rows that this one refers to, where there are none yet."""
    lacking = {
        offered.model
        for row_set in forms.row_sets
        for offered, choices in row_set.choices.values()
        if len(choices) == 1
    }
    return [
        Need(section.title, reverse("campaigns:section", args=[campaign.pk, section.kind]))
        for section in SECTIONS.values()
        if section.kind != forms.section.kind
        and any(rows.model in lacking for rows in section.rows)
    ]
