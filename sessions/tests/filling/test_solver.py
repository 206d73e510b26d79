"""The solver against all plans of small problems; on larger ones it keeps every rule."""

import threading
import time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from sessions.filling import solver
from sessions.filling.chains import with_chains
from sessions.filling.cliques import clashes_of, cliques_of
from sessions.filling.greedy import fill_greedily
from sessions.filling.problem import (
    OpenSession,
    Person,
    Problem,
    Score,
    WeekLeft,
    clash,
    faults,
    part_of,
    score,
)
from sessions.filling.solver import AIMS, solve
from sessions.filling.trading import with_fewer_trips
from sessions.tests.filling.worlds import best_by_trying, problems

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(problems())
def test_solver_on_any_small_problem_finds_the_best_and_proves_it(problem):
    found = solve(problem, seconds=60)
    assert faults(problem, found.plan) == []
    assert found.score == best_by_trying(problem)
    assert found.proven == set(AIMS)


@often
@given(problems())
def test_greedy_fill_breaks_no_rule_and_is_never_better(problem):
    plan = fill_greedily(problem)
    assert faults(problem, plan) == []
    assert score(problem, plan).rank <= best_by_trying(problem).rank


@often
@given(problems(most_sessions=8, most_people=8, most_pairs=60))
def test_chains_break_no_rule_and_never_worsen_a_plan(problem):
    plan = fill_greedily(problem)
    better = with_chains(problem, plan, until=time.monotonic() + 10)
    assert faults(problem, better) == []
    assert score(problem, better).rank >= score(problem, plan).rank


@often
@given(problems(most_sessions=8, most_people=8, most_pairs=60))
def test_trading_breaks_no_rule_and_never_worsens_a_plan(problem):
    plan = with_chains(problem, fill_greedily(problem), until=time.monotonic() + 10)
    traded = with_fewer_trips(problem, plan, until=time.monotonic() + 10)
    before, after = score(problem, plan), score(problem, traded)
    assert faults(problem, traded) == []
    assert (after.sessions, after.places) == (before.sessions, before.places)
    assert after.imbalance <= before.imbalance
    assert after.trips <= before.trips


def test_chains_move_somebody_up_for_an_open_place():
    """Who alone can take the second session sits in the first, which another could take."""
    sessions = {
        one: OpenSession(one, 1, 0, 45, 0, 0, is_there=False, travel=0, places=1) for one in (1, 2)
    }
    people = {7: Person(7), 8: Person(8, load=3)}
    problem = Problem(sessions, people, {1: {7: False, 8: False}, 2: {7: False}})
    better = with_chains(problem, frozenset({(1, 7)}), until=time.monotonic() + 10)
    assert better == {(1, 8), (2, 7)}


@often
@given(problems(most_sessions=8, most_people=8, most_pairs=60))
def test_part_of_a_plan_decided_anew_breaks_no_rule(problem):
    plan = fill_greedily(problem)
    part = {one for one in problem.sessions if one % 2 and problem.pairs.get(one)}
    kept = frozenset(pair for pair in plan if pair[0] not in part)
    anew = fill_greedily(part_of(problem, plan, part))
    assert faults(problem, kept | anew) == []


@often
@given(problems(most_sessions=12))
def test_cliques_hold_every_clash_and_nothing_else(problem):
    sessions = problem.sessions
    said = {
        (one, other)
        for clique in cliques_of(clashes_of(sessions.values()))
        for one in clique
        for other in clique
        if one != other
    }
    real = {
        (one, other)
        for one in sessions
        for other in sessions
        if one != other and clash(sessions[one], sessions[other])
    }
    assert said == real


def larger(seed: int, *, sessions: int = 60, people: int = 40) -> Problem:
    """A week of a few schools, with as many rules as there are."""
    random = Random(seed)
    found = {}
    for number in range(sessions):
        day = random.randrange(5)
        starts = day * 1440 + random.choice([480, 530, 590, 660, 720, 780, 840])
        found[number] = OpenSession(
            id=number,
            school=random.randrange(8),
            starts=starts,
            ends=starts + 45,
            day=day,
            week=0,
            is_there=random.random() < 0.6,
            travel=60,
            places=random.choice([1, 2, 2, 3]),
            has_adult=random.random() < 0.3,
        )
    minors = {person: random.random() < 0.4 for person in range(people)}
    who = {
        person: Person(
            person,
            load=random.randrange(9),
            weeks={0: WeekLeft(random.choice([None, 1, 2, 4]), 135 if minors[person] else None)},
        )
        for person in range(people)
    }
    pairs = {
        one: {person: minors[person] for person in who if random.random() < 0.3} for one in found
    }
    return Problem(found, who, pairs)


