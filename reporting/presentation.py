"""A report as its page shows it: names, formatted numbers, links."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.models import Region
from reporting import tilemap
from reporting.books import Book
from reporting.columns import HEADLINES, OF_GOALS, SESSIONS, STUDENTS, TABLE, Column
from reporting.labels import all_of, in_order, names_for
from reporting.models import Contribution, Goal
from reporting.months import fill_gaps, first_day
from reporting.period_words import name_of, period_of
from reporting.periods import Period
from reporting.reports import Breakdown, Report, Row
from reporting.selection import Selection
from reporting.wording import is_running
from volunteers.models import Project


@dataclass
class Cell:
    label: str
    text: str
    url: str = ""


@dataclass
class TableRow:
    name: str
    cells: list[Cell]
    url: str = ""
    project: Project | None = None
    goal: Goal | None = None
    projects: list[Project] = field(default_factory=list)


@dataclass
class Table:
    name: str
    head: str
    rows: list[TableRow]
    total: TableRow
    columns: tuple[Column, ...] = TABLE


@dataclass
class Headline:
    column: Column
    value: str
    note: str = ""
    url: str = ""


def headlines(selection: Selection, now: Row, before: Row | None) -> list[Headline]:
    """The large figures, each beside what it was in the period before."""
    previous = selection.period.previous()
    running = is_running(selection.period)
    return [
        Headline(
            column,
            column.shown(column.value(now)),
            comparison(column, now, before, previous, running=running) if before else "",
            sessions_url(selection) if column is SESSIONS else "",
        )
        for column in HEADLINES
    ]


def comparison(column: Column, now: Row, before: Row, previous: Period, *, running: bool) -> str:
    """How a figure stands to that of the period before; nothing where that one had none."""
    value, other = column.value(now), column.value(before)
    if not other:
        return ""
    words = {"value": column.shown(other), "period": name_of(previous)}
    if running:
        return _("so far; %(period)s in all: %(value)s") % words
    change = round(100 * (Decimal(value) / Decimal(other) - 1))
    if not change:
        return _("as much as in %(period)s: %(value)s") % words
    words["change"] = abs(change)
    if change > 0:
        return _("▲ %(change)d%% more than in %(period)s: %(value)s") % words
    return _("▼ %(change)d%% less than in %(period)s: %(value)s") % words


def sessions_url(selection: Selection, status: str = "taught") -> str:
    """The list of the sessions that are counted; it knows one project and one region at most."""
    if len(selection.projects) > 1 or len(selection.regions) > 1:
        return ""
    query = {
        "status": status,
        "since": selection.period.start.isoformat(),
        "until": selection.period.end.isoformat(),
    }
    for project in selection.projects:
        query["project"] = project.code
    for region in selection.regions:
        query["region"] = region.code
    return f"{reverse('sessions:list')}?{urlencode(query)}"


def _cells(
    row: Row, selection: Selection | None = None, columns: tuple[Column, ...] = TABLE
) -> list[Cell]:
    """The cells of a row; with a selection, its sessions are a link to their list."""
    return [
        Cell(
            str(column.label),
            column.shown(column.value(row)),
            sessions_url(selection) if selection and column is SESSIONS else "",
        )
        for column in columns
    ]


def _total(by: Breakdown, report: Report, selection: Selection) -> TableRow:
    return TableRow(all_of(by, report.question), _cells(report.total, selection))


def project_table(book: Book, selection: Selection) -> Table:
    by = Breakdown.PROJECT
    known = {project.code: project for project in Project.objects.all()}
    rows = []
    for row in book.projects():
        project = known[row.project]
        narrowed = replace(selection, projects=(project,))
        rows.append(
            TableRow(project.name, _cells(row, narrowed), narrowed.query(), project=project)
        )
    return Table("project", str(by.label), rows, _total(by, book[Breakdown.REGION], selection))


def region_table(book: Book, selection: Selection) -> Table:
    by = Breakdown.REGION
    report = book[by]
    known = {region.code: region for region in selection.shown_regions}
    rows = []
    for code in in_order(by, report, lambda code: known[code].name):
        narrowed = replace(selection, regions=(known[code],))
        rows.append(
            TableRow(known[code].name, _cells(report.row(value=code), narrowed), narrowed.query())
        )
    return Table("region", str(by.label), rows, _total(by, report, selection))


def regions_without_sessions(book: Book, selection: Selection) -> list[str]:
    taught = set(book[Breakdown.REGION].values())
    return [region.name for region in selection.shown_regions if region.code not in taught]


def goal_table(book: Book) -> Table:
    by = Breakdown.GOAL
    report = book[by]
    counted = set(report.projects())
    goals = {str(goal.number): goal for goal in Goal.objects.all()}
    period = report.question.period
    contributing: dict[str, dict[str, Project]] = {}
    in_period = Contribution.objects.within(period.start, period.end)
    for contribution in in_period.select_related("project"):
        project = contribution.project
        if project.code in counted:
            contributing.setdefault(str(contribution.goal_id), {})[project.code] = project
    rows = [
        TableRow(
            goals[number].title,
            _cells(report.row(value=number), columns=OF_GOALS),
            goal=goals[number],
            projects=list(contributing.get(number, {}).values()),
        )
        for number in report.values()
    ]
    total = TableRow(all_of(by, report.question), _cells(report.total, columns=OF_GOALS))
    return Table("goal", str(by.label), rows, total, OF_GOALS)


def mode_table(book: Book, selection: Selection) -> Table:
    by = Breakdown.MODE
    report = book[by]
    name = names_for(by, [])
    rows = [
        TableRow(name(mode), _cells(report.row(value=mode))) for mode in in_order(by, report, name)
    ]
    return Table("mode", str(by.label), rows, _total(by, report, selection))


def month_table(book: Book, selection: Selection) -> Table:
    by = Breakdown.MONTH
    report = book[by]
    name = names_for(by, [])
    rows = []
    for month in report.values():
        narrowed = replace(selection, period=period_of(month))
        rows.append(
            TableRow(name(month), _cells(report.row(value=month), narrowed), narrowed.query())
        )
    return Table("month", str(by.label), rows, _total(by, report, selection))


def month_chart(report: Report) -> dict:
    """What the chart draws: students online and in person by month."""
    months = fill_gaps(report)
    rows = [report.row(value=month) for month in months]
    several_years = len({month[:4] for month in months}) > 1

    def series(name: str) -> list[int]:
        return [row.figures[name] if row else 0 for row in rows]

    def label(month: str, number: int) -> str:
        day = first_day(month)
        with_year = several_years and (number == 0 or day.month == 1)
        return date_format(day, "M") + (f"\n{day.year}" if with_year else "")

    return {
        "months": [label(month, number) for number, month in enumerate(months)],
        "names": [names_for(Breakdown.MONTH, [])(month) for month in months],
        "series": [
            {"name": _("online"), "values": series("students_online")},
            {"name": _("in person"), "values": series("students_offline")},
        ],
        "summary": _("%(figure)s by month, online and in person.") % {"figure": STUDENTS.label},
    }


@dataclass
class TileLink:
    """A tile, what it says and where it leads."""

    tile: tilemap.Tile
    value: int | None
    spoken: str
    url: str
    is_chosen: bool


def tiles(drawn: tilemap.TileMap, column: Column, selection: Selection) -> Iterable[TileLink]:
    allowed = {region.pk: region for region in selection.scope.regions}
    for tile in drawn.tiles:
        region: Region = tile.region
        chosen = selection.regions == (region,)
        url = ""
        if region.pk in allowed:
            url = replace(selection, regions=() if chosen else (region,)).query()
        spoken = column.shown(tile.value) if tile.value is not None else _("not in this selection")
        yield TileLink(tile, tile.value and int(tile.value), spoken, url, chosen)
