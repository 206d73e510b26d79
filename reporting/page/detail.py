"""The large table: rows and columns as the reader chose them, sorted, with totals."""

from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator

from reporting.columns import COLUMN, TABLE, Column
from reporting.labels import in_order
from reporting.page.links import narrowed_query
from reporting.page.names import Names
from reporting.page.tables import (
    Grid,
    Head,
    Table,
    head_of,
    heads_across,
    heads_of_figures,
    table_of,
)
from reporting.reports import Breakdown, Question, Report
from reporting.selection import Selection

ROWS_ON_A_PAGE = 50
MOST_COLUMNS = 24
"""There is room for so many values across, the last ones; the total has all of them."""

MOST_REGIONS_OF_SCHOOLS = 3
"""Of how many regions the schools can be crossed with another breakdown."""

ACROSS = (
    Breakdown.PROJECT,
    Breakdown.MONTH,
    Breakdown.GOAL,
    Breakdown.MODE,
    Breakdown.LANGUAGE,
    Breakdown.SETTLEMENT,
    Breakdown.REGION,
)
"""What can stand across; districts and schools are too many."""

LARGEST_FIRST = {Breakdown.SCHOOL, Breakdown.DISTRICT}
"""Long lists, of which the first page is to have what matters most."""

NAME = "name"


@dataclass(frozen=True)
class Detail:
    """The table as it is shown.

    :param column: the figure of a crossed table.
    :param left_out: for how many values across there was no room.
    :param has_too_many_schools: to cross them with what was asked for.
    """

    table: Table
    rows: Breakdown
    columns: Breakdown | None
    column: Column
    page: Page
    left_out: int
    has_too_many_schools: bool


def places_of(selection: Selection) -> Breakdown | None:
    """The places that can be compared within a selection; none within a school."""
    if selection.schools:
        return None
    if selection.districts:
        return Breakdown.SCHOOL
    return Breakdown.DISTRICT if len(selection.shown_regions) == 1 else Breakdown.REGION


def rows_of(selection: Selection) -> Breakdown:
    """What is chosen for the rows, else the places."""
    if selection.rows:
        return Breakdown(selection.rows)
    places = places_of(selection)
    if places in (None, selection.columns):
        return Breakdown.PROJECT if selection.columns == Breakdown.MONTH else Breakdown.MONTH
    return places


def columns_of(selection: Selection) -> Breakdown | None:
    """What is chosen for the columns, where it can be crossed with the rows."""
    if not selection.columns or selection.columns == rows_of(selection):
        return None
    return None if has_too_many_schools(selection) else Breakdown(selection.columns)


def has_too_many_schools(selection: Selection) -> bool:
    """Whether all schools of many regions would have to be crossed with something."""
    return (
        rows_of(selection) == Breakdown.SCHOOL
        and bool(selection.columns)
        and len(selection.shown_regions) > MOST_REGIONS_OF_SCHOOLS
        and not (selection.districts or selection.schools)
    )


def detail_question(selection: Selection) -> Question:
    """What has to be asked for the table; projects are crossed with every breakdown already."""
    question, rows, columns = selection.question(), rows_of(selection), columns_of(selection)
    if columns is None or columns == Breakdown.PROJECT:
        return replace(question, by=rows)
    if rows == Breakdown.PROJECT:
        return replace(question, by=columns)
    return replace(question, by=rows, across=columns)


def detail_of(
    report: Report, selection: Selection, names: Names, number: str | None = None
) -> Detail:
    """A page of the rows.

    :param report: the answer to ``detail_question``; by project, any report of the selection.
    """
    rows, columns = rows_of(selection), columns_of(selection)
    grid = Grid(report, rows, columns)
    column = COLUMN[selection.figure]
    codes = grid.column_codes() if columns else []
    shown = codes[-MOST_COLUMNS:]
    heads = heads_across(grid, shown, column, names) if columns else heads_of_figures(TABLE)
    order = Order.of(selection, grid, heads, names)
    page = Paginator(order.sorted_codes(), ROWS_ON_A_PAGE).get_page(number)
    table = table_of(
        grid,
        list(page),
        [replace(order.head(one), url=_url(grid, one, selection)) for one in heads],
        selection,
        names,
        head=order.head(head_of(rows)),
    )
    return Detail(
        table,
        rows,
        columns,
        column,
        page,
        len(codes) - len(shown),
        has_too_many_schools(selection),
    )


def _url(grid: Grid, head: Head, selection: Selection) -> str:
    """The report of a value across alone."""
    if not grid.columns or head.across != head.key:
        return ""
    return narrowed_query(selection, grid.columns, head.across)


@dataclass(frozen=True)
class Order:
    """By which column the rows are sorted."""

    selection: Selection
    grid: Grid
    names: Names
    by_key: dict[str, Head]
    key: str
    is_descending: bool

    @classmethod
    def of(cls, selection: Selection, grid: Grid, heads: list[Head], names: Names) -> "Order":
        """As the address says; by name, or the largest first, where it names no column."""
        by_key = {head.key: head for head in heads}
        key = selection.sort.removeprefix("-")
        if key in by_key or key == NAME:
            return cls(selection, grid, names, by_key, key, selection.sort.startswith("-"))
        if grid.rows in LARGEST_FIRST:
            figure = heads[-1].key if grid.columns else selection.figure
            return cls(selection, grid, names, by_key, figure, True)
        return cls(selection, grid, names, by_key, NAME, False)

    def sorted_codes(self) -> list[str]:
        """The codes of the rows; rows with the same value stay in the order of their names."""
        codes = self._named()
        if self.key == NAME:
            return codes[::-1] if self.is_descending else codes
        return sorted(codes, key=self._value, reverse=self.is_descending)

    def _named(self) -> list[str]:
        by = self.grid.rows
        codes = self.grid.row_codes()
        # Thousands of names are not read for the fifty that are shown.
        if by == Breakdown.PROJECT or (by in LARGEST_FIRST and self.key != NAME):
            return codes
        named = self.names.of(by, codes)
        return in_order(by, self.grid.report, lambda code: named[code].text)

    def _value(self, code: str):
        """Below zero where there is nothing."""
        head = self.by_key[self.key]
        row = self.grid.row(code, head.across)
        return head.column.value(row) if row else -1

    def head(self, head: Head) -> Head:
        """With the link that sorts by it: first the largest, names in their order, then back."""
        if head.key != self.key:
            query = self.selection.query(sort=NAME if head.key == NAME else f"-{head.key}")
            return replace(head, sort_query=query)
        query = self.selection.query(sort=head.key if self.is_descending else f"-{head.key}")
        return replace(
            head, sort_query=query, order="descending" if self.is_descending else "ascending"
        )
