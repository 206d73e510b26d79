"""The best plan that can be found in a given time, and what of it is proven to be the best."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import highspy
import numpy as np

from sessions.filling.chains import with_chains
from sessions.filling.greedy import fill_greedily
from sessions.filling.model import Model, Terms
from sessions.filling.problem import Plan, Problem, Score, part_of, score
from sessions.filling.trading import with_fewer_trips

COVERAGE, BALANCE, TRAVEL = AIMS = ("coverage", "balance", "travel")
"""What a plan is to reach, the more important first."""

SHARES = {COVERAGE: 0.6, BALANCE: 0.8, TRAVEL: 1.0}
"""How much of the time that is left each aim may take."""

SHARE_OF_CHAINS = 0.2

EXTRA_FOR_TRIPS = 0.1
"""So much of the time besides: the aims before mostly take all of it, and trading is quick."""

MOST_PAIRS_FOR_TRIPS = 5_000
"""From more on it takes minutes to prove that no plan has fewer trips."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Solution:
    """
    :param proven: the aims of which no plan can reach more, given the ones before.
    :param least_trips: so many at least, where the plan has more and it isn't proven.
    """

    plan: Plan
    score: Score
    greedy: Score
    proven: frozenset[str]
    least_trips: int
    seconds: float


def solve(problem: Problem, *, seconds: float, tell: Tell = lambda aim: None) -> Solution:
    """Cover most, then balance the loads, then save trips.

    :param seconds: when to be content with what was found.
    :param tell: gets each aim before it is tried for.
    """
    start = time.monotonic()
    greedy = fill_greedily(problem)
    soon = start + seconds * SHARE_OF_CHAINS
    better = with_fewer_trips(problem, with_chains(problem, greedy, until=soon), until=soon)
    search = _Search(problem, better, start + seconds)
    tell(COVERAGE)
    search.cover()
    tell(BALANCE)
    search.balance()
    tell(TRAVEL)
    search.save_trips(until=start + seconds * (1 + EXTRA_FOR_TRIPS))
    return Solution(
        plan=search.plan,
        score=score(problem, search.plan),
        greedy=score(problem, greedy),
        proven=frozenset(search.proven),
        least_trips=search.least_trips,
        seconds=time.monotonic() - start,
    )


class _Search:
    """The best plan so far; each aim starts from what the one before has found."""

    def __init__(self, problem: Problem, plan: Plan, deadline: float) -> None:
        self.problem = problem
        self.plan = plan
        self.deadline = deadline
        self.proven: set[str] = set()
        self.least_trips = 0

    def cover(self) -> None:
        model = Model(self.problem)
        self._reach(model, COVERAGE, {column: -worth for column, worth in model.coverage.items()})

    def balance(self) -> None:
        model = self._program_for(BALANCE)
        self._reach(model, BALANCE, model.imbalance)
        if BALANCE not in self.proven:
            self._go_day_by_day(BALANCE)

    def save_trips(self, *, until: float) -> None:
        """By trading, day by day, and as a whole where that is small enough to come to an end."""
        self._take(with_fewer_trips(self.problem, self.plan, until=until))
        self._go_day_by_day(TRAVEL)
        if self.problem.number_of_pairs <= MOST_PAIRS_FOR_TRIPS:
            model = self._program_for(TRAVEL)
            self.least_trips = max(0, self._reach(model, TRAVEL, model.trips))

    def _go_day_by_day(self, aim: str) -> None:
        """Better one day while the other days stay, until no day can be bettered so."""
        days = sorted({session.day for session in self.problem.sessions.values()})
        found = len(days) > 1
        while found and time.monotonic() < self.deadline:
            bettered = [self._better_day(day, aim) for day in days]
            found = any(bettered)

    def _better_day(self, day: int, aim: str) -> bool:
        own = {one.id for one in self.problem.sessions.values() if one.day == day}
        before = self.plan
        part = _Search(
            part_of(self.problem, before, own),
            frozenset(pair for pair in before if pair[0] in own),
            self.deadline,
        )
        model = part._program_for(aim)
        part._reach(model, aim, model.imbalance if aim == BALANCE else model.trips)
        self._take(frozenset(pair for pair in before if pair[0] not in own) | part.plan)
        return self.plan != before

    def _program_for(self, aim: str) -> Model:
        """The program of all plans that are as good as this one in what comes before an aim."""
        model = Model(self.problem)
        values = model.values_of(self.plan)
        covered = sum(values[column] * worth for column, worth in model.coverage.items())
        model.add_limit(model.coverage, lower=covered)
        model.add_imbalance()
        if aim == TRAVEL:
            model.add_limit(model.imbalance, upper=score(self.problem, self.plan).imbalance)
            model.add_trips()
        return model

    def _take(self, plan: Plan) -> None:
        if score(self.problem, plan).rank > score(self.problem, self.plan).rank:
            self.plan = plan

    def _reach(self, model: Model, aim: str, cost: Terms) -> int:
        """Minimise; the proven lower bound, rounded up."""
        left = self.deadline - time.monotonic()
        if left <= 0 or not model.pairs:
            if not model.pairs:
                self.proven.add(aim)
            return 0
        highs = _program(model, cost)
        highs.setOptionValue("time_limit", left * SHARES[aim])
        start = highspy.HighsSolution()
        start.col_value = model.values_of(self.plan)
        highs.setSolution(start)
        highs.run()
        info = highs.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self._take(model.plan_of(highs.getSolution().col_value))
        if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            self.proven.add(aim)
        bound = info.mip_dual_bound
        return int(np.ceil(bound - 1e-6)) if np.isfinite(bound) else 0


def _program(model: Model, cost: Terms) -> highspy.Highs:
    """The model as HiGHS takes it. Every cost is whole, so a gap below one is none."""
    columns, rows = len(model.upper), model.rows
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, len(rows)
    program.col_cost_ = _dense(cost, columns)
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.array(model.upper, dtype=float)
    program.row_lower_ = np.array([row.lower for row in rows], dtype=float)
    program.row_upper_ = np.array([row.upper for row in rows], dtype=float)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    lengths = np.array([len(row.terms) for row in rows], dtype=np.int32)
    matrix.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    size = int(lengths.sum())
    every = chain.from_iterable
    matrix.index_ = np.fromiter(every(row.terms for row in rows), np.int32, size)
    matrix.value_ = np.fromiter(every(row.terms.values() for row in rows), float, size)
    whole, any_number = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    pairs = len(model.pairs)
    program.integrality_ = [whole] * pairs + [any_number] * (columns - pairs)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.99)
    highs.passModel(program)
    return highs


def _dense(terms: Terms, columns: int) -> np.ndarray:
    values = np.zeros(columns)
    for column, worth in terms.items():
        values[column] = worth
    return values
