"""The plan as a tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.documents.calendar import Bars
from campaigns.documents.content import (
    Chapter,
    Document,
    is_wide,
    name_and_rest,
    parts_of,
    widths_of,
)
from campaigns.sections.reading import Listing
from transfers.typesetting import FONTS, set_pdf

LAYOUT = Path(__file__).with_name("plan.typ")


def write_pdf(document: Document) -> bytes:
    return set_pdf(LAYOUT, "plan", _plan(document))


def _plan(document: Document) -> dict:
    return {
        "language": translation.get_language() or "en",
        "fonts": FONTS,
        "title": document.title,
        "organisation": document.organisation,
        "kind": _("Campaign plan"),
        "contents": _("Contents"),
        "invented": _("invented"),
        "facts": [[fact.label, fact.value] for fact in document.facts],
        "summary": document.summary,
        "empty": document.empty_words,
        "chapters": [_chapter(chapter) for chapter in document.chapters],
    }


def _chapter(chapter: Chapter) -> dict:
    return {
        "title": chapter.title,
        "is_empty": chapter.is_empty,
        "texts": [[text.label, text.value] for text in chapter.texts],
        "is_across": chapter.is_across,
        "bars": chapter.bars and _bars(chapter.bars),
        "listings": [_listing(listing, chapter) for listing in chapter.listings],
        "cards": [
            {
                "name": card["persona"].name,
                "audience": str(card["persona"].audience or ""),
                "drawing": f"/static/{card['drawing']}",
                "alt": card["persona"].get_portrait_display(),
                "lines": [[line["label"], line["text"]] for line in card["lines"]],
            }
            for card in chapter.cards
        ],
    }


def _bars(bars: Bars) -> dict:
    return {
        "months": bars.months,
        "key": bars.key,
        "rows": [
            {
                "title": bar.title,
                "is_channel": bar.is_channel,
                "start": bar.start,
                "end": bar.end,
                "state": bar.state,
            }
            for bar in bars.bars
        ],
    }


def _listing(listing: Listing, chapter: Chapter) -> dict:
    is_blocks = is_wide(listing, chapter)
    named = [name_and_rest(listing, row) for row in listing.rows] if is_blocks else []
    return {
        "title": listing.title,
        "heads": listing.heads,
        "rows": [[parts_of(cell) for cell in row] for row in listing.rows],
        "strong": sorted(listing.strong),
        "widths": widths_of(listing, chapter),
        "numbers": sorted(listing.numbers),
        "blocks": [[name, [[text.label, text.value] for text in rest]] for name, rest in named],
    }
