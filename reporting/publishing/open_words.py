"""The words of a report that the world may read, without the figures that its tables leave out.

A frozen narrative has its figures written out. Where the author's text, which is locked by then,
asks for one that is left out, the paragraph is told once more without it.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from reporting.books import Book, open_book
from reporting.models import NarrativePart, Publication
from reporting.publishing.equations import TOTAL, Cell
from reporting.publishing.narrative import paragraphs, quotes
from reporting.publishing.questions import PUBLISHED, question_of, regions_of_districts
from reporting.publishing.snapshot import (
    LANGUAGES,
    Document,
    book_of,
    tables_of,
    total_before,
)
from reporting.publishing.suppression import is_left_out, small_cells
from reporting.publishing.tokens import Token, parse, shown, tokens_of
from reporting.questions import ALL, Breakdown
from reporting.reports import Row


def without_small_figures(document: Document, publication: Publication) -> Document:
    """An open document whose narrative leaves out what its tables do."""
    teller = _Teller(document, book_of(document))
    narrative = {}
    for code in LANGUAGES:
        frozen = document["narrative"][code]
        with translation.override(code):
            narrative[code] = {
                str(part): teller.part(part, frozen[part], publication.text(part, code))
                for part in NarrativePart
            }
    return {**document, "narrative": narrative}


def tokens_left_out(publication: Publication, least: int) -> list[str]:
    """The tokens of a draft whose figures an open page would leave out, as they are written.

    Asks for every breakdown where a token is narrowed; changes to what is narrowed are always
    left out, since who stood behind the period before is not kept.

    :raises UnknownWordError: a project or region of it is gone.
    """
    texts = [publication.text(part, code) for part in NarrativePart for code in LANGUAGES]
    tokens = {token.source: token for token in tokens_of(texts) if _cell_of(token) != TOTAL}
    if not tokens:
        return []
    book = open_book(question_of(publication), PUBLISHED)
    hidden = small_cells(tables_of(book), regions_of_districts(book), least)
    return [
        source for source, token in tokens.items() if token.is_change or _cell_of(token) in hidden
    ]


def _cell_of(token: Token) -> Cell:
    by = Breakdown.PROJECT if token.value == ALL else token.by
    return (str(by), token.project, token.value)


@dataclass(frozen=True)
class _Teller:
    """Tells what the author wrote with the figures that the open document still has."""

    document: Document
    book: Book

    def part(self, part: NarrativePart, frozen: list, text: str) -> list:
        """Paragraphs or quotes as they were frozen, but for those with a figure left out."""
        if not any(self._is_small(token) for token in tokens_of([text])):
            return frozen
        written = paragraphs(text)
        if len(written) != len(frozen):  # a token that is written over several paragraphs
            return []
        if part != NarrativePart.QUOTES:
            return [self._told(new, old) for new, old in zip(written, frozen, strict=True)]
        return [
            {
                "text": self._told(new.text, old["text"]),
                "source": self._told(new.source, old["source"]),
            }
            for new, old in zip(quotes(text), frozen, strict=True)
        ]

    def _told(self, text: str, frozen: str) -> str:
        parts = parse(text)
        if not any(self._is_small(part) for part in parts if isinstance(part, Token)):
            return frozen
        return "".join(
            self._value(part) if isinstance(part, Token) else str(part) for part in parts
        )

    def _is_small(self, token: Token) -> bool:
        if token.is_change:
            return _cell_of(token) != TOTAL or not self.document["before"]
        return is_left_out(self.document, token.by, token.project, token.value)

    def _value(self, token: Token) -> str:
        if self._is_small(token):
            return _("[left out]")
        row = self.book[token.by].row(token.project, token.value)
        value = token.column.value(row) if row else 0
        before = None
        if token.is_change:
            _period, figures = total_before(self.document)
            before = token.column.value(Row(ALL, ALL, figures))
        return shown(token, value, before)
