"""The contents of a campaign: its sections, how far each of them is, and what it still lacks."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise

from campaigns.models import Campaign
from campaigns.sections.registry import SECTIONS
from campaigns.states import State


@dataclass(frozen=True)
class Entry:
    """One line of the contents.

    :param missing: what a section that was begun still lacks.
    :param comments: how many at it are not settled.
    """

    title: str | Promise
    url: str
    state: State
    note: str | Promise = ""
    about: str | Promise = ""
    missing: tuple[str, ...] = ()
    comments: int = 0


def contents_of(campaign: Campaign) -> list[Entry]:
    rows = [rows.relation for section in SECTIONS.values() for rows in section.rows]
    now = Campaign.objects.prefetch_related(*rows).get(pk=campaign.pk)
    comments = open_comments(campaign)
    return [_entry(now, section, comments) for section in SECTIONS.values()]


def open_comments(campaign: Campaign) -> dict[str, int]:
    """How many comments are not settled, by section."""
    found = campaign.comments.filter(settled_at=None).order_by()
    return dict(found.values_list("kind").annotate(Count("pk")))


def _entry(campaign: Campaign, section, comments: dict[str, int]) -> Entry:
    progress = section.progress(campaign)
    return Entry(
        section.title,
        reverse("campaigns:section", args=[campaign.pk, section.kind]),
        progress.state,
        section.note(campaign) if section.note else "",
        section.about,
        tuple(progress.missing) if progress.has_begun else (),
        comments.get(section.kind, 0),
    )


def next_entry(contents: list[Entry]) -> Entry | None:
    """Where to write on: the first section that is not complete."""
    return next((entry for entry in contents if entry.state != State.COMPLETE), None)


def left_of(campaign: Campaign) -> list[Entry]:
    """What is not complete, or still talked about."""
    return [
        entry for entry in contents_of(campaign) if entry.state != State.COMPLETE or entry.comments
    ]
