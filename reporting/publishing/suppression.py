"""Leaving out small cells of a report that the world may read.

A row in which few volunteers stand behind the figures could say something about one of them. It
is left out with everything that would give it away again by subtraction. All tables of a report
are looked at together, since they share their totals: a district is a part of its region, a goal
is the sum of its projects, and each table sums up to the same projects. The total of all keeps
everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting.publishing.equations import TOTAL, Cell, Equation, cell_of, determined, equations_of
from reporting.questions import ALL, Breakdown

Document = dict[str, Any]
Tables = Mapping[str, list[dict]]
"""For each breakdown its rows, as a document keeps them."""


def without_small_cells(document: Document, least: int) -> Document:
    """A copy of a document without the rows of fewer than ``least`` volunteers.

    With the rows that were left out of each breakdown under ``left_out``, where there are any:
    their project and value, without figures. What else repeats figures of such rows goes with
    them: targets of a project that is left out, a period before with too few volunteers, posts
    that too few volunteers wrote.
    """
    districts = document.get("district_regions")
    tables = document["breakdowns"]
    if districts is None and Breakdown.DISTRICT in tables:
        # Reports of before do not say which region a district is in: none of them is shown.
        tables = {by: rows for by, rows in tables.items() if by != Breakdown.DISTRICT}
    hidden = small_cells(tables, districts or {}, least)
    kept, left_out = {}, {}
    for by, rows in document["breakdowns"].items():
        gone = [row for row in rows if cell_of(by, row) in hidden or by not in tables]
        gone = [row for row in gone if cell_of(by, row) != TOTAL]
        places = {(row["project"], row["value"]) for row in gone}
        kept[by] = [row for row in rows if (row["project"], row["value"]) not in places]
        if gone:
            left_out[by] = [{"project": row["project"], "value": row["value"]} for row in gone]
    return {
        **document,
        **_without_repetitions(document, {cell[1] for cell in hidden if _is_project(cell)}, least),
        "breakdowns": kept,
        "left_out": left_out,
        "least_volunteers": least,
    }


def small_cells(tables: Tables, districts: Mapping[str, str], least: int) -> set[Cell]:
    """The cells to leave out: the small ones, and what would give them away.

    :param districts: the region of each district, by their codes.
    """
    return _Hiding(tables, districts, least).run()


@dataclass
class _Hiding:
    tables: Tables
    districts: Mapping[str, str]
    least: int

    def run(self) -> set[Cell]:
        rows = [(cell_of(by, row), row) for by in self.tables for row in self.tables[by]]
        self.volunteers = {cell: row["figures"].get("volunteers", 0) for cell, row in rows}
        self.equations = equations_of(self.tables, self.districts)
        small = {c for c, number in self.volunteers.items() if number < self.least} - {TOTAL}
        if not small:
            return set()
        # What is published nowhere is unknown as well, and protects what it is added to.
        latent = {c for equation in self.equations for c in equation.cells} - set(self.volunteers)
        hidden = small | latent
        self._close(hidden)
        while exposed := determined(self.equations, hidden) & small:
            more = self._cheapest(hidden, exposed)
            if more is None:
                break
            hidden.add(more)
            self._close(hidden)
        # A value without its row over all projects has none of the projects either: it is gone.
        gone = {(by, value) for by, project, value in hidden if project == ALL and value != ALL}
        return (hidden - latent) | {c for c in self.volunteers if (c[0], c[2]) in gone}

    def _close(self, hidden: set[Cell]) -> None:
        """Hide until no equation says what is hidden in it."""
        changed = True
        while changed:
            changed = False
            for equation in self.equations:
                if self._tells(equation, hidden) and (rest := self._shown(equation, hidden)):
                    hidden.add(min(rest, key=self._price))
                    changed = True

    def _tells(self, equation: Equation, hidden: set[Cell]) -> bool:
        """One unknown alone can be computed; and several that are few together are a small cell."""
        unknown = [cell for cell in equation.cells if cell in hidden]
        if not any(cell in self.volunteers for cell in unknown):
            return False
        if len(unknown) == 1:
            return True
        if equation.total in hidden or any(cell not in self.volunteers for cell in unknown):
            return False
        return sum(self.volunteers[cell] for cell in unknown) < self.least

    def _cheapest(self, hidden: set[Cell], exposed: set[Cell]) -> Cell | None:
        """One more to hide: beside what is exposed, else beside anything that is hidden."""
        for wanted in (exposed, hidden):
            near = [e for e in self.equations if not wanted.isdisjoint(e.cells)]
            rest = {cell for equation in near for cell in self._shown(equation, hidden)}
            if rest:
                return min(rest, key=self._price)
        return None

    def _shown(self, equation: Equation, hidden: set[Cell]) -> list[Cell]:
        return [cell for cell in equation.cells if cell not in hidden and cell != TOTAL]

    def _price(self, cell: Cell) -> tuple[int, Cell]:
        return (self.volunteers[cell], cell)


def is_too_small(document: Document, least: int) -> bool:
    """Whether so few stand behind all of it that leaving out rows protects nobody."""
    rows = document["breakdowns"][Breakdown.PROJECT]
    total = next(row for row in rows if cell_of(Breakdown.PROJECT, row) == TOTAL)
    return total["figures"].get("volunteers", 0) < least


def is_left_out(document: Document, by: str, project: str, value: str) -> bool:
    """Whether a row of an open document was left out."""
    return {"project": project, "value": value} in document["left_out"].get(by, [])


def _is_project(cell: Cell) -> bool:
    return cell[0] == Breakdown.PROJECT


def _without_repetitions(document: Document, projects: set[str], least: int) -> Document:
    """What says figures of left-out rows once more: targets, and the period before."""
    changed: Document = {}
    before = document.get("before")
    if before and before["figures"].get("volunteers", 0) < least:
        changed["before"] = None
    authors = (document.get("outreach") or {}).get("authors")
    if authors is not None and authors < least:
        changed["outreach"] = None
    if projects and "targets" in document:
        changed["targets"] = {
            language: _targets_without(
                rows, document["names"][language]["values"][Breakdown.PROJECT], projects
            )
            for language, rows in document["targets"].items()
        }
    return changed


def _targets_without(rows: list[dict], names: Mapping[str, str], projects: set[str]) -> list[dict]:
    """Targets without those of some projects; a target says in its label what it is of."""
    gone = {names.get(code, code) for code in projects}
    return [row for row in rows if gone.isdisjoint(row["label"].split(" · ")[1:])]
