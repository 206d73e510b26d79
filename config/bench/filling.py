"""Fill the week: a plan of 500 sessions and 300 volunteers, against filling one by one."""

import datetime
import random
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import grant_role
from config.bench.budgets import Result
from config.bench.kept import undone
from regions.models import Region
from schools.models import School
from sessions.choices import Mode
from sessions.filling import runs
from sessions.filling.greedy import fill_greedily
from sessions.filling.problem import Draft, Pair, Problem, score
from sessions.filling.reading import open_sessions_of, read_problem, volunteers_for
from sessions.models import FillProposal, FillRun, SchoolSession
from transfers.models import Job, JobStatus
from transfers.progress import SilentProgress
from volunteers.choices import (
    CheckKind,
    ConsentKind,
    ConsentMethod,
    TrainedHow,
    VolunteerStatus,
    WeeklyTimeKind,
)
from volunteers.models import Check, Consent, Enrolment, Project, Training, Volunteer, WeeklyTime

SESSIONS, VOLUNTEERS, SCHOOLS = 500, 300, 60
SECONDS = 30
STARTS = [datetime.time(hour, minute) for hour in (8, 9, 10, 11, 13, 14, 15) for minute in (0, 30)]
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def plan_of_a_week() -> Iterator[Result]:
    """Made in a transaction that is taken back: the data stays as it was."""
    with undone():
        week = _Week(random.Random(2026))  # noqa: S311 (invented people, no secrets)
        started = time.perf_counter()
        runs.make_plan(week.run.job, SilentProgress())
        took = time.perf_counter() - started
        week.run.refresh_from_db()
        result = runs.Result.of(week.run)
        shares = list(_shares(week.run))
    proven = ", ".join(result.proven) or "nothing"
    yield Result(
        "plan of a week, seconds with reading and writing",
        took,
        SECONDS,
        at_most=True,
        detail=f"{result.sessions} sessions, {result.volunteers} volunteers, {result.ways} ways, "
        f"proven: {proven}",
    )
    yield Result(
        "places filled, the plan to one by one",
        result.filled_places / max(1, result.greedy_places),
        1.0,
        detail=f"plan {_part(result.filled_places, result.places)}, "
        f"one by one {_part(result.greedy_places, result.places)}",
    )
    yield from shares


def _shares(run: FillRun) -> Iterator[Result]:
    """How evenly the plan shares and how much it travels, beside filling one by one."""
    sessions = open_sessions_of(run, run.created_by).select_related("school__region")
    volunteers = list(volunteers_for(run.created_by, run.regions.all()))
    problem = read_problem(sessions, volunteers).problem
    proposals = FillProposal.objects.filter(fill_session__run=run)
    plan = proposals.values_list("fill_session__school_session", "volunteer")
    ours, theirs = (_Share.of(problem, one) for one in (plan, fill_greedily(problem)))
    yield Result(
        "spread of shares in parts of the mean, the plan to one by one",
        ours.unevenness / theirs.unevenness,
        1.0,
        at_most=True,
        detail=f"plan {ours}, one by one {theirs}",
    )
    yield Result(
        "trips for a place, the plan to one by one",
        (ours.trips / ours.places) / (theirs.trips / theirs.places),
        1.0,
        at_most=True,
        detail=f"plan {ours.trips} for {ours.places} places, one by one {theirs.trips} for "
        f"{theirs.places}",
    )


@dataclass(frozen=True)
class _Share:
    """How many sessions each volunteer has by a plan, be it none."""

    loads: list[int]
    trips: int

    @classmethod
    def of(cls, problem: Problem, plan: Iterable[Pair]) -> "_Share":
        pairs = list(plan)
        draft = Draft(problem, pairs)
        loads = [len(draft.of_person.get(person, ())) for person in problem.people]
        return cls(loads, score(problem, pairs).trips)

    @property
    def places(self) -> int:
        return sum(self.loads)

    @property
    def spread(self) -> float:
        """The standard deviation."""
        return statistics.pstdev(self.loads)

    @property
    def unevenness(self) -> float:
        """In parts of the mean share: who fills more places has larger shares."""
        return self.spread / statistics.mean(self.loads)

    def __str__(self) -> str:
        least, most = min(self.loads), max(self.loads)
        return f"{self.spread:.2f} ({least} to {most} sessions, {self.loads.count(0)} with none)"


def _part(filled: int, places: int) -> str:
    return f"{filled} of {places} places ({100 * filled / places:.1f}%)"


