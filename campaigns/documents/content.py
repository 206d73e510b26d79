"""All that stands in the document of a plan, in the reader's language; both files draw from it."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.choices import SheetKind
from campaigns.models import Campaign
from campaigns.sections.overviews import cards_of, grid_of
from campaigns.sections.reading import Listing, Text, read
from campaigns.sections.registry import SECTIONS

MOST_COLUMNS = 5


def is_wide(listing: Listing) -> bool:
    """Too many columns for a page: it is written as a block for each row."""
    return len(listing.heads) > MOST_COLUMNS


@dataclass(frozen=True)
class Chapter:
    title: str
    texts: list[Text] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    cards: list[dict] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.listings or self.cards)


@dataclass(frozen=True)
class Document:
    title: str
    organisation: str
    facts: list[Text]
    summary: str
    chapters: list[Chapter]
    empty_words: str


def document_of(campaign: Campaign) -> Document:
    return Document(
        campaign.title,
        campaign.organisation.name,
        _facts(campaign),
        campaign.summary,
        [_chapter(campaign, kind) for kind in SECTIONS if kind != SheetKind.FRAME],
        _("Nothing is written here yet."),
    )


def _facts(campaign: Campaign) -> list[Text]:
    days = [campaign.start_date, campaign.end_date]
    told = " – ".join(date_format(day, "DATE_FORMAT") for day in days if day)
    facts = [Text(_("Status"), capfirst(campaign.get_status_display()))]
    if told:
        facts.append(Text(_("Days"), told))
    if campaign.project:
        facts.append(Text(_("Project"), str(campaign.project)))
    return facts


def _chapter(campaign: Campaign, kind: str) -> Chapter:
    section = SECTIONS[kind]
    if kind == SheetKind.PERSONAS:
        return Chapter(str(section.title), cards=cards_of(campaign))
    parts = read(section, campaign)
    full = [listing for listing in parts.listings if listing.rows]
    if kind == SheetKind.CHANNELS and full:
        full.insert(0, _grid(campaign))
    return Chapter(
        str(section.title),
        [text for text in parts.texts if text.value],
        full,
    )


def _grid(campaign: Campaign) -> Listing:
    grid = grid_of(campaign)
    rows = [
        [
            row["audience"],
            "; ".join(
                f"{capfirst(str(cell['kind']))}: {use}"
                for cell in row["cells"]
                for use in cell["uses"]
            )
            or _("nothing reaches them"),
        ]
        for row in grid["rows"]
    ]
    return Listing(_("Channel mix"), [_("Audience"), _("Where they are met")], rows)
