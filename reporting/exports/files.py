"""A report as a file in one of the formats."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from reporting.exports import pdf_report, xlsx_report
from reporting.exports.csv_report import write_csv
from reporting.exports.json_report import write_json
from reporting.reports import Question, ask

Advance = Callable[[], None]


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"


def write_report(
    question: Question, format_: Format, path: Path, advance: Advance = lambda: None
) -> None:
    """Ask the question and write the answer to a new file.

    A file that was there is replaced only when the new one is whole. CSV and JSON hold the
    breakdown that was asked for, XLSX and PDF every one that fits them.

    :param advance: called after each part of the work.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        _WRITERS[format_](question, partial, advance)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _csv(question: Question, path: Path, advance: Advance) -> None:
    report = ask(question)
    advance()
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(report, stream)


def _json(question: Question, path: Path, advance: Advance) -> None:
    report = ask(question)
    advance()
    with path.open("w", encoding="utf-8") as stream:
        write_json(report, stream)


_WRITERS = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.XLSX: xlsx_report.write_xlsx,
    Format.PDF: pdf_report.write_pdf,
}


def parts_of(format_: Format) -> int:
    """How often ``advance`` will be called."""
    return {
        Format.XLSX: len(xlsx_report.SHEETS),
        Format.PDF: len(pdf_report.PARTS),
    }.get(format_, 1)
