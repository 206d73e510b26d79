"""Targets with what is reached of them, read from reports of their own period and scope."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.utils import timezone

from accounts.models import User
from regions.history import Entry, Trail, history_of
from regions.models import Region
from reporting.kept import report_at_hand
from reporting.models import Target
from reporting.period_words import days_of, name_of
from reporting.periods import Period
from reporting.reports import ALL, Breakdown, Question, Report, Row
from reporting.selection import Scope, Selection
from reporting.targets.progress import Progress, Weeks, weeks_of
from reporting.targets.rows import MEASURES, TargetProgress
from volunteers.models import Project

PERIODS_ON_A_PAGE = 6
"""Each period is one question to the engine, however many targets it has."""

MOST_ENTRIES = 30


@dataclass(frozen=True)
class Group:
    """The targets of one period, with their progress."""

    period: Period
    name: str
    days: str
    weeks: Weeks
    is_running: bool
    rows: list[TargetProgress]

    @property
    def has_baseline(self) -> bool:
        return any(row.baseline for row in self.rows)


def page_of_periods(user: User, number: int) -> Page:
    """The periods that have targets, those that end last first."""
    periods = (
        Target.objects.visible_to(user)
        .order_by("-period_end", "-period_start")
        .values_list("period_start", "period_end")
        .distinct()
    )
    return Paginator(periods, PERIODS_ON_A_PAGE).get_page(number)


def groups_of(user: User, periods: Sequence[tuple], today: datetime.date) -> list[Group]:
    """The targets of these periods that a person may see."""
    scope = Scope.of(user)
    starts, ends = {start for start, _end in periods}, {end for _start, end in periods}
    found = Target.objects.visible_to(user).filter(period_start__in=starts, period_end__in=ends)
    by_period: dict[tuple, list[Target]] = {period: [] for period in periods}
    for target in found.select_related("project", "region"):
        # One of the first days may go with another of the last days.
        if (days := (target.period_start, target.period_end)) in by_period:
            by_period[days].append(target)
    return [_group(Period(*days), same, scope, today) for days, same in by_period.items()]


def _group(period: Period, targets: list[Target], scope: Scope, today: datetime.date) -> Group:
    report = report_at_hand(Question(period, Breakdown.REGION))
    weeks = weeks_of(period, today)
    measures = list(MEASURES)
    targets = sorted(
        targets,
        key=lambda target: (
            target.region.name if target.region else "",
            target.project.code if target.project else "",
            measures.index(target.figure),
        ),
    )
    return Group(
        period,
        name_of(period),
        days_of(period),
        weeks,
        period.start <= today <= period.end,
        [
            TargetProgress(
                target,
                MEASURES[target.figure],
                Progress(target.value, _reached(report, target), period, weeks, today)
                if report
                else None,
                query_for(target, scope),
            )
            for target in targets
        ],
    )


def _reached(report: Report, target: Target) -> int | Decimal:
    """From the row that was counted for exactly this scope; nothing was taught without one."""
    row = report.row(
        target.project.code if target.project else ALL,
        target.region.code if target.region else ALL,
    )
    return MEASURES[target.figure].value(row) if row else 0


def query_for(target: Target, scope: Scope) -> str:
    """The address of the report with the same number; a coordinator has none of the country."""
    if not target.region and not scope.is_whole_country:
        return ""
    projects = (target.project,) if target.project else ()
    regions = (target.region,) if target.region else ()
    return Selection(scope, target.period, projects, regions).query()


def targets_for(
    selection: Selection, total: Row | None = None, today: datetime.date | None = None
) -> dict[str, TargetProgress]:
    """The targets of exactly this period, project and region, by the name of their column.

    There are none for several chosen projects or regions, and where the report takes long and
    was not counted yet.

    :param total: the total of the selection's report, where the caller has it already.
    """
    question = selection.question()
    if len(question.projects) > 1 or len(question.regions) > 1:
        return {}
    period, today = selection.period, today or timezone.localdate()
    project: Project | None = next(iter(question.projects), None)
    region: Region | None = next(iter(question.regions), None)
    found = list(
        Target.objects.filter(
            project=project, region=region, period_start=period.start, period_end=period.end
        ).select_related("project", "region")
    )
    if not found:
        return {}
    if total is None:
        report = report_at_hand(selection.question(Breakdown.REGION))
        if report is None:
            return {}
        total = report.total
    weeks = weeks_of(period, today)
    rows = {}
    for target in found:
        column = MEASURES[target.figure]
        progress = Progress(target.value, column.value(total), period, weeks, today)
        rows[target.figure] = TargetProgress(target, column, progress)
    return rows


def history_of_targets() -> list[Entry]:
    """The latest changes, also of targets that are gone; for those who see all of them."""
    return history_of(Trail(Target, {}, subject="project region"))[:MOST_ENTRIES]


def history_of_target(target: Target) -> list[Entry]:
    return history_of(Trail(Target, {"pgh_obj_id": target.pk}))
