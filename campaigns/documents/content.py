"""All that stands in the document of a plan, in the reader's language; both files draw from it."""

from dataclasses import dataclass, field, replace

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.choices import SafetyCheck, SheetKind
from campaigns.documents.calendar import Bars, bars_of, months_of
from campaigns.models import Campaign, ChannelUse
from campaigns.next_steps.lists import HEADS, line_of
from campaigns.sections import progress
from campaigns.sections.overviews import cards_of, grid_of
from campaigns.sections.reading import Listing, Text, read, value_of
from campaigns.sections.registry import SECTIONS

MOST_COLUMNS = 5
MOST_COLUMNS_ACROSS = 10
WIDEST = 60
"""Letters from which on a column is not made wider for more text."""
ACROSS = (SheetKind.CHANNELS, SheetKind.MONITORING)
"""Chapters on pages that lie on their side."""


def is_wide(listing: Listing, chapter: "Chapter") -> bool:
    """Too many columns for a page: it is written as a block for each row."""
    return len(listing.heads) > (MOST_COLUMNS_ACROSS if chapter.is_across else MOST_COLUMNS)


def widths_of(listing: Listing, chapter: "Chapter") -> list[float]:
    """How wide each column is beside the others: more for more text, and no word is cut.

    Tables with the same heads, such as those of the months, have the same columns.
    """
    rows = [row for one in chapter.listings if one.heads == listing.heads for row in one.rows]
    return [_width(column) for column in zip(listing.heads, *rows, strict=True)]


def _width(cells: tuple[str, ...]) -> float:
    longest_word = max(len(word) for cell in cells for word in cell.split() or [""])
    return max(longest_word + 2, min(max(map(len, cells)), WIDEST) ** 0.75)


def parts_of(cell: str) -> list[list[str]]:
    """The parts of a cell, each with its lines; none of an empty one."""
    return [part.split("\n") for part in cell.split("\n\n") if part]


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
    bars: Bars | None = None
    is_across: bool = False

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
            *_chapters(campaign),
            *next_steps_of(campaign),
        ],
        _("Nothing is written here yet."),
    )


def _chapters(campaign: Campaign) -> list[Chapter]:
    """The sections; after the channels what is done through them."""
    found = []
    for kind in SECTIONS:
        if kind != SheetKind.FRAME:
            found.append(_chapter(campaign, kind))
        if kind == SheetKind.CHANNELS:
            months, bars = months_of(campaign), bars_of(campaign)
            found.append(Chapter(_("Calendar"), listings=months, bars=bars, is_across=True))
    return found


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
        full = [_grid(campaign)]
    if kind == SheetKind.MONITORING and campaign.indicator_rows.exists():
        full[0] = _matrix(campaign)
    if kind == SheetKind.RISKS and campaign.safety_checks:
        full.insert(0, _checks(campaign))
    if full and full[0].title == title:
        full[0] = replace(full[0], title="")
    return Chapter(title, _texts(campaign, kind, parts.texts), full, is_across=kind in ACROSS)


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
    """Audiences down, kinds of channels across; in each cell all that the plan says of them."""
    grid = grid_of(campaign)
    heads = [_("Audience"), *(capfirst(str(kind)) for kind in grid["kinds"])]
    currency = campaign.get_currency_display()
    rows = []
    for row in grid["rows"]:
        cells = [
            "\n\n".join(_told_of_use(use, currency) for use in cell["uses"])
            for cell in row["cells"]
        ]
        name = row["audience"] if any(cells) else f"{row['audience']}\n{_('nothing reaches them')}"
        rows.append([name, *cells])
    return Listing(_("Channel mix"), heads, rows, strong=frozenset(range(len(heads))))


def _told_of_use(use: ChannelUse, currency: str) -> str:
    """A channel's name, and under it days, cost, reason and reach, where they are known."""
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (use.since, use.until) if day]
    cost = "" if use.cost is None else f"{value_of(use, 'cost')} {currency}"
    when_and_cost = ", ".join(filter(None, [" – ".join(days), cost]))
    return _lines(use.name, when_and_cost, use.reason, use.reach)


def _matrix(campaign: Campaign) -> Listing:
    """The monitoring matrix: an indicator a row, what belongs together in one cell."""
    heads = [
        _("Objective"),
        _("Indicator"),
        _("Baseline"),
        _("Target"),
        _("Source and method"),
        _("How often, and who"),
        _("Told apart by"),
    ]
    rows = [
        [
            one.objective.change if one.objective else "",
            _lines(one.name, one.get_level_display(), one.definition),
            one.baseline,
            one.target,
            _lines(one.source, one.method),
            _lines(one.get_rhythm_display(), one.who),
            one.split_by,
        ]
        for one in campaign.indicator_rows.select_related("objective")
    ]
    return Listing(_("Indicators"), heads, rows, strong=frozenset({1}))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
