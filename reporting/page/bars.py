"""Bars: one figure of each value of a breakdown, drawn by the server and readable as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.columns import Column
from reporting.labels import all_of, heading_of, in_order
from reporting.models import Contribution
from reporting.page.cells import Cell, cell_of, few_note
from reporting.page.links import narrowed_query
from reporting.page.names import Name, Names
from reporting.page.tables import Grid
from reporting.reports import Breakdown, Report
from reporting.selection import Selection
from volunteers.models import Project

MOST_BARS = 20
"""More are in the large table."""

LOW = 6
"""With so many bars there is room for another picture below."""

RANKED = {Breakdown.REGION, Breakdown.DISTRICT, Breakdown.SCHOOL, Breakdown.LANGUAGE}
"""Drawn with the largest first; others have an order of their own."""


@dataclass(frozen=True)
class Bar:
    """One value.

    :param length: of 1000.
    :param look: the class that colours it.
    :param projects: which contribute to the goal.
    """

    name: Name
    cell: Cell
    length: int
    url: str = ""
    look: str = ""
    projects: Sequence[Project] = ()


@dataclass(frozen=True)
class Bars:
    """A picture with its figures.

    :param more: how many are left out; ``table_query`` leads to a table with all.
    :param without: names of the values that have nothing.
    """

    by: Breakdown
    heading: str
    column: Column
    bars: list[Bar]
    total_name: str
    total: Cell
    table_query: str
    more: int = 0
    without: Sequence[str] = ()

    @property
    def few_note(self) -> str:
        return few_note() if any(bar.cell.is_few for bar in self.bars) else ""

    @property
    def is_high(self) -> bool:
        """Whether it fills a column of the page by itself."""
        return len(self.bars) > LOW

    @property
    def has_shares(self) -> bool:
        return any(bar.cell.share for bar in self.bars)


def bars_of(
    by: Breakdown, report: Report, column: Column, selection: Selection, names: Names
) -> Bars | None:
    """The bars of a breakdown; none where there is nothing to compare.

    :param report: by it; for the projects, any of the selection.
    """
    grid = Grid(report, by)
    codes = grid.row_codes()
    if (len(codes) < 2 and by != Breakdown.GOAL) or not codes:
        return None
    values = {code: column.value(grid.row(code)) for code in codes}
    if by in RANKED:
        codes = sorted(codes, key=lambda code: (-values[code], code))
    elif by != Breakdown.PROJECT:
        codes = in_order(by, report, str)
    largest = max(values.values())
    shown = codes[:MOST_BARS]
    named = names.of(by, shown)
    projects = _contributing(report) if by == Breakdown.GOAL else {}
    bars = [
        Bar(
            named[code],
            cell_of(
                column,
                grid.row(code),
                selection,
                (by, code),
                whole=None if by == Breakdown.GOAL else grid.report.total,
                marks_few=True,
            ),
            int(1000 * values[code] / largest) if largest else 0,
            narrowed_query(selection, by, code),
            _look(by, code),
            projects.get(code, ()),
        )
        for code in shown
    ]
    return Bars(
        by,
        heading_of(by),
        column,
        bars,
        all_of(by, report.question),
        cell_of(column, grid.report.total, selection),
        selection.query(rows=by.value, columns="", sort=""),
        more=len(codes) - len(shown),
        without=_without(by, codes, selection),
    )


def _look(by: Breakdown, code: str) -> str:
    return f"bar-{code.lower()}" if by in (Breakdown.PROJECT, Breakdown.MODE) else ""


def _without(by: Breakdown, codes: list[str], selection: Selection) -> list[str]:
    """The regions of the selection in which nothing was taught."""
    if by != Breakdown.REGION or selection.districts or selection.schools:
        return []
    return [region.name for region in selection.shown_regions if region.code not in codes]


def _contributing(report: Report) -> dict[str, list[Project]]:
    """The projects of the report by the number of the goal that they contribute to."""
    period, counted = report.question.period, set(report.projects())
    found: dict[str, dict[str, Project]] = {}
    for contribution in Contribution.objects.within(period.start, period.end).select_related(
        "project"
    ):
        if contribution.project.code in counted:
            by_code = found.setdefault(str(contribution.goal_id), {})
            by_code[contribution.project.code] = contribution.project
    return {number: list(by_code.values()) for number, by_code in found.items()}
