"""The report as a PDF to send: title, headline figures, map, tables, definitions.

Python prepares every text and number in the active language, ``report.typ`` lays them out.
The file is tagged and says so (PDF/UA-1), so that a screen reader can read it.
"""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting import tilemap
from reporting.books import Book
from reporting.columns import (
    HEADLINES,
    STUDENTS,
    STUDENTS_REACHED,
    TABLE,
    Column,
)
from reporting.exports.extras import Extras, completed
from reporting.exports.fonts import FAMILIES, font_folder
from reporting.exports.names import Names
from reporting.figures import Kind
from reporting.labels import all_of, heading_of, in_order
from reporting.months import fill_gaps, first_day
from reporting.reports import BREAKDOWN_LABELS, Breakdown, Row
from reporting.wording import definitions, goals_note, moment, scope_of, title_of, totals_note

TEMPLATE = Path(__file__).with_name("report.typ")
PARTS = (Breakdown.REGION, Breakdown.GOAL, Breakdown.MONTH, Breakdown.MODE)
MOST_MONTH_NAMES = 14
"""More columns than this are named by the year alone."""


def write_pdf(book: Book, path: Path, extras: Extras | None = None) -> None:
    """Lay out the breakdowns of ``PARTS`` that the book has."""
    extras = completed(extras or Extras(), book)
    document = typst.compile(
        TEMPLATE.read_bytes(),
        root=settings.BASE_DIR / "static" / "img",
        sys_inputs={"report": json.dumps(_document(book, extras), ensure_ascii=False)},
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    path.write_bytes(document)


def _document(book: Book, extras: Extras) -> dict:
    question, names = book.question, extras.names
    return {
        "language": translation.get_language() or "en",
        "fonts": [*FAMILIES, "Libertinus Serif"],
        "title": extras.title or title_of(question),
        "scope": extras.scope or scope_of(question),
        "as_of": _("As of %(moment)s") % {"moment": moment(book.as_of)},
        "headlines": [
            {
                "label": str(column.label),
                "value": column.shown(column.value(book.total)),
                "kind": str(column.kind.label),
            }
            for column in HEADLINES
        ],
        "map": _map(book, names),
        "columns": [
            {"label": str(column.label), "kind": str(column.kind.label)} for column in TABLE
        ],
        "tables": [
            _projects(book, names),
            _table(book, Breakdown.REGION, names),
            _goals(book, names),
            _table(book, Breakdown.MODE, names),
            _table(book, Breakdown.MONTH, names),
        ],
        "months": _months(book),
        "definitions": _definitions(),
        "words": {
            "programme": _("Birge · youth volunteer programme"),
            "empty": _("No session was taught in this period and selection."),
            "definitions": _("What the figures count"),
            "totals": totals_note(),
            "kinds": [{"label": str(kind.label), "text": str(kind.explanation)} for kind in Kind],
        },
        "is_empty": book.is_empty,
    }


def _cells(row: Row) -> list[str]:
    return [column.shown(column.value(row)) for column in TABLE]


def _table(book: Book, by: Breakdown, names: Names) -> dict:
    report = book[by]
    name = names.name_of(by)
    values = in_order(by, report, name)
    rows = [{"name": name(value), "cells": _cells(report.row(value=value))} for value in values]
    return _laid_out(by, rows, book)


def _projects(book: Book, names: Names) -> dict:
    name = names.name_of(Breakdown.PROJECT)
    rows = [{"name": name(row.project), "cells": _cells(row)} for row in book.projects()]
    return _laid_out(Breakdown.PROJECT, rows, book)


def _laid_out(by: Breakdown, rows: list[dict], book: Book) -> dict:
    return {
        "by": str(by),
        "title": heading_of(by),
        "head": str(BREAKDOWN_LABELS[by]),
        "rows": rows,
        "total": {"name": all_of(by, book.question), "cells": _cells(book.total)},
        "note": "",
    }


def _goals(book: Book, names: Names) -> dict:
    table = _table(book, Breakdown.GOAL, names)
    for row, number in zip(table["rows"], book[Breakdown.GOAL].values(), strict=True):
        row |= {"number": number, "colour": names.goal_colours[number]}
    return table | {"note": goals_note()}


def _map(book: Book, names: Names) -> dict:
    column: Column = STUDENTS_REACHED
    report = book[Breakdown.REGION]
    shown = book.question.regions or names.places
    values = {code: column.value(report.row(value=code)) for code in report.values()}
    drawn = tilemap.draw(names.places, values, [region.code for region in shown])
    label = str(column.label)
    return {
        "title": _("%(figure)s by region") % {"figure": label},
        "note": _("cities outlined"),
        "alt": _("Map of regions, %(figure)s: %(values)s.")
        % {
            "figure": label,
            "values": "; ".join(
                f"{tile.name} {column.shown(tile.value)}" for tile in drawn.tiles if tile.value
            )
            or "0",
        },
        "tiles": [
            {
                "name": tile.name,
                "value": column.shown(tile.value) if tile.value else "–",
                "outside": tile.value is None,
                "step": tile.step,
                "col": tile.region.tile_col,
                "row": tile.region.tile_row,
                "city": tile.is_city,
            }
            for tile in drawn.tiles
        ],
        "legend": [
            {"step": step.step, "label": f"{column.shown(step.least)}–{column.shown(step.most)}"}
            for step in drawn.legend
        ],
    }


def _months(book: Book) -> dict:
    report = book[Breakdown.MONTH]
    months = fill_gaps(report)
    named = len(months) <= MOST_MONTH_NAMES
    bars = []
    for month in months:
        row, first = report.row(value=month), first_day(month)
        online, in_person = (
            (row.figures["students_online"], row.figures["students_offline"]) if row else (0, 0)
        )
        label = date_format(first, "M") if named else str(first.year) * (first.month == 1)
        bars.append({"label": label, "online": online, "in_person": in_person})
    most = max((bar["online"] + bar["in_person"] for bar in bars), default=0)
    top = tilemap.width_of_step(most) * tilemap.STEPS
    return {
        "title": _("Students by month"),
        "note": str(STUDENTS.label),
        "online": _("online"),
        "in_person": _("in person"),
        "alt": _("Columns of students online and in person by month; the table below has them."),
        "bars": bars,
        "top": top,
        "top_label": STUDENTS.shown(top),
    }


def _definitions() -> list[dict]:
    return [
        {"label": label, "kind": str(kind.label), "text": text}
        for label, kind, text in definitions()
    ]
