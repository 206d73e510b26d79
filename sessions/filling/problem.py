"""What there is to decide: who takes which open place. No Django, no database.

Times are whole minutes since any fixed moment, days and weeks any whole numbers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

Pair = tuple[int, int]
"""The id of a session, and of a volunteer."""

Plan = frozenset[Pair]
Trip = tuple[int, int]
"""The id of a school and a day: two lessons there on one day are one trip."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session with open places.

    :param is_there: somebody has to go to the school.
    :param travel: minutes on the way there or back.
    :param is_taken: somebody teaches it already, so that it takes place in any case.
    :param has_adult: an adult volunteer or a teacher of the school is there in any case.
    """

    id: int
    school: int
    starts: int
    ends: int
    day: int
    week: int
    is_there: bool
    travel: int
    places: int
    is_taken: bool = False
    has_adult: bool = False

    @property
    def minutes(self) -> int:
        return self.ends - self.starts

    @property
    def trip(self) -> Trip | None:
        return (self.school, self.day) if self.is_there else None


@dataclass(frozen=True, slots=True)
class WeekLeft:
    """What a volunteer can still take in a week; none: no limit.

    :param minutes: for those who are under 18 on a day of that week.
    """

    sessions: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A volunteer.

    :param load: sessions of the school year that they have already.
    :param trips: where they go anyway, so that one more lesson there is no way more.
    """

    id: int
    load: int = 0
    weeks: Mapping[int, WeekLeft] = field(default_factory=dict)
    trips: frozenset[Trip] = frozenset()


@dataclass(frozen=True)
class Problem:
    """
    :param pairs: for each session who may and can take a place there, looked at alone, and
        whether they are under 18 on that day.
    """

    sessions: Mapping[int, OpenSession]
    people: Mapping[int, Person]
    pairs: Mapping[int, Mapping[int, bool]]

    @property
    def places(self) -> int:
        return sum(session.places for session in self.sessions.values())

    @property
    def number_of_pairs(self) -> int:
        return sum(len(people) for people in self.pairs.values())

    def by_person(self) -> dict[int, list[int]]:
        """The sessions that each volunteer could take."""
        found: dict[int, list[int]] = {}
        for session, people in self.pairs.items():
            for person in people:
                found.setdefault(person, []).append(session)
        return found


def clash(one: OpenSession, other: OpenSession) -> bool:
    """Whether nobody can be in both: they overlap, or there is no time to be on the way."""
    way = 0
    if not (one.is_there and other.is_there and one.school == other.school):
        way = max(
            one.travel if one.is_there else 0,
            other.travel if other.is_there else 0,
        )
    return one.starts < other.ends + way and other.starts < one.ends + way


