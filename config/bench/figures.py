"""Reports from the rollups against the records, and counting again after one log."""

import datetime

from config.bench.budgets import Result, seconds
from config.bench.history import make_history
from config.bench.kept import undone
from config.bench.plans import rows_read
from regions.models import Region
from reporting import services
from reporting.choices import PeriodKind
from reporting.periods import Period
from reporting.reports import Breakdown, Question, ask
from sessions.choices import Mode
from sessions.models import Attendance, SchoolSession
from volunteers.models import Project

DAY = datetime.date(2024, 3, 1)
"""In the periods that are asked for, in the middle of what the generator writes."""

KEPT_TIMES, COUNTED_TIMES = 7, 3
FRESH = 10
"""Seconds after which a log is to stand in every figure."""

HISTORY = 300
LOGS = 15


def periods() -> dict[str, Period]:
    """A standard period of each kind."""
    return {str(kind.label).lower(): Period.standard(kind, DAY) for kind in PeriodKind}


def questions() -> dict[str, Question]:
    """What reports are measured with: each kind of period by region, then crossed and filtered."""
    by_period = {
        f"{name} by region": Question(period, Breakdown.REGION)
        for name, period in periods().items()
    }
    year = Period.standard(PeriodKind.SCHOOL_YEAR, DAY)
    return by_period | {
        "school year by region and mode": Question(year, Breakdown.REGION, across=Breakdown.MODE),
        "school year of one project, region and mode by month": Question(
            year,
            Breakdown.MONTH,
            projects=(Project.objects.order_by("code").first(),),
            regions=(Region.objects.filter(schools__sessions__isnull=False).first(),),
            modes=(Mode.ONLINE,),
        ),
    }


def report_against_records(name: str, question: Question) -> Result:
    """A report of the page, against the same figures from the records in one statement.

    :raises RuntimeError: they are not the same.
    """
    answers = {}

    def from_rollups() -> None:
        answers["rollups"] = ask(question)

    def from_records() -> None:
        answers["records"] = ask(question, use_rollups=False)

    counted = seconds(from_records, times=COUNTED_TIMES)
    kept = seconds(from_rollups, times=KEPT_TIMES)
    if answers["rollups"].rows != answers["records"].rows:
        raise RuntimeError(f"the report of {name} is not what the records give")
    sessions = answers["rollups"].total.figures["sessions"]
    detail = (
        f"{kept * 1000:,.1f} ms against {counted * 1000:,.0f} ms, {sessions:,} sessions; "
        f"rows read: {rows_read(from_rollups):,} against {rows_read(from_records):,}"
    )
    return Result(f"report of {name}, against the records", counted / kept, 100, detail=detail)


def recount_after_one_log() -> list[Result]:
    """Counting one changed session again at a school, and at one with ten times the history."""
    (usual, whole), (long, long_whole) = (_recount(HISTORY), _recount(10 * HISTORY))
    detail = (
        f"{whole * 1000:,.0f} and {long_whole * 1000:,.0f} ms, of these {usual * 1000:,.0f} and "
        f"{long * 1000:,.0f} ms for the school and the rest for regions and country"
    )
    name = "recount after one log, ten times the history"
    return [
        Result(name, long_whole / whole, 1.5, at_most=True, detail=detail),
        Result("recount after one log, seconds", long_whole, FRESH, at_most=True),
    ]


def _recount(sessions: int) -> tuple[float, float]:
    """The median over some logs in the middle of a school's history: seconds for the school, and
    for all. What is written for it is taken back.
    """
    with undone():
        school = make_history(sessions)
        ids = SchoolSession.objects.filter(school=school).order_by("date").values_list("pk")
        taken = []
        for (pk,) in ids[sessions // 2 :][:LOGS]:
            Attendance.objects.filter(school_session=pk).update(teachers=2)
            own = seconds(services.drain)
            taken.append((own, own + seconds(services.drain_all)))
    return tuple(sorted(column)[LOGS // 2] for column in zip(*taken, strict=True))