@pytest.mark.parametrize("seed", range(3))
def test_solver_on_a_week_keeps_every_rule_and_covers_more_than_greedy(seed):
    problem = larger(seed)
    found = solve(problem, seconds=20)
    assert faults(problem, found.plan) == []
    assert found.score.rank >= found.greedy.rank
    assert "coverage" in found.proven


def test_plan_that_fills_as_much_as_greedy_is_as_fair_and_saves_trips():
    """Greedy gives each place to who taught least, so its shares are nearly fair; its trips are
    not few. Numbers of this seed: imbalance 940 and 938, trips 68 and 56."""
    found = solve(larger(1, people=70), seconds=20)
    assert found.score[:2] == found.greedy[:2]
    assert found.score.imbalance < found.greedy.imbalance
    assert found.score.trips <= 0.9 * found.greedy.trips


def test_solver_without_time_gives_what_greedy_found_and_proves_nothing():
    problem = larger(7)
    found = solve(problem, seconds=0)
    assert found.plan == fill_greedily(problem)
    assert found.proven == frozenset()


def test_aim_that_is_not_proven_is_bettered_day_by_day():
    problem = larger(4)
    search = solver._Search(problem, fill_greedily(problem), time.monotonic() + 30)
    before = score(problem, search.plan)
    search._go_day_by_day(solver.BALANCE)
    after = score(problem, search.plan)
    assert faults(problem, search.plan) == []
    assert after.rank > before.rank


def test_other_threads_go_on_while_the_solver_works():
    """The heartbeat of the job is one."""
    beats, over = [], threading.Event()

    def beat() -> None:
        while not over.wait(0.005):
            beats.append(time.monotonic())

    thread = threading.Thread(target=beat)
    thread.start()
    started = time.monotonic()
    solve(larger(1, sessions=90, people=70), seconds=4)
    took = time.monotonic() - started
    over.set()
    thread.join()
    longest = max(later - sooner for sooner, later in pairwise(beats))
    assert longest < max(1.0, took / 3)


def minute(hour: int) -> int:
    return hour * 60


def test_nobody_is_asked_to_be_on_the_way_without_time():
    """An hour's way between two schools: 10:45 to 11:30 is too little, the same school is none."""
    first = OpenSession(1, 1, minute(10), minute(10) + 45, 0, 0, True, 60, 1)
    near = OpenSession(2, 1, minute(10) + 45, minute(11) + 30, 0, 0, True, 60, 1)
    far = OpenSession(3, 2, minute(11) + 30, minute(12), 0, 0, True, 60, 1)
    online = OpenSession(4, 2, minute(11) + 30, minute(12), 0, 0, False, 60, 1)
    assert not clash(first, near)
    assert clash(first, far)
    assert clash(first, online)
    assert not clash(far, OpenSession(5, 2, minute(12), minute(13), 0, 0, True, 60, 1))


def test_minor_waits_for_an_adult_beside_them():
    session = OpenSession(1, 1, 0, 45, 0, 0, False, 0, 2)
    alone = Problem({1: session}, {7: Person(7)}, {1: {7: True}})
    assert solve(alone, seconds=5).plan == frozenset()
    together = Problem({1: session}, {7: Person(7), 8: Person(8)}, {1: {7: True, 8: False}})
    assert solve(together, seconds=5).plan == {(1, 7), (1, 8)}


def test_session_without_anybody_comes_before_the_second_place_of_another():
    sessions = {
        1: OpenSession(1, 1, 0, 45, 0, 0, False, 0, 1, is_taken=True),
        2: OpenSession(2, 1, 0, 45, 0, 0, False, 0, 1),
    }
    problem = Problem(sessions, {7: Person(7)}, {1: {7: False}, 2: {7: False}})
    found = solve(problem, seconds=5)
    assert found.plan == {(2, 7)}
    assert found.score == Score(sessions=1, places=1, imbalance=1, trips=0)


def test_lesson_where_somebody_goes_anyway_is_no_further_trip():
    session = OpenSession(1, 3, 0, 45, 0, 0, True, 60, 1)
    people = {7: Person(7), 8: Person(8, trips=frozenset({(3, 0)}))}
    found = solve(Problem({1: session}, people, {1: {7: False, 8: False}}), seconds=5)
    assert found.plan == {(1, 8)}
    assert found.score.trips == 0
