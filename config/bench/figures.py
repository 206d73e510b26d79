"""Reports from the rollups against the records, and counting again after one log."""

import datetime

from config.bench.budgets import Result, seconds
from reporting import services
from reporting.periods import Period
from reporting.reports import Breakdown, Question, ask
from schools.models import School
from sessions.models import Attendance, SchoolSession

PERIODS = {
    "month": Period(datetime.date(2024, 3, 1), datetime.date(2024, 3, 31)),
    "school year": Period(datetime.date(2023, 9, 1), datetime.date(2024, 8, 31)),
    "all time": Period(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)),
}
LOGS = 15


def report_against_records(name: str) -> Result:
    """The report by region of a standard period, against the same in one statement."""
    question = Question(PERIODS[name], Breakdown.REGION)
    if ask(question).rows != ask(question, use_rollups=False).rows:
        raise RuntimeError(f"the report of {name} is not what the records give")
    kept = seconds(lambda: ask(question), times=7)
    counted = seconds(lambda: ask(question, use_rollups=False), times=3)
    sessions = ask(question).total.figures["sessions"]
    detail = f"{kept * 1000:.1f} ms against {counted * 1000:.0f} ms, {sessions} sessions"
    return Result(f"report of {name}, against the records", counted / kept, 100, detail=detail)


def recount_after_one_log(school: School, long: School) -> Result:
    """Counting one changed session again at a school with ten times the history of another."""
    short_one, long_one = _recount(school), _recount(long)
    detail = f"{short_one * 1000:.1f} and {long_one * 1000:.1f} ms"
    name = "recount after one log, ten times the history"
    return Result(name, long_one / short_one, 1.5, at_most=True, detail=detail)


def _recount(school: School) -> float:
    """The median over some months in the middle of the school's history."""
    ids = list(SchoolSession.objects.filter(school=school).order_by("date").values_list("pk"))
    middle = len(ids) // 2
    taken = []
    for (pk,) in ids[middle - LOGS // 2 : middle + LOGS // 2 + 1]:
        Attendance.objects.filter(school_session=pk).update(teachers=2)
        taken.append(seconds(services.drain))
    return sorted(taken)[len(taken) // 2]
