"""All that stands in the document of a plan, in the reader's language; both files draw from it."""

from dataclasses import dataclass, field, replace

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.choices import SafetyCheck, SheetKind
from campaigns.models import Campaign
from campaigns.next_steps.lists import HEADS, line_of
from campaigns.sections import progress
from campaigns.sections.overviews import cards_of, grid_of
from campaigns.sections.reading import Listing, Text, read
from campaigns.sections.registry import SECTIONS

MOST_COLUMNS = 5
WIDEST = 60
"""Letters from which on a column is not made wider for more text."""


def is_wide(listing: Listing) -> bool:
    """Too many columns for a page: it is written as a block for each row."""
    return len(listing.heads) > MOST_COLUMNS


def widths_of(listing: Listing) -> list[float]:
    """How wide each column is beside the others: more for more text, and no word is cut."""
    return [_width(column) for column in zip(listing.heads, *listing.rows, strict=True)]


def _width(cells: tuple[str, ...]) -> float:
    longest_word = max(len(word) for cell in cells for word in cell.split() or [""])
    return max(longest_word + 2, min(max(map(len, cells)), WIDEST) ** 0.75)


def name_and_rest(listing: Listing, row: list[str]) -> tuple[str, list[Text]]:
    """What a row is called by, and its other cells that say something."""
    pairs = enumerate(zip(listing.heads, row, strict=True))
    rest = [Text(head, cell) for at, (head, cell) in pairs if cell and at != listing.named_by]
    return row[listing.named_by], rest


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
        [
            *(_chapter(campaign, kind) for kind in SECTIONS if kind != SheetKind.FRAME),
            *next_steps_of(campaign),
        ],
        _("Nothing is written here yet."),
    )


def next_steps_of(campaign: Campaign) -> list[Chapter]:
    """Who does what by when; no chapter where nothing was agreed."""
    steps = list(campaign.next_steps.select_related("owner"))
    if not steps:
        return []
    heads = [str(head) for head in HEADS]
    listing = Listing("", heads, [line_of(step) for step in steps])
    return [Chapter(_("Next steps"), listings=[listing])]


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
    title = str(section.title)
    full = [listing for listing in parts.listings if listing.rows]
    if kind == SheetKind.CHANNELS and full:
        full.insert(0, _grid(campaign))
    if kind == SheetKind.RISKS and campaign.safety_checks:
        full.insert(0, _checks(campaign))
    if full and full[0].title == title:
        full[0] = replace(full[0], title="")
    return Chapter(title, _texts(campaign, kind, parts.texts), full)


def _texts(campaign: Campaign, kind: str, texts: list[Text]) -> list[Text]:
    """Of the budget its sum; checks have a table of their own."""
    if kind == SheetKind.BUDGET:
        texts = [Text(_("Sum"), progress.note_of_budget(campaign))]
    if kind == SheetKind.RISKS:
        return []
    return [text for text in texts if text.value]


def _checks(campaign: Campaign) -> Listing:
    done = set(campaign.safety_checks)
    rows = [[str(check.label), _("yes") if check in done else _("no")] for check in SafetyCheck]
    return Listing(_("Do no harm, and ask first"), [_("Check"), _("Thought through")], rows)


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
