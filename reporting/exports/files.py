"""A report as a file in one of the formats."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from reporting.books import Book, open_book
from reporting.exports import pdf_report, xlsx_report
from reporting.exports.csv_report import write_csv
from reporting.exports.extras import Extras
from reporting.exports.json_report import write_json
from reporting.reports import Breakdown, Question

Advance = Callable[[], None]


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"


def write_report(
    question: Question, format_: Format, path: Path, advance: Advance = lambda: None
) -> None:
    """Ask the question and write the answer, with what the records say now, to a new file.

    CSV and JSON hold the breakdown that was asked for, XLSX and PDF every one that fits them.

    :param advance: called after each part of the work, ``parts_of`` the format times.
    """
    book = open_book(question, breakdowns_of(format_, question), advance)
    write_book(book, format_, path, by=question.by)


def write_book(
    book: Book,
    format_: Format,
    path: Path,
    *,
    by: Breakdown = Breakdown.REGION,
    extras: Extras | None = None,
) -> None:
    """Write a book, live or of a published report, to a file, in the active language.

    A file that was there is replaced only when the new one is whole.

    :param book: with the breakdowns that are wanted; those of ``breakdowns_of`` or fewer.
    :param by: the breakdown in CSV and JSON, which hold one.
    :param extras: what the document says besides; nothing is read from the records where its
        names, contributions and number of unverified sessions are given.
    """
    with _replacing(path) as partial:
        match format_:
            case Format.CSV:
                with partial.open("w", encoding="utf-8", newline="") as stream:
                    write_csv(book[by], stream)
            case Format.JSON:
                with partial.open("w", encoding="utf-8") as stream:
                    write_json(book[by], stream)
            case Format.XLSX:
                xlsx_report.write_xlsx(book, partial, extras)
            case Format.PDF:
                pdf_report.write_pdf(book, partial, extras)


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


def parts_of(format_: Format, question: Question) -> int:
    """How often ``advance`` will be called."""
    return len(breakdowns_of(format_, question))
