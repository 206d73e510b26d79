"""The report as a PDF to send: cover, figures at a glance, words, map, charts, goals, tables.

Python prepares every text and number in the active language, ``layout/report.typ`` lays them
out. The file is tagged and says so (PDF/UA-1), so that a screen reader can read it. Of the same
book and extras it always has the same bytes.
"""

from dataclasses import replace
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from reporting.books import Book
from reporting.columns import HEADLINES
from reporting.exports import pdf_charts, pdf_tables
from reporting.exports.extras import Extras, Progress, completed
from reporting.exports.qr import qr_of
from reporting.exports.reading import checked, percent, reading_of
from reporting.period_words import days_of
from reporting.reports import Breakdown, Question
from reporting.wording import (
    definitions,
    left_out_note,
    moment,
    projects_of,
    regions_of,
    restrictions_of,
    title_of,
    totals_note,
)
from transfers.typesetting import FONTS, set_pdf

LAYOUT = Path(__file__).with_name("layout") / "report.typ"
FEW_REGIONS = 3
"""A report of no more regions than this shows their districts, too."""


def breakdowns_for(question: Question) -> tuple[Breakdown, ...]:
    """What a book is opened with for a PDF."""
    parts = (
        Breakdown.REGION,
        Breakdown.GOAL,
        Breakdown.MONTH,
        Breakdown.MODE,
        Breakdown.SETTLEMENT,
        Breakdown.LANGUAGE,
    )
    if 0 < len(question.regions) <= FEW_REGIONS:
        parts += (Breakdown.DISTRICT,)
    return parts


def write_pdf(book: Book, path: Path, extras: Extras | None = None) -> None:
    """Lay out the breakdowns of ``breakdowns_for`` that the book has; it may have others, too."""
    extras = completed(extras or Extras(), book)
    shown = [by for by in breakdowns_for(book.question) if by in book.reports]
    book = replace(book, reports={by: book[by] for by in shown})
    document = set_pdf(LAYOUT, "report", document_of(book, extras), int(book.as_of.timestamp()))
    path.write_bytes(document)


def document_of(book: Book, extras: Extras) -> dict:
    """All that stands in the document."""
    question, names = book.question, extras.names
    return {
        "language": translation.get_language() or "en",
        "fonts": FONTS,
        "title": extras.title or title_of(question),
        "author": extras.author or "Birge",
        "cover": _cover(question, book, extras),
        "hash": grouped(extras.sha256),
        "is_empty": book.is_empty,
        "headlines": _headlines(book, extras),
        "reading": reading_of(book, extras),
        "progress": [_progress(row) for row in extras.progress],
        "narrative": _narrative(extras),
        "map": pdf_charts.map_of(book, extras),
        "rankings": _present(
            pdf_charts.ranking_of(book, by, extras) for by in (Breakdown.REGION, Breakdown.DISTRICT)
        ),
        "months": pdf_charts.months_of(book, extras),
        "modes": pdf_charts.modes_of(book),
        "groups": _present(
            pdf_charts.groups_of(book, by, extras)
            for by in (Breakdown.SETTLEMENT, Breakdown.LANGUAGE)
        ),
        "projects": pdf_tables.projects_of(book, names),
        "goals": pdf_tables.goals_of(book, extras),
        "outreach": [
            {"label": line.label, "kind": line.kind, "value": line.value, "note": line.note}
            for line in extras.outreach
        ],
        "columns": pdf_tables.heads_of(),
        "tables": pdf_tables.tables_of(book, extras),
        "definitions": [
            {"label": label, "kind": str(kind.label), "text": text}
            for label, kind, text in definitions()
        ]
        + [
            {"label": line.label, "kind": line.kind, "text": line.definition}
            for line in extras.outreach
        ],
        "kinds": pdf_tables.kinds(),
        "sources": _sources(book, extras),
        "publication": _publication(extras),
        "words": _words(),
    }


def _headlines(book: Book, extras: Extras) -> list[dict]:
    before = extras.before
    return [
        {
            "label": str(column.label),
            "value": column.shown(column.value(book.total)),
            "kind": str(column.kind.label),
            "before": f"{before.period}: {column.shown(column.value(before.total))}"
            if before
            else "",
        }
        for column in HEADLINES
    ]


