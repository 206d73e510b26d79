"""The problem as a mixed-integer program: columns, rows, and what a plan's values are in them.

Coverage needs one column for each pair. Balance adds a column for each further session of a
volunteer, which costs more than the one before (the squares of the loads), and travel one for
each trip. Each is a program of its own: what is not asked for would only make it slower.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from sessions.filling.cliques import clashes_of, cliques_of
from sessions.filling.problem import OpenSession, Pair, Plan, Problem, WeekLeft

Terms = dict[int, float]
"""What each column is worth, by its number."""


@dataclass
class Row:
    lower: float
    upper: float
    terms: Terms


@dataclass
class Model:
    """A program in which the pairs are the first columns."""

    problem: Problem
    pairs: list[Pair] = field(default_factory=list)
    column: dict[Pair, int] = field(default_factory=dict)
    upper: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    coverage: Terms = field(default_factory=dict)
    imbalance: Terms = field(default_factory=dict)
    trips: Terms = field(default_factory=dict)
    _places: dict[int, tuple[int, int]] = field(default_factory=dict)
    _adults: dict[int, tuple[int, list[int]]] = field(default_factory=dict)
    _loads: list[tuple[list[int], list[int]]] = field(default_factory=list)
    _trips: list[tuple[int, list[int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for session, people in self.problem.pairs.items():
            for person in people:
                self.column[session, person] = self._column(1)
                self.pairs.append((session, person))
        for session in self.problem.sessions.values():
            if self.problem.pairs.get(session.id):
                self._add_places(session)
                self._add_adult(session)
        cliques = cliques_of(clashes_of(self.problem.sessions.values()))
        for person, sessions in self.problem.by_person().items():
            self._add_cliques(person, sessions, cliques)
            self._add_weeks(person, sessions)

    def _column(self, upper: float) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _row(self, lower: float, upper: float, terms: Iterable[tuple[int, float]]) -> None:
        self.rows.append(Row(lower, upper, dict(terms)))

    def add_limit(self, terms: Terms, *, lower: float = -inf, upper: float = inf) -> None:
        self.rows.append(Row(lower, upper, terms))

    def _add_places(self, session: OpenSession) -> None:
        """The first volunteer of a session nobody teaches yet is worth more than all places."""
        first = self._column(1)
        others = self._column(session.places - 1)
        columns = [self.column[session.id, one] for one in self.problem.pairs[session.id]]
        self._row(0, 0, [*((one, 1) for one in columns), (first, -1), (others, -1)])
        self.coverage[first] = 1 if session.is_taken else self.problem.places + 1
        self.coverage[others] = 1
        self._places[session.id] = (first, others)

    def _add_adult(self, session: OpenSession) -> None:
        people = self.problem.pairs[session.id]
        minors = [self.column[session.id, one] for one, is_minor in people.items() if is_minor]
        adults = [self.column[session.id, one] for one, is_minor in people.items() if not is_minor]
        if session.has_adult or not minors:
            return
        if not adults or session.places == 1:
            for one in minors:
                self.upper[one] = 0
            return
        has_adult = self._column(1)
        self._row(0, inf, [*((one, 1) for one in adults), (has_adult, -1)])
        self._row(0, inf, [*((one, -1) for one in minors), (has_adult, session.places - 1)])
        self._adults[has_adult] = (session.id, adults)

    def _add_cliques(self, person: int, sessions: list[int], cliques: list[frozenset[int]]) -> None:
        own = {clique.intersection(sessions) for clique in cliques}
        for clique in own:
            if len(clique) > 1 and not any(clique < other for other in own):
                self._row(0, 1, ((self.column[one, person], 1) for one in clique))

    def _add_weeks(self, person: int, sessions: list[int]) -> None:
        weeks: dict[int, list[int]] = {}
        for one in sessions:
            weeks.setdefault(self.problem.sessions[one].week, []).append(one)
        for week, own in weeks.items():
            left = self.problem.people[person].weeks.get(week, WeekLeft())
            columns = [(self.column[one, person], self.problem.sessions[one]) for one in own]
            if left.sessions is not None and left.sessions < len(own):
                self._row(0, left.sessions, ((column, 1) for column, _one in columns))
            if left.minutes is not None:
                self._row(0, left.minutes, ((column, one.minutes) for column, one in columns))

    def add_imbalance(self) -> None:
        """Columns for the growing cost of each further session."""
        for person, sessions in self.problem.by_person().items():
            load = self.problem.people[person].load
            steps = [self._column(1) for _ in range(most_sessions(self.problem, person, sessions))]
            own = [self.column[one, person] for one in sessions]
            self._row(0, 0, [*((one, 1) for one in own), *((one, -1) for one in steps)])
            for number, step in enumerate(steps):
                self.imbalance[step] = 2 * (load + number) + 1
            self._loads.append((own, steps))

    def add_trips(self) -> None:
        for person, sessions in self.problem.by_person().items():
            by_trip: dict[tuple[int, int], list[int]] = {}
            for one in sessions:
                trip = self.problem.sessions[one].trip
                if trip and trip not in self.problem.people[person].trips:
                    by_trip.setdefault(trip, []).append(self.column[one, person])
            for columns in by_trip.values():
                if len(columns) == 1:
                    self.trips[columns[0]] = 1
                    continue
                trip_column = self._column(1)
                self.trips[trip_column] = 1
                for one in columns:
                    self._row(0, inf, [(trip_column, 1), (one, -1)])
                self._trips.append((trip_column, columns))

    def values_of(self, plan: Plan) -> list[float]:
        """A plan in the model's columns."""
        values = [0.0] * len(self.upper)
        for pair in plan:
            values[self.column[pair]] = 1.0
        for session, (first, others) in self._places.items():
            taken = sum(values[self.column[session, one]] for one in self.problem.pairs[session])
            values[first], values[others] = min(taken, 1.0), max(taken - 1.0, 0.0)
        for has_adult, (_session, adults) in self._adults.items():
            values[has_adult] = float(any(values[one] for one in adults))
        for own, steps in self._loads:
            taken = sum(values[one] for one in own)
            for number, step in enumerate(steps):
                values[step] = float(number < taken)
        for trip_column, columns in self._trips:
            values[trip_column] = max(values[one] for one in columns)
        return values

    def plan_of(self, values: list[float]) -> Plan:
        return frozenset(
            pair for pair, value in zip(self.pairs, values, strict=False) if value > 0.5
        )


def most_sessions(problem: Problem, person: int, sessions: list[int]) -> int:
    """How many of the sessions somebody could take at the most: those that do not overlap."""
    most, free_from = {}, -inf
    for one in sorted((problem.sessions[one] for one in sessions), key=lambda one: one.ends):
        if one.starts >= free_from:
            free_from = one.ends
            most[one.week] = most.get(one.week, 0) + 1
    weeks = problem.people[person].weeks
    limits = ((weeks.get(week, WeekLeft()).sessions, number) for week, number in most.items())
    return sum(number if limit is None else min(limit, number) for limit, number in limits)
