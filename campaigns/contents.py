"""The contents of a campaign: its sections, and how far each of them is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from campaigns.models import Campaign
from campaigns.sections.registry import SECTIONS
from campaigns.states import State


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    title: str | Promise
    url: str
    state: State
    note: str | Promise = ""


def contents_of(campaign: Campaign) -> list[Entry]:
    return [
        Entry(
            section.title,
            reverse("campaigns:section", args=[campaign.pk, section.kind]),
            section.state(campaign),
            section.note(campaign) if section.note else "",
        )
        for section in SECTIONS.values()
    ]
