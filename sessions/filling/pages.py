"""What the pages of a plan show."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from sessions.choices import ProposalState
from sessions.filling import words
from sessions.filling.runs import Result
from sessions.models import FillProposal, FillRun, FillSession, SchoolSession
from sessions.queries import SessionRow, rows_of

ALL_AT_ONCE = 60
"""With more sessions, a page shows one day."""

MOST_REASONS = 6
RUNS_SHOWN = 8


@dataclass
class Proposed:
    """A volunteer of the plan, and what speaks for them.

    :param in_plan: how many sessions of this plan they have, with this one.
    :param shares_trip: they teach at the same school on that day, by this plan.
    """

    proposal: FillProposal
    in_plan: int
    shares_trip: bool


@dataclass
class Remedy:
    """What can be done about an open place, and where."""

    label: str | Promise
    url: str


@dataclass
class PlannedSession:
    fill_session: FillSession
    row: SessionRow
    people: list[Proposed]
    reasons: list[str]
    remedies: list[Remedy]
    is_accepted: bool

    @property
    def filled(self) -> int:
        return sum(one.proposal.state != ProposalState.SKIPPED for one in self.people)

    @property
    def open(self) -> int:
        """Once the plan is accepted, what the database says: others fill places, too."""
        if self.is_accepted:
            return self.row.open_places if self.row.is_open else 0
        return max(0, self.fill_session.places - self.filled)


@dataclass
class Day:
    date: datetime.date
    filled: int
    places: int

    @property
    def is_full(self) -> bool:
        return self.filled >= self.places


@dataclass
class PlanPage:
    result: Result
    days: list[Day]
    chosen: datetime.date | None
    sessions: list[PlannedSession]
    proposed: int
    accepted: int
    skipped: int
    places: int

    @property
    def by_day(self) -> list[tuple[datetime.date, list[PlannedSession]]]:
        found: dict[datetime.date, list[PlannedSession]] = defaultdict(list)
        for one in self.sessions:
            found[one.row.starts_at.date()].append(one)
        return list(found.items())

    @property
    def filled(self) -> int:
        return sum(one.filled for one in self.days)

    @property
    def open(self) -> int:
        return max(0, self.places - self.filled)

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.places) if self.places else 100

    @property
    def is_coverage_proven(self) -> bool:
        return "coverage" in self.result.proven

    @property
    def more_than_greedy(self) -> int:
        return max(0, self.result.filled_places - self.result.greedy_places)


def plan_page(run: FillRun, user: User, day: datetime.date | None) -> PlanPage:
    """A plan, or one day of it."""
    days = _days_of(run)
    if day not in {one.date for one in days}:
        many = run.fill_sessions.count() > ALL_AT_ONCE
        day = next((one.date for one in days), None) if many else None
    states = FillProposal.objects.filter(fill_session__run=run)
    counts = dict(states.order_by().values_list("state").annotate(Count("pk")))
    return PlanPage(
        result=Result.of(run),
        days=days,
        chosen=day,
        sessions=_sessions_of(run, user, day),
        proposed=counts.get(ProposalState.PROPOSED, 0),
        accepted=counts.get(ProposalState.ACCEPTED, 0),
        skipped=counts.get(ProposalState.SKIPPED, 0),
        places=sum(one.places for one in days),
    )


def _days_of(run: FillRun) -> list[Day]:
    places = run.fill_sessions.order_by().values(day=F("school_session__date"))
    places = dict(places.annotate(n=Sum("places")).values_list("day", "n"))
    kept = Q(proposals__state__in=[ProposalState.PROPOSED, ProposalState.ACCEPTED])
    filled = run.fill_sessions.order_by().values(day=F("school_session__date"))
    filled = dict(filled.annotate(n=Count("proposals", filter=kept)).values_list("day", "n"))
    if run.is_accepted:
        still_open = _open_now(run)
        filled = {day: max(0, number - still_open[day]) for day, number in places.items()}
    return [Day(day, filled[day], number) for day, number in sorted(places.items())]


def _open_now(run: FillRun) -> Counter[datetime.date]:
    """Open places by day as they are: after a plan is accepted, others fill them, too."""
    short = SchoolSession.objects.understaffed().filter(
        pk__in=run.fill_sessions.values("school_session")
    )
    found: Counter[datetime.date] = Counter()
    for day, number in short.values_list("date", F("places") - F("places_filled")):
        found[day] += number
    return found


def _sessions_of(run: FillRun, user: User, day: datetime.date | None) -> list[PlannedSession]:
    shown = run.fill_sessions.order_by("school_session__starts_at", "school_session")
    if day:
        shown = shown.filter(school_session__date=day)
    kept = {one.school_session_id: one for one in shown}
    rows = rows_of(
        SchoolSession.objects.filter(pk__in=list(kept)).order_by("starts_at", "pk"), user
    )
    people = _people_of(run)
    return [
        PlannedSession(
            kept[row.pk],
            row,
            people[row.pk],
            _reasons_of(kept[row.pk]),
            _remedies_of(kept[row.pk]),
            run.is_accepted,
        )
        for row in rows
    ]


def _people_of(run: FillRun) -> dict[int, list[Proposed]]:
    proposals = list(
        FillProposal.objects.filter(fill_session__run=run)
        .select_related("volunteer", "fill_session__school_session")
        .order_by("-role", "pk")
    )
    in_plan: dict[int, int] = defaultdict(int)
    trips: dict[tuple, int] = defaultdict(int)
    for one in proposals:
        if one.state != ProposalState.SKIPPED:
            in_plan[one.volunteer_id] += 1
            trips[_trip(one)] += 1
    found: dict[int, list[Proposed]] = defaultdict(list)
    for one in proposals:
        session = one.fill_session.school_session
        shares = session.mode != "online" and trips[_trip(one)] > 1
        found[session.pk].append(Proposed(one, in_plan[one.volunteer_id], shares))
    return found


def _trip(proposal: FillProposal) -> tuple:
    session = proposal.fill_session.school_session
    return (proposal.volunteer_id, session.school_id, session.date, session.mode == "online")


def _reasons_of(fill_session: FillSession) -> list[str]:
    """Why nobody else takes it, the most frequent reason first."""
    ordered = sorted(fill_session.reasons.items(), key=lambda one: -one[1])
    return [words.how_many(code, number) for code, number in ordered[:MOST_REASONS]]


def _remedies_of(fill_session: FillSession) -> list[Remedy]:
    """What can be done about it, and everybody by name with every reason."""
    found = [
        Remedy(label, reverse(view, args=[fill_session.school_session_id]))
        for codes, label, view in words.REMEDIES
        if codes & fill_session.reasons.keys()
    ]
    by_name = reverse("sessions:assign", args=[fill_session.school_session_id])
    if all(one.url != by_name for one in found):
        found.append(Remedy(_("See them by name"), by_name))
    return found


def latest_runs(user: User) -> list[FillRun]:
    """The last ones that are still ahead, with who asked."""
    runs = FillRun.objects.visible_to(user).filter(until__gte=timezone.localdate())
    runs = runs.select_related("job", "created_by", "accepted_by").prefetch_related("regions")
    return list(runs.annotate(sessions=Count("fill_sessions"))[:RUNS_SHOWN])
