"""What scripts draw: a figure month by month, in parts or project by project."""

from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import PeriodKind
from reporting.columns import Column
from reporting.figures import FIGURE
from reporting.labels import month_name
from reporting.months import fill_gaps, first_day
from reporting.page.names import Names
from reporting.page.notes import unit_of
from reporting.page.tables import (
    Grid,
    Head,
    Table,
    heads_across,
    heads_of_figures,
    table_of,
)
from reporting.period_words import name_of
from reporting.periods import Period
from reporting.reports import ALL, Breakdown, Question, Report, Row
from reporting.selection import Selection
from volunteers.models import Project

PARTS = {
    "sessions": ("sessions_online", "sessions_offline", "sessions_hybrid"),
    "students": ("students_online", "students_offline"),
    "parents": ("parents_online", "parents_offline"),
}
"""The sums that are drawn in parts, one above the other."""

PART_NAMES = {
    "online": gettext_lazy("online"),
    "offline": gettext_lazy("in person"),
    "hybrid": gettext_lazy("both at once"),
}


@dataclass(frozen=True)
class Series:
    """One of the things that a chart tells apart.

    :param look: the class of its mark in the legend, whose colour it is drawn in.
    """

    name: str
    look: str
    project: Project | None = None


@dataclass(frozen=True)
class Chart:
    """A picture that a script draws from ``data``, and the table behind it.

    :param note: what is to be known beside the title.
    """

    id: str
    column: Column
    series: list[Series]
    data: dict
    table: Table
    table_query: str
    note: str = ""

    @property
    def data_id(self) -> str:
        return f"{self.id}-data"

    @property
    def title_id(self) -> str:
        return f"{self.id}-title"


def trend_question(question: Question) -> Question | None:
    """Months around a month or quarter: of its school year. None where its own are enough."""
    if question.period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return None
    around = Period.standard(PeriodKind.SCHOOL_YEAR, question.period.start)
    return replace(question, period=around, by=Breakdown.MONTH)


class Months:
    """The months of a report from the first to the last one with a session."""

    def __init__(self, report: Report, selection: Selection, names: Names) -> None:
        self.report, self.selection, self.names = report, selection, names
        self.grid = Grid(report, Breakdown.MONTH, Breakdown.PROJECT)
        self.codes = fill_gaps(report)
        self.taught = report.values()

    @property
    def note(self) -> str:
        if self.report.question.period == self.selection.period:
            return ""
        return _("%(around)s; %(period)s is darker") % {
            "around": name_of(self.report.question.period),
            "period": name_of(self.selection.period),
        }

    def data(self, column: Column) -> dict:
        """What every chart over months needs."""
        period = self.selection.period
        several_years = len({code[:4] for code in self.codes}) > 1

        def label(code: str, number: int) -> str:
            day = first_day(code)
            with_year = several_years and (number == 0 or day.month == 1)
            return date_format(day, "M") + (f"\n{day.year}" if with_year else "")

        return {
            "labels": [label(code, number) for number, code in enumerate(self.codes)],
            "names": [month_name(code) for code in self.codes],
            "faded": [
                number
                for number, code in enumerate(self.codes)
                if self.note and not period.start <= first_day(code) <= period.end
            ],
            "unit": str(unit_of(column)),
            "decimals": column.decimals,
        }

    def values(self, column: Column, project: str = ALL) -> list[float]:
        rows = [self.report.row(project, code) for code in self.codes]
        return [float(column.value(row)) if row else 0 for row in rows]

    def table(self, heads: list[Head]) -> Table:
        around = replace(self.selection, period=self.report.question.period)
        return table_of(self.grid, self.taught, heads, around, self.names)


def trend(report: Report, column: Column, selection: Selection, names: Names) -> Chart | None:
    """A figure by month; sums in their parts, online and in person."""
    months = Months(report, selection, names)
    if len(months.codes) < 2:
        return None
    columns = _parts_of(column, report.total) or [column]
    parts = [_part_name(part) for part in columns] if len(columns) > 1 else [str(column.label)]
    looks = ["part-1", "part-2", "part-3"][: len(columns)]
    data = months.data(column) | {
        "kind": "bars",
        "series": [
            {"name": name, "values": months.values(part), "look": look}
            for name, part, look in zip(parts, columns, looks, strict=True)
        ],
        "summary": _("%(figure)s by month") % {"figure": column.label},
    }
    series = [Series(name, look) for name, look in zip(parts, looks, strict=True)]
    in_table = columns if columns == [column] else [*columns, column]
    return Chart(
        "trend",
        column,
        series if len(series) > 1 else [],
        data,
        months.table(heads_of_figures(in_table)),
        selection.query(rows="month", columns="", sort=""),
        months.note,
    )


def _parts_of(column: Column, total: Row) -> list[Column]:
    """The parts of a sum that have anything; none where it has not several."""
    figures = [name for name in PARTS.get(column.name, ()) if total.figures[name]]
    if len(figures) < 2:
        return []
    return [Column(name, FIGURE[name].label, (name,)) for name in figures]


def _part_name(part: Column) -> str:
    return str(PART_NAMES[part.name.rpartition("_")[2]])


def projects_over_time(
    report: Report, column: Column, selection: Selection, names: Names
) -> Chart | None:
    """A figure by month, a line for each project; none where there is but one."""
    months = Months(report, selection, names)
    codes = report.projects()
    if len(months.codes) < 2 or len(codes) < 2:
        return None
    named = names.of(Breakdown.PROJECT, codes)
    data = months.data(column) | {
        "kind": "lines",
        "series": [
            {
                "name": named[code].text,
                "values": months.values(column, code),
                "look": f"project-{code.lower()}",
            }
            for code in codes
        ],
        "summary": _("%(figure)s by month, each project") % {"figure": column.label},
    }
    heads = heads_across(months.grid, codes, column, names)
    series = [Series(named[code].text, "", named[code].project) for code in codes]
    query = selection.query(rows="month", columns="project", sort="")
    return Chart("projects", column, series, data, months.table(heads), query, months.note)
