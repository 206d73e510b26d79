"""Tables of the page: heads, rows with names and cells, a total."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.columns import COLUMN, Column
from reporting.labels import all_of
from reporting.page.cells import Cell, cell_of, few_note, is_few
from reporting.page.links import Place, narrowed_query
from reporting.page.names import Name, Names
from reporting.reports import ALL, Breakdown, Report, Row
from reporting.selection import Selection


@dataclass(frozen=True)
class Head:
    """The head of a column, and what is in it: a figure, of one value across or of all.

    :param order: ascending or descending, where the table is sorted by it.
    :param url: the report of the value across alone.
    """

    key: str
    name: Name
    column: Column | None = None
    across: str = ALL
    sort_query: str = ""
    order: str = ""
    url: str = ""

    @property
    def has_note(self) -> bool:
        """Whether the column is of a figure of its own, whose note is on the page."""
        return self.column is not None and self.key in COLUMN


@dataclass(frozen=True)
class TableRow:
    code: str
    name: Name
    cells: list[Cell]
    url: str = ""
    is_few: bool = False


@dataclass(frozen=True)
class Table:
    head: Head
    heads: list[Head]
    rows: list[TableRow]
    total: TableRow

    @property
    def few_note(self) -> str:
        """What the mark of small numbers says; empty where none has it."""
        marked = any(row.is_few or any(cell.is_few for cell in row.cells) for row in self.rows)
        return few_note() if marked else ""


class Grid:
    """The rows of a report by two breakdowns, of which one may be the projects.

    :param columns: none where only the rows are of a breakdown.
    """

    def __init__(self, report: Report, rows: Breakdown, columns: Breakdown | None = None) -> None:
        self.report, self.rows, self.columns = report, rows, columns

    def row(self, row: str = ALL, column: str = ALL) -> Row | None:
        if self.rows == Breakdown.PROJECT:
            return self.report.row(project=row, value=column)
        if self.columns == Breakdown.PROJECT:
            return self.report.row(project=column, value=row)
        return self.report.row(value=row, across=column)

    def row_codes(self) -> list[str]:
        return self.report.projects() if self.rows == Breakdown.PROJECT else self.report.values()

    def column_codes(self) -> list[str]:
        if self.columns == Breakdown.PROJECT:
            return self.report.projects()
        if self.rows == Breakdown.PROJECT:
            return self.report.values()
        return self.report.values_across()

    def place_across(self, head: Head) -> list[Place]:
        return [(self.columns, head.across)] if self.columns else []


def table_of(
    grid: Grid,
    codes: Sequence[str],
    heads: list[Head],
    selection: Selection,
    names: Names,
    *,
    head: Head | None = None,
) -> Table:
    """The rows of these codes, and the total of the report.

    :param selection: what the report is of.
    :param head: of the names.
    """
    by, rows = grid.rows, []
    named = names.of(by, codes)
    for code in codes:
        cells = [
            cell_of(
                one.column,
                grid.row(code, one.across),
                selection,
                (by, code),
                *grid.place_across(one),
                marks_few=bool(grid.columns),
            )
            for one in heads
        ]
        few = not grid.columns and is_few(grid.row(code))
        rows.append(TableRow(code, named[code], cells, narrowed_query(selection, by, code), few))
    totals = [
        cell_of(one.column, grid.row(ALL, one.across), selection, *grid.place_across(one))
        for one in heads
    ]
    name = Name(all_of(by, grid.report.question))
    return Table(head or head_of(by), heads, rows, TableRow(ALL, name, totals))


def head_of(by: Breakdown) -> Head:
    return Head("name", Name(str(by.label)))


def heads_of_figures(columns: Sequence[Column]) -> list[Head]:
    return [Head(column.name, Name(str(column.label)), column) for column in columns]


def heads_across(grid: Grid, codes: Sequence[str], column: Column, names: Names) -> list[Head]:
    """One for each value across, and one for all of them."""
    named = names.of(grid.columns, codes)
    heads = [Head(code, named[code], column, code) for code in codes]
    return [*heads, Head(ALL, Name(all_of(grid.columns, grid.report.question)), column)]