def _present(parts) -> list[dict]:
    return [part for part in parts if part]


def _cover(question: Question, book: Book, extras: Extras) -> dict:
    if extras.is_published:
        state = [extras.standing, number_of(extras)] if extras.standing else [number_of(extras)]
        if extras.published_on:
            state.append(
                _("Published on %(day)s") % {"day": date_format(extras.published_on, "DATE_FORMAT")}
            )
        if extras.author:
            state.append(extras.author)
    else:
        state = [
            _("As of %(moment)s") % {"moment": moment(book.as_of)},
            _("Not published: later corrections will change these figures."),
        ]
    return {
        "period": days_of(question.period),
        "scope": " · ".join(
            [projects_of(question), regions_of(question), *restrictions_of(question)]
        ),
        "state": state,
    }


def number_of(extras: Extras) -> str:
    """The number and edition of a published report."""
    return _("Report %(number)s, edition %(edition)d") % {
        "number": extras.number,
        "edition": extras.edition,
    }


def grouped(sha256: str) -> dict[str, str] | None:
    """A hash in groups of four digits: the beginning, for every page, and all of it."""
    if not sha256:
        return None
    groups = [sha256[start : start + 4] for start in range(0, len(sha256), 4)]
    return {"short": " ".join(groups[:4]), "full": " ".join(groups)}


def _progress(row: Progress) -> dict:
    def shown(value) -> str:
        return number_format(value, row.decimals, force_grouping=True)

    notes = [_("target %(number)s") % {"number": shown(row.target)}]
    if row.baseline is not None:
        notes.append(_("at the start %(number)s") % {"number": shown(row.baseline)})
    return {
        "label": row.label,
        "kind": row.kind,
        "value": shown(row.actual),
        "note": " · ".join(notes),
        "part": min(1, float(row.actual / row.target)) if row.target else 1,
        "percent": percent(row.actual, row.target) if row.target else "",
    }


def _narrative(extras: Extras) -> list[dict]:
    """The passages; of several with the same heading the first alone has it."""
    above = ("", *(passage.heading for passage in extras.narrative))
    return [
        {
            "heading": "" if passage.heading == heading_above else passage.heading,
            "paragraphs": list(passage.paragraphs),
            "is_quote": passage.is_quote,
            "source": passage.source,
        }
        for passage, heading_above in zip(extras.narrative, above, strict=False)
    ]


def _sources(book: Book, extras: Extras) -> list[str]:
    """Where the figures come from and how fresh and checked they are."""
    said = [
        _(
            "Volunteers log each lesson with its head-counts; coordinators check and verify the "
            "logs. No child has a record: students and parents are numbers."
        ),
        _("The figures are as of %(moment)s.") % {"moment": moment(book.as_of)},
        checked(book, extras),
        totals_note(),
        left_out_note(extras.left_out.least) if extras.left_out else "",
    ]
    return [text for text in said if text]


def _publication(extras: Extras) -> dict | None:
    if not extras.is_published:
        return None
    return {
        "number": number_of(extras),
        "address": extras.address,
        "qr": qr_of(extras.address) if extras.address else "",
        "qr_alt": _("Code that leads to the page of this report"),
        "text": _(
            "This report is frozen: its figures, words and definitions do not change. What is "
            "corrected later is told by a new edition. "
            "The SHA-256 below is computed from all that is frozen; the same digits on each page "
            "show that the page belongs to it."
        ),
    }


def _words() -> dict[str, str]:
    return {
        "programme": _("youth volunteer programme"),
        "glance": _("At a glance"),
        "contents": _("Contents"),
        "targets": _("Against the targets"),
        "empty": _("No session was taught in this period and selection."),
        "places": _("Where lessons were taught"),
        "ways": _("When and how"),
        "projects": _("The projects"),
        "goals": _("The Sustainable Development Goals"),
        "contributes": _("Contributes to"),
        "goals_note": _(
            "A project counts in each goal that it contributes to, so the goals' figures overlap."
        ),
        "outreach": _("Outreach in social media"),
        "target": _("Target"),
        "tables": _("All figures"),
        "method": _("How the figures are counted"),
        "definitions": _("What the figures count"),
        "sources": _("Sources"),
        "publication": _("About this report"),
        "read_at": _("To be read at"),
    }
