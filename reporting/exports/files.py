"""A report as a file in one of the formats."""

from enum import StrEnum
from pathlib import Path

from reporting.exports.csv_report import write_csv
from reporting.exports.json_report import write_json
from reporting.reports import Report


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"


def write_report(report: Report, format_: Format, path: Path) -> None:
    """Write the report to a new file; a file that was there is replaced only when it is whole."""
    partial = path.with_name(f".{path.name}.part")
    try:
        _WRITERS[format_](report, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _csv(report: Report, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(report, stream)


def _json(report: Report, path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        write_json(report, stream)


_WRITERS = {Format.CSV: _csv, Format.JSON: _json}
