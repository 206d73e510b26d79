"""Invented targets and baselines: of 2020, of this school year, of the country and two regions."""

import datetime
from collections.abc import Iterator

from config.demo.accounts import COORDINATED
from config.demo.programme import YEAR
from regions.models import Region
from reporting.choices import PeriodKind
from reporting.models import Target
from reporting.periods import Period
from volunteers.models import Project

NOTE = "Invented for the demo"
PILOT = ("autumn 2019", "Pilot in twelve schools; invented for the demo")

OF_2020 = (
    ("BKD", "students_online", 60_000, 2_400),
    ("BKD", "schools", 450, 12),
    ("BKD", "parents", 7_000, 310),
    ("PLF", "students_online", 20_000, None),
    ("PLF", "schools", 50, None),
    ("", "volunteers", 650, 84),
    ("", "students_reached", 60_000, 2_150),
)
"""Project, figure, target and baseline."""

OF_2020_IN_REGIONS = {"KZ-71": 350, "KZ-11": 240}
"""Sessions of BeKind."""

OF_THIS_YEAR = (
    ("", "students_reached", 9_000),
    ("", "volunteers", 60),
    ("BKD", "sessions", 420),
    ("PLF", "sessions", 150),
)
OF_THIS_YEAR_IN_REGIONS = {
    "KZ-71": (("", "students_reached", 4_000), ("BKD", "schools", 12)),
    "KZ-11": (("", "students_reached", 2_500), ("PLF", "sessions", 60)),
}


def make_targets(today: datetime.date) -> list[Target]:
    """All of them, not yet written."""
    projects = {project.code: project for project in Project.objects.all()}
    regions = {region.code: region for region in Region.objects.filter(code__in=COORDINATED)}
    year = Period(datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31))
    this_year = Period.standard(PeriodKind.SCHOOL_YEAR, today)
    return [
        Target(
            project=projects.get(project),
            region=regions.get(region),
            figure=figure,
            value=value,
            period_start=period.start,
            period_end=period.end,
            note=NOTE,
            **_baseline(baseline),
        )
        for period, project, region, figure, value, baseline in _all(year, this_year)
    ]


def _all(year: Period, this_year: Period) -> Iterator[tuple]:
    for project, figure, value, baseline in OF_2020:
        yield year, project, "", figure, value, baseline
    for region, value in OF_2020_IN_REGIONS.items():
        yield year, "BKD", region, "sessions", value, None
    for project, figure, value in OF_THIS_YEAR:
        yield this_year, project, "", figure, value, None
    for region, rows in OF_THIS_YEAR_IN_REGIONS.items():
        for project, figure, value in rows:
            yield this_year, project, region, figure, value, None


def _baseline(value: int | None) -> dict:
    if value is None:
        return {}
    label, source = PILOT
    return {"baseline": value, "baseline_label": label, "baseline_source": source}
