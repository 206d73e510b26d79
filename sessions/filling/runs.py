"""Plans for open places: asked for, made by a job, kept until somebody accepts them."""

import datetime
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from regions.models import Region
from sessions.choices import AssignmentRole
from sessions.errors import Refusal
from sessions.filling.problem import Plan
from sessions.filling.reading import (
    Reading,
    Reasons,
    open_sessions,
    open_sessions_of,
    read_problem,
    reasons_beside,
    volunteers_for,
)
from sessions.models import FillProposal, FillRun, FillSession, SchoolSession
from transfers.errors import JobTakenOver
from transfers.models import Job, JobStatus
from transfers.progress import Progress
from transfers.services import request_job
from volunteers.models import Project

KIND = "fill_places"
TIME_LIMIT = 25
"""Seconds for reading and solving; the solver looks at the clock now and then only."""

LEAST_TO_SOLVE = 10
"""Seconds that the solver gets however long reading took."""

MOST_DAYS = 31
MOST_SESSIONS = 2_000
MOST_PAIRS_LOOKED_AT = 1_500_000
"""Sessions times volunteers; beyond, reading alone would take most of a minute."""


@dataclass
class Result:
    """What came of a run, as its ``result`` keeps it.

    :param ways: pairs of a session and a volunteer who may and can.
    :param proven: the aims that no plan can reach better.
    :param least_trips: no plan has fewer; 0 where that is not known.
    :param greedy_places: how many places a plain fill, session by session, would have filled.
    """

    sessions: int = 0
    places: int = 0
    volunteers: int = 0
    ways: int = 0
    filled_sessions: int = 0
    filled_places: int = 0
    trips: int = 0
    proven: list[str] = field(default_factory=list)
    least_trips: int = 0
    greedy_places: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, run: FillRun) -> "Result":
        return cls(**run.result)


@transaction.atomic
def request_fill(
    *,
    by: User,
    since: datetime.date,
    until: datetime.date,
    regions: Collection[Region],
    projects: Collection[Project] = (),
) -> FillRun:
    """Ask for a plan for all open places; a job makes it.

    :raises Refusal: there is nothing to fill, or too much at once.
    """
    if not by.can(Permission.PLAN_SESSIONS) or not regions:
        raise PermissionDenied
    if set(regions) - set(Region.objects.visible_to(by).filter(pk__in=[one.pk for one in regions])):
        raise PermissionDenied
    _refuse_too_much(open_sessions(by, since, until, regions, projects).count(), by, regions)
    job = request_job(KIND, by=by)
    run = FillRun.objects.create(created_by=by, since=since, until=until, job=job)
    run.regions.set(regions)
    run.projects.set(projects)
    return run


def _refuse_too_much(sessions: int, by: User, regions: Collection[Region]) -> None:
    if not sessions:
        raise Refusal(_("No session there has an open place."), field="since")
    volunteers = volunteers_for(by, regions).count()
    if sessions > MOST_SESSIONS or sessions * volunteers > MOST_PAIRS_LOOKED_AT:
        raise Refusal(
            _(
                "%(sessions)d sessions and %(volunteers)d volunteers are too much for one plan. "
                "Choose fewer days or fewer regions."
            )
            % {"sessions": sessions, "volunteers": volunteers},
            field="until",
        )


def make_plan(job: Job, progress: Progress) -> None:
    """Read, solve, write. Done again from the start where a worker died over it.

    Steps are seconds, since a solver cannot say how far it is.
    """
    # A web process, which never solves, starts without it.
    from sessions.filling.solver import solve

    run = FillRun.objects.get(job=job)
    started = time.monotonic()
    progress.expect(TIME_LIMIT + 5)
    with _seconds_told(progress):
        sessions = list(
            open_sessions_of(run, job.created_by).select_related("school__region").order_by("pk")
        )
        volunteers = list(volunteers_for(job.created_by, run.regions.all()).order_by("pk"))
        reading = read_problem(sessions, volunteers)
        result = Result(
            sessions=len(sessions),
            places=reading.problem.places,
            volunteers=len(volunteers),
            ways=reading.problem.number_of_pairs,
        )
        FillRun.objects.filter(pk=run.pk, accepted_at=None).update(result=asdict(result))
        left = TIME_LIMIT - (time.monotonic() - started)
        solution = solve(reading.problem, seconds=max(left, LEAST_TO_SOLVE))
    result.filled_places = solution.score.places
    result.filled_sessions = len({session for session, _person in solution.plan})
    result.trips = solution.score.trips
    result.proven = sorted(solution.proven)
    result.least_trips = solution.least_trips
    result.greedy_places = solution.greedy.places
    result.seconds = round(solution.seconds, 1)
    progress.advance(0)
    _keep(run, job, reading, solution.plan, result)


@contextmanager
def _seconds_told(progress: Progress) -> Iterator[None]:
    over = threading.Event()

    def count() -> None:
        while not over.wait(1):
            progress.done = min(progress.done + 1, progress.total - 1)

    thread = threading.Thread(target=count, name="seconds-of-a-fill", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@transaction.atomic
def _keep(run: FillRun, job: Job, reading: Reading, plan: Plan, result: Result) -> None:
    """:raises JobTakenOver: another worker makes this plan by now."""
    mine = Job.objects.select_for_update().filter(
        pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts
    )
    if not mine.exists():
        raise JobTakenOver
    run.fill_sessions.all().delete()
    run.result = asdict(result)
    run.save(update_fields=["result"])
    # A session may have been removed since it was read.
    ids = list(SchoolSession.objects.filter(pk__in=reading.problem.sessions).values_list(flat=True))
    reasons = reasons_beside(reading, plan)
    kept = FillSession.objects.bulk_create(
        _fill_session(run, session, reading, plan, reasons) for session in ids
    )
    FillProposal.objects.bulk_create(
        proposal for one in kept for proposal in _proposals(one, reading, plan)
    )


def _fill_session(
    run: FillRun, session: int, reading: Reading, plan: Plan, reasons: Reasons
) -> FillSession:
    places = reading.problem.sessions[session].places
    filled = sum(1 for pair in plan if pair[0] == session)
    counts = dict(reasons[session].most_common()) if filled < places else {}
    return FillSession(run=run, school_session_id=session, places=places, reasons=counts)


def _proposals(one: FillSession, reading: Reading, plan: Plan) -> Iterator[FillProposal]:
    """An adult leads where there is one, of these who has taught most."""
    session = one.school_session_id
    loads = {
        person: reading.problem.people[person].load for found, person in plan if found == session
    }
    minors = reading.problem.pairs[session]
    ordered = sorted(loads, key=lambda person: (minors[person], -loads[person], person))
    for number, person in enumerate(ordered):
        leads = number == 0 and session not in reading.with_lead
        yield FillProposal(
            fill_session=one,
            volunteer_id=person,
            role=AssignmentRole.LEAD if leads else AssignmentRole.CO_TEACHER,
            taught_before=loads[person],
        )
