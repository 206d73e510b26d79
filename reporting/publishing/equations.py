"""What the tables of a report say about each other: which cells add up to which.

Whoever reads a report knows these equations, and can solve them for what was left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reporting.questions import ALL, Breakdown

Cell = tuple[str, str, str]
"""A breakdown, a project's code and a value; the total of a project stands in every table, and is
one cell, of the breakdown by project."""

TOTAL: Cell = (Breakdown.PROJECT, ALL, ALL)

PRIME = (1 << 61) - 1
"""Equations are solved modulo this: as good as with fractions, and quick."""


@dataclass(frozen=True)
class Equation:
    """The total is the sum of the parts, in each figure that is a sum."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


def cell_of(by: str, row: Mapping) -> Cell:
    return _cell(by, row["project"], row["value"])


def _cell(by: str, project: str, value: str) -> Cell:
    if value == ALL:
        return (Breakdown.PROJECT, project, ALL)
    return (str(by), project, value)


def equations_of(tables: Mapping[str, list[dict]], districts: Mapping[str, str]) -> list[Equation]:
    """Every equation between the rows of a report.

    :param districts: the region of each district, by their codes.
    """
    sessions = {
        cell_of(by, row): row["figures"].get("sessions", 0) for by in tables for row in tables[by]
    }
    lines: dict[Cell, dict[str, set[Cell]]] = defaultdict(lambda: defaultdict(set))
    for by, project, value in sessions:
        cell = (by, project, value)
        if project != ALL:
            lines[_cell(by, ALL, value)]["projects"].add(cell)
        if value != ALL and by != Breakdown.GOAL:  # goals overlap
            lines[_cell(by, project, ALL)][by].add(cell)
    found = [
        Equation(total, tuple(sorted(parts)))
        for total, sums in lines.items()
        for parts in sums.values()
        if total in sessions
    ]
    return [*found, *_of_places(sessions, districts), *_of_goals(sessions)]


def _of_places(sessions: Mapping[Cell, int], districts: Mapping[str, str]) -> list[Equation]:
    """A region is the sum of its districts, and of what was taught there in no district.

    The latter is published for all regions together only.
    """
    parts: dict[Cell, set[Cell]] = defaultdict(set)
    for by, project, value in sessions:
        if by == Breakdown.DISTRICT and value in districts:
            parts[(Breakdown.REGION, project, districts[value])].add((by, project, value))
    found, without = [], defaultdict(set)
    for region in [cell for cell in sessions if cell[0] == Breakdown.REGION]:
        _by, project, value = region
        rest = sessions[region] - sum(sessions[cell] for cell in parts[region])
        if rest:
            nowhere = (Breakdown.DISTRICT, project, f" {value}")
            without[(Breakdown.DISTRICT, project, "")].add(nowhere)
            parts[region].add(nowhere)
        found.append(Equation(region, tuple(sorted(parts[region]))))
    found += [
        Equation(total, tuple(sorted(cells)))
        for total, cells in without.items()
        if total in sessions
    ]
    return found if any(cell[0] == Breakdown.DISTRICT for cell in sessions) else []


def _of_goals(sessions: Mapping[Cell, int]) -> list[Equation]:
    """A project that contributes to a goal all the time has the same figures there; one that does
    from or until a month, those of its months.
    """
    months: dict[str, list[Cell]] = defaultdict(list)
    for cell in sorted(sessions):
        if cell[0] == Breakdown.MONTH:
            months[cell[1]].append(cell)
    found = []
    for cell in sessions:
        by, project, _value = cell
        if by != Breakdown.GOAL or project == ALL:
            continue
        whole = (Breakdown.PROJECT, project, ALL)
        if sessions[cell] == sessions.get(whole):
            found.append(Equation(whole, (cell,)))
        else:
            found += [
                Equation(cell, run) for run in _runs(months[project], sessions[cell], sessions)
            ]
    return found


def _runs(
    months: list[Cell], wanted: int, sessions: Mapping[Cell, int]
) -> Iterator[tuple[Cell, ...]]:
    """Months that follow each other and together have as many sessions.

    Some may have them by chance; to take these for equations hides more, never less.
    """
    for start in range(len(months)):
        together = 0
        for end in range(start, len(months)):
            together += sessions[months[end]]
            if together >= wanted:
                break
        if months and together == wanted:
            yield tuple(months[start : end + 1])


def determined(equations: Iterable[Equation], unknown: set[Cell]) -> set[Cell]:
    """The unknown cells that follow from all others by solving the equations."""
    rows: dict[Cell, dict[Cell, int]] = {}
    for equation in equations:
        row = {cell: 1 for cell in equation.parts if cell in unknown}
        if equation.total in unknown:
            row[equation.total] = row.get(equation.total, 0) - 1 + PRIME
        for pivot in [cell for cell in row if cell in rows]:
            _subtract(row, rows[pivot], row.get(pivot, 0))
        if row:
            _add_row(rows, row)
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _add_row(rows: dict[Cell, dict[Cell, int]], row: dict[Cell, int]) -> None:
    """Keeps the rows reduced: a pivot stands in its own row only."""
    pivot = min(row)
    inverse = pow(row[pivot], -1, PRIME)
    row = {cell: number * inverse % PRIME for cell, number in row.items()}
    for other in rows.values():
        if pivot in other:
            _subtract(other, row, other[pivot])
    rows[pivot] = row


def _subtract(row: dict[Cell, int], other: Mapping[Cell, int], times: int) -> None:
    """``row -= times * other``, without the zeros."""
    if not times:
        return
    for cell, number in other.items():
        left = (row.get(cell, 0) - times * number) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
