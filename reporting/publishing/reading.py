"""A report as its pages show it, drawn from a book and extras: live for a draft, or as frozen."""

from dataclasses import dataclass

from reporting.books import Book
from reporting.columns import HEADLINES, OF_GOALS, Column
from reporting.exports.extras import Extras, Passage, completed
from reporting.labels import all_of, in_order
from reporting.models import NarrativePart, Publication
from reporting.outreach import Line
from reporting.publishing.narrative import Figures, errors_in, paragraphs, quotes, told_as_far
from reporting.publishing.questions import question_of
from reporting.publishing.snapshot import (
    LANGUAGES,
    Document,
    book_of,
    extras_of,
    in_language,
    quote_passage,
)
from reporting.questions import in_value_order
from reporting.reports import Breakdown, Row
from reporting.wording import scope_of

SHOWN = (Breakdown.REGION, Breakdown.GOAL)


@dataclass(frozen=True)
class Headline:
    column: Column
    value: str


@dataclass(frozen=True)
class TableRow:
    name: str
    cells: list[tuple[Column, str]]
    number: str = ""
    notes: tuple[str, ...] = ()
    is_left_out: bool = False


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: list[TableRow]
    total: TableRow


@dataclass(frozen=True)
class Reading:
    """All that a page shows of a report, in the language that was active when it was made."""

    title: str
    scope: str
    headlines: list[Headline]
    narrative: tuple[Passage, ...]
    projects: Table
    regions: Table
    goals: Table
    outreach: tuple[Line, ...]
    unverified: int
    is_empty: bool
    errors: list[str]


def read_frozen(document: Document, sha256: str) -> Reading:
    """A published report; no database is asked."""
    return _reading(book_of(document), extras_of(document, sha256), [])


def read_draft(publication: Publication) -> Reading:
    """A draft with the figures of now.

    :raises UnknownWordError: a project or region of it is gone.
    """
    texts = {part: in_languages_of(publication, part) for part in NarrativePart}
    figures = Figures.ask(question_of(publication), texts.values(), SHOWN)
    errors = [error for text in texts.values() for error in errors_in(text, figures)]
    extras = completed(
        Extras(title=publication.title, narrative=passages(texts, figures)), figures.book
    )
    return _reading(figures.book, extras, errors)


def in_languages_of(publication: Publication, part: NarrativePart) -> str:
    """A part in the active language, or as it would be shown there."""
    return in_language({code: publication.text(part, code) for code in LANGUAGES})


def passages(texts: dict[NarrativePart, str], figures: Figures) -> tuple[Passage, ...]:
    """The narrative with its figures; a token that means nothing stays as it is written."""
    found: list[Passage] = []
    for part, text in texts.items():
        heading, words = str(part.label), told_as_far(text, figures)
        if part == NarrativePart.QUOTES:
            found += [quote_passage(heading, quote) for quote in quotes(words)]
        elif blocks := paragraphs(words):
            found.append(Passage(heading, tuple(blocks)))
    return tuple(found)


def _reading(book: Book, extras: Extras, errors: list[str]) -> Reading:
    return Reading(
        title=extras.title,
        scope=scope_of(book.question),
        headlines=[
            Headline(column, column.shown(column.value(book.total))) for column in HEADLINES
        ],
        narrative=extras.narrative,
        projects=_projects(book, extras),
        regions=_table(book, Breakdown.REGION, extras),
        goals=_goals(book, extras),
        outreach=extras.outreach,
        unverified=extras.unverified or 0,
        is_empty=book.is_empty,
        errors=errors,
    )


def _cells(row: Row, columns: tuple[Column, ...]) -> list[tuple[Column, str]]:
    return [(column, column.shown(column.value(row))) for column in columns]


def _projects(book: Book, extras: Extras) -> Table:
    name = extras.names.name_of(Breakdown.PROJECT)
    rows = [TableRow(name(row.project), _cells(row, HEADLINES)) for row in book.projects()]
    rows += [
        TableRow(name(code), [], is_left_out=True)
        for code in extras.left_out.values(Breakdown.PROJECT)
    ]
    return _with_total(book, Breakdown.PROJECT, rows, HEADLINES)


def _table(book: Book, by: Breakdown, extras: Extras) -> Table:
    name, report = extras.names.name_of(by), book[by]
    rows = [
        TableRow(name(code), _cells(report.row(value=code), HEADLINES))
        for code in in_order(by, report, name)
    ]
    rows += [TableRow(name(code), [], is_left_out=True) for code in extras.left_out.values(by)]
    return _with_total(book, by, rows, HEADLINES)


def _goals(book: Book, extras: Extras) -> Table:
    by = Breakdown.GOAL
    name, project = extras.names.name_of(by), extras.names.name_of(Breakdown.PROJECT)
    rows = [
        TableRow(
            name(number),
            _cells(book[by].row(value=number), OF_GOALS),
            number=number,
            notes=tuple(
                f"{project(one.project)}: {one.rationale}"
                if one.rationale
                else project(one.project)
                for one in extras.contributions
                if one.goal == number
            ),
        )
        for number in book[by].values()
    ]
    rows += [
        TableRow(name(number), [], number, is_left_out=True)
        for number in in_value_order(by, extras.left_out.values(by))
    ]
    return _with_total(book, by, rows, OF_GOALS)


def _with_total(
    book: Book, by: Breakdown, rows: list[TableRow], columns: tuple[Column, ...]
) -> Table:
    total = TableRow(all_of(by, book.question), _cells(book.total, columns))
    return Table(columns, rows, total)