class _Week:
    """A week in a region of its own: a third of the people under 18, most with few free hours."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.monday = timezone.localdate() + datetime.timedelta(days=7)
        self.monday -= datetime.timedelta(days=self.monday.weekday())
        self.region = Region.objects.create(
            code="QZ-1", name_en="Bench", kind="region", tile_col=1, tile_row=1
        )
        self.projects = list(Project.objects.order_by("pk")[:2])
        self._add_people()
        self._add_sessions()
        self.run = self._ask()

    def _add_people(self) -> None:
        volunteers = self._volunteers()
        self._make_ready(volunteers)
        self._give_hours(volunteers)

    def _volunteers(self) -> list[Volunteer]:
        today = timezone.localdate()
        return Volunteer.objects.bulk_create(
            Volunteer(
                email=f"bench{number}@example.org",
                first_name="Bench",
                last_name=f"Number{number:03}",
                birth_date=today - datetime.timedelta(days=365 * self.chance.randint(15, 23)),
                region=self.region,
                languages=self.chance.sample(["kk", "ru", "en"], self.chance.choice([1, 2, 2])),
                most_sessions_a_week=self.chance.choice([None, 1, 2, 2, 3, 4]),
                status=VolunteerStatus.ACTIVE,
                joined_date=datetime.date(2025, 1, 1),
            )
            for number in range(VOLUNTEERS)
        )

    def _make_ready(self, volunteers: list[Volunteer]) -> None:
        Consent.objects.bulk_create(
            Consent(
                volunteer=volunteer,
                kind=kind,
                text_version="1",
                method=ConsentMethod.PAPER,
                given_by="Bench",
                given_at=LONG_AGO,
            )
            for volunteer in volunteers
            for kind in (ConsentKind.PARTICIPATION, ConsentKind.GUARDIAN)
        )
        Check.objects.bulk_create(
            Check(volunteer=volunteer, kind=kind, valid_from=LONG_AGO.date())
            for volunteer in volunteers
            for kind in CheckKind
        )
        members = [
            (volunteer, project)
            for volunteer in volunteers
            for project in self.chance.sample(self.projects, self.chance.choice([1, 1, 2]))
        ]
        since = datetime.date(2025, 1, 1)
        Enrolment.objects.bulk_create(
            Enrolment(volunteer=one, project=project, joined_date=since) for one, project in members
        )
        Training.objects.bulk_create(
            Training(volunteer=one, project=project, passed_date=since, how=TrainedHow.TAKEN_OVER)
            for one, project in members
        )

    def _give_hours(self, volunteers: list[Volunteer]) -> None:
        WeeklyTime.objects.bulk_create(
            WeeklyTime(
                volunteer=volunteer,
                kind=WeeklyTimeKind.AVAILABLE,
                weekday=weekday,
                starts=datetime.time(8 if morning else 13),
                ends=datetime.time(13 if morning else 18),
            )
            for volunteer in volunteers
            for weekday in range(1, 6)
            for morning in (True, False)
            if self.chance.random() < 0.5
        )

    def _add_sessions(self) -> None:
        schools = School.objects.bulk_create(
            School(
                code=f"BENCH{number}",
                name_en=f"Bench school {number}",
                region=self.region,
                settlement="urban",
                languages=["kk"],
            )
            for number in range(SCHOOLS)
        )
        SchoolSession.objects.bulk_create(
            SchoolSession(
                project=self.chance.choice(self.projects),
                school=self.chance.choice(schools),
                starts_at=self._start(),
                minutes=45,
                mode=self.chance.choice([Mode.ONLINE, Mode.OFFLINE, Mode.OFFLINE]),
                language=self.chance.choice(["kk", "kk", "ru", "ru", "en"]),
                places=self.chance.choice([1, 1, 2, 2, 3]),
            )
            for _number in range(SESSIONS)
        )

    def _start(self) -> datetime.datetime:
        day = self.monday + datetime.timedelta(days=self.chance.randrange(5))
        return timezone.make_aware(datetime.datetime.combine(day, self.chance.choice(STARTS)))

    def _ask(self) -> FillRun:
        user = User.objects.create_user(email="filling@bench.example.org", password="unused")  # noqa: S106
        grant_role(user, Role.COORDINATOR, region=self.region)
        run = runs.request_fill(
            by=User.objects.get(pk=user.pk),
            since=self.monday,
            until=self.monday + datetime.timedelta(days=6),
            regions=[self.region],
        )
        Job.objects.filter(pk=run.job_id).update(status=JobStatus.RUNNING, attempts=1)
        run.job.refresh_from_db()
        return run
