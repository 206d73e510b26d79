"""A report as a file in one of the formats."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from reporting.books import Book, one_moment, open_book
from reporting.exports import pdf_report, xlsx_report
from reporting.exports.csv_report import write_csv
from reporting.exports.extras import Extras
from reporting.exports.json_report import write_json
from reporting.reports import Breakdown, Question

Advance = Callable[[], None]

SESSION_PARTS = 50
"""Into how many parts the writing of sessions is divided: it takes by far the longest."""


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"


CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
    Format.JSON: "application/json",
}


def write_report(
    question: Question,
    format_: Format,
    path: Path,
    advance: Advance = lambda: None,
    *,
    with_sessions: bool = False,
) -> None:
    """Ask the question and write the answer, with what the records say now, to a new file.

    CSV and JSON hold the breakdown that was asked for, XLSX and PDF every one that fits them.

    :param advance: called after each part of the work, ``parts_of`` it times.
    :param with_sessions: XLSX holds each session, too.
    """
    with one_moment():
        book = open_book(question, breakdowns_of(format_, question), advance)
        tell = _in_parts(book.total.figures["sessions"], advance) if with_sessions else None
        write_book(book, format_, path, by=question.by, tell_of_sessions=tell)


def write_book(
    book: Book,
    format_: Format,
    path: Path,
    *,
    by: Breakdown = Breakdown.REGION,
    extras: Extras | None = None,
    tell_of_sessions: Callable[[int], None] | None = None,
) -> None:
    """Write a book, live or of a published report, to a file, in the active language.

    A file that was there is replaced only when the new one is whole.

    :param book: with the breakdowns that are wanted; those of ``breakdowns_of`` or fewer.
    :param by: the breakdown in CSV and JSON, which hold one.
    :param extras: what the document says besides; nothing is read from the records where its
        names, contributions and number of unverified sessions are given.
    :param tell_of_sessions: where given, XLSX holds each session of now; called with how many
        are written.
    """
    with _replacing(path) as partial:
        match format_:
            case Format.CSV:
                with partial.open("w", encoding="utf-8", newline="") as stream:
                    write_csv(book[by], stream)
            case Format.JSON:
                with partial.open("w", encoding="utf-8") as stream:
                    write_json(book[by], stream, extras)
            case Format.XLSX:
                xlsx_report.write_xlsx(book, partial, extras, tell_of_sessions)
            case Format.PDF:
                pdf_report.write_pdf(book, partial, extras)


def _in_parts(sessions: int, advance: Advance) -> Callable[[int], None]:
    """Calls ``advance`` once for each further part of the sessions that is written."""
    told = 0

    def tell(written: int) -> None:
        nonlocal told
        reached = SESSION_PARTS * written // sessions if sessions else SESSION_PARTS
        while told < min(reached, SESSION_PARTS):
            told += 1
            advance()

    return tell


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    partial = path.with_name(f".{path.name}.part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def breakdowns_of(format_: Format, question: Question) -> tuple[Breakdown, ...]:
    """What a book must be opened with for a format; CSV and JSON hold the one asked for."""
    match format_:
        case Format.XLSX:
            return xlsx_report.SHEETS
        case Format.PDF:
            return pdf_report.breakdowns_for(question)
    return (question.by,)


def parts_of(format_: Format, question: Question, *, with_sessions: bool = False) -> int:
    """How often ``advance`` will be called."""
    return len(breakdowns_of(format_, question)) + SESSION_PARTS * with_sessions
