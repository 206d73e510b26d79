"""Small random problems, and what is the best for them, tried out one by one."""

from hypothesis import strategies as st

from sessions.filling.problem import (
    Draft,
    OpenSession,
    Pair,
    Person,
    Problem,
    Score,
    WeekLeft,
    score,
)

HOUR = 60
DAY = 24 * HOUR


@st.composite
def problems(draw, most_sessions: int = 5, most_people: int = 4, most_pairs: int = 12) -> Problem:
    sessions = {}
    for number in range(1, draw(st.integers(1, most_sessions)) + 1):
        day = draw(st.sampled_from([0, 1, 7]))
        starts = day * DAY + draw(st.integers(16, 22)) * HOUR // 2
        sessions[number] = OpenSession(
            id=number,
            school=draw(st.integers(1, 2)),
            starts=starts,
            ends=starts + draw(st.sampled_from([45, 60, 90])),
            day=day,
            week=day // 7,
            is_there=draw(st.booleans()),
            travel=draw(st.sampled_from([0, 30, 60])),
            places=draw(st.integers(1, 3)),
            is_taken=draw(st.booleans()),
            has_adult=draw(st.booleans()),
        )
    people = {}
    for number in range(101, draw(st.integers(1, most_people)) + 101):
        left = st.builds(
            WeekLeft,
            sessions=st.none() | st.integers(0, 3),
            minutes=st.none() | st.sampled_from([45, 100, 180]),
        )
        people[number] = Person(
            id=number,
            load=draw(st.integers(0, 4)),
            weeks=draw(st.dictionaries(st.integers(0, 1), left, max_size=2)),
            trips=draw(st.frozensets(st.sampled_from([(1, 0), (2, 1)]))),
        )
    every = [(session, person) for session in sessions for person in people]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=most_pairs))
    pairs: dict[int, dict[int, bool]] = {}
    for session, person in chosen:
        pairs.setdefault(session, {})[person] = draw(st.booleans())
    return Problem(sessions, people, pairs)


def best_by_trying(problem: Problem) -> Score:
    """The best score of all plans that break no rule."""
    pairs = [(session, person) for session, people in problem.pairs.items() for person in people]
    best = [score(problem, ())]

    def go_on(number: int, draft: Draft) -> None:
        if number == len(pairs):
            if not any(draft.lacks_adult(one) for one in draft.in_session):
                best[0] = max(best[0], score(problem, draft.plan), key=lambda one: one.rank)
            return
        go_on(number + 1, draft)
        pair: Pair = pairs[number]
        if draft.why_not(*pair) in ("", "no_adult"):
            draft.add(*pair)
            go_on(number + 1, draft)
            draft.remove(*pair)

    go_on(0, Draft(problem))
    return best[0]