class Score(NamedTuple):
    """How good a plan is: more sessions first, then more places, fairer, fewer trips.

    :param sessions: that have somebody only by this plan.
    :param imbalance: by how much the sum of the squares of all loads grows; it is least where
        those who taught least take most.
    """

    sessions: int
    places: int
    imbalance: int
    trips: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Higher is better."""
        return (self.sessions, self.places, -self.imbalance, -self.trips)


def score(problem: Problem, plan: Iterable[Pair]) -> Score:
    draft = Draft(problem, plan)
    covered = [one for one in draft.in_session if draft.in_session[one]]
    imbalance = sum(
        (problem.people[person].load + len(taken)) ** 2 - problem.people[person].load ** 2
        for person, taken in draft.of_person.items()
    )
    return Score(
        sessions=sum(not problem.sessions[one].is_taken for one in covered),
        places=sum(len(people) for people in draft.in_session.values()),
        imbalance=imbalance,
        trips=sum(len(draft.trips_of(person)) for person in draft.of_person),
    )


def part_of(problem: Problem, plan: Plan, sessions: Collection[int]) -> Problem:
    """What is left to decide about some sessions where the plan for all others stays."""
    rest = Draft(problem, (pair for pair in plan if pair[0] not in sessions))
    people = {}
    for person in {one for session in sessions for one in problem.pairs.get(session, {})}:
        known, taken = problem.people[person], rest.of_person.get(person, set())
        people[person] = replace(
            known,
            load=known.load + len(taken),
            weeks=_left_beside(known, [problem.sessions[one] for one in taken]),
            trips=known.trips | rest.trips_of(person),
        )
    return Problem(
        sessions={one: problem.sessions[one] for one in sessions},
        people=people,
        pairs={
            one: {
                person: is_minor
                for person, is_minor in problem.pairs.get(one, {}).items()
                if not rest.why_no_time(one, person)
            }
            for one in sessions
        },
    )


def _left_beside(person: Person, taken: Iterable[OpenSession]) -> dict[int, WeekLeft]:
    weeks = dict(person.weeks)
    for one in taken:
        if left := weeks.get(one.week):
            weeks[one.week] = WeekLeft(
                sessions=None if left.sessions is None else left.sessions - 1,
                minutes=None if left.minutes is None else left.minutes - one.minutes,
            )
    return weeks


class Draft:
    """A plan that is being made, one pair after the other."""

    def __init__(self, problem: Problem, plan: Iterable[Pair] = ()) -> None:
        self.problem = problem
        self.in_session: dict[int, set[int]] = {}
        self.of_person: dict[int, set[int]] = {}
        for session, person in plan:
            self.add(session, person)

    @property
    def plan(self) -> Plan:
        return frozenset(
            (session, person) for session, people in self.in_session.items() for person in people
        )

    def add(self, session: int, person: int) -> None:
        self.in_session.setdefault(session, set()).add(person)
        self.of_person.setdefault(person, set()).add(session)

    def remove(self, session: int, person: int) -> None:
        self.in_session[session].remove(person)
        self.of_person[person].remove(session)

    def trips_of(self, person: int) -> set[Trip]:
        """Ways that the plan asks of somebody, besides those that they go anyway."""
        trips = {self.problem.sessions[one].trip for one in self.of_person.get(person, ())}
        return trips - {None} - self.problem.people[person].trips

    def why_not(self, session: int, person: int) -> str:
        """The code of what stands against one more pair; empty where nothing does."""
        wanted = self.problem.sessions[session]
        if person not in self.problem.pairs.get(session, {}):
            return "not_allowed"
        if len(self.in_session.get(session, ())) >= wanted.places:
            return "full"
        if person in self.in_session.get(session, ()):
            return "in_it"
        return self.why_no_time(session, person) or self._why_no_adult(session, person)

    def why_no_time(self, session: int, person: int) -> str:
        """What somebody's other sessions of the plan say to one more."""
        wanted = self.problem.sessions[session]
        taken = self.of_person.get(person, set())
        others = [self.problem.sessions[one] for one in taken]
        if any(clash(wanted, other) for other in others):
            return "busy"
        same_week = [one for one in others if one.week == wanted.week]
        left = self.problem.people[person].weeks.get(wanted.week, WeekLeft())
        if left.sessions is not None and len(same_week) >= left.sessions:
            return "week_wish"
        minutes = sum(one.minutes for one in [*same_week, wanted])
        return "week_full" if left.minutes is not None and minutes > left.minutes else ""

    def _why_no_adult(self, session: int, person: int) -> str:
        if self.problem.sessions[session].has_adult or not self.problem.pairs[session][person]:
            return ""
        return "" if self._has_adult(session) else "no_adult"

    def _has_adult(self, session: int) -> bool:
        minors = self.problem.pairs.get(session, {})
        people = self.in_session.get(session, ())
        return self.problem.sessions[session].has_adult or not all(
            minors.get(one, False) for one in people
        )

    def lacks_adult(self, session: int) -> bool:
        """Somebody under 18 would be there alone."""
        return bool(self.in_session.get(session)) and not self._has_adult(session)


def faults(problem: Problem, plan: Iterable[Pair]) -> list[tuple[str, int, int]]:
    """Every rule that a plan breaks: the code, the session, the volunteer (0: nobody alone)."""
    draft = Draft(problem, plan)
    found = []
    for session, person in sorted(draft.plan):
        if person not in problem.pairs.get(session, {}):
            found.append(("not_allowed", session, person))
            continue
        draft.remove(session, person)
        if code := draft.why_no_time(session, person):
            found.append((code, session, person))
        draft.add(session, person)
    for session, people in draft.in_session.items():
        if len(people) > problem.sessions[session].places:
            found.append(("full", session, 0))
        if draft.lacks_adult(session):
            found.append(("no_adult", session, 0))
    return found
