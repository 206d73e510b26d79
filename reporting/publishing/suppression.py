"""Leaving out small cells of a report that the world may read.

A row in which few volunteers stand behind the figures could say something about one of them. It
is left out with everything that would give it away again by subtraction: where a sum has one row
missing, the row with the next fewest volunteers goes, too. Totals keep everything.
"""

from collections.abc import Iterable

from reporting.publishing.snapshot import Document
from reporting.questions import ALL

Cell = tuple[str, str]
"""A project's code and a value, or ``ALL``."""


def without_small_cells(document: Document, least: int) -> Document:
    """A copy of a document without the rows of fewer than ``least`` volunteers.

    With how many were left out of each breakdown under ``left_out``, where there are any.
    """
    kept, left_out = {}, {}
    for by, rows in document["breakdowns"].items():
        small = small_cells(rows, least)
        kept[by] = [row for row in rows if (row["project"], row["value"]) not in small]
        if small:
            left_out[by] = len(small)
    return {**document, "breakdowns": kept, "left_out": left_out, "least_volunteers": least}


def small_cells(rows: list[dict], least: int) -> set[Cell]:
    """The cells to leave out: the small ones, and what each line needs besides."""
    volunteers = {
        (row["project"], row["value"]): row["figures"].get("volunteers", 0) for row in rows
    }
    parts = {cell: number for cell, number in volunteers.items() if cell != (ALL, ALL)}
    small = {cell for cell, number in parts.items() if number < least}
    while more := {
        cell
        for line in _lines(parts)
        if len(small & line) == 1
        for cell in _next(line - small, volunteers)
    }:
        small |= more
    return small


def _lines(cells: Iterable[Cell]) -> list[set[Cell]]:
    """Cells that add up to a total: a project's values, and a value's projects."""
    found: dict[tuple, set[Cell]] = {}
    for project, value in cells:
        if value != ALL:
            found.setdefault(("values", project), set()).add((project, value))
        if project != ALL:
            found.setdefault(("projects", value), set()).add((project, value))
    return list(found.values())


def _next(line: set[Cell], volunteers: dict[Cell, int]) -> list[Cell]:
    return sorted(line, key=lambda cell: (volunteers[cell], cell))[:1]
