"""Fewer trips at no cost: people trade places, or one takes over from another who has more to do.

Nobody's share grows past another's and every place stays filled, so what was reached before
stays. It takes a second where a solver takes minutes, and finds most of what can be saved.
"""

import time
from collections.abc import Iterator, Sequence

from sessions.filling.problem import Draft, Pair, Plan, Problem


def with_fewer_trips(problem: Problem, plan: Plan, *, until: float) -> Plan:
    """A plan of the same places, shared as fairly, on which people travel less.

    :param until: when to stop, by ``time.monotonic``.
    """
    draft = Draft(problem, plan)
    found = True
    while found:
        found = False
        for session in sorted(draft.in_session):
            if time.monotonic() > until:
                return draft.plan
            found = _shortened(draft, session) or found
    return draft.plan


def _shortened(draft: Draft, session: int) -> bool:
    """Whether a place went to somebody who goes there that day anyway."""
    if not draft.problem.sessions[session].trip:
        return False
    for person in sorted(draft.in_session[session]):
        for other in _who_go_there(draft, session):
            if _load(draft, other) < _load(draft, person) and _is_better(
                draft, [(session, person)], [(session, other)]
            ):
                return True
            for own in sorted(draft.of_person.get(other, ())):
                if _is_better(
                    draft,
                    [(session, person), (own, other)],
                    [(session, other), (own, person)],
                ):
                    return True
    return False


def _who_go_there(draft: Draft, session: int) -> Iterator[int]:
    """Who could take a place in a session and are at its school that day, by the plan or anyway."""
    trip = draft.problem.sessions[session].trip
    for person in sorted(draft.problem.pairs.get(session, ())):
        if person in draft.in_session[session]:
            continue
        if trip in draft.trips_of(person) | draft.problem.people[person].trips:
            yield person


def _load(draft: Draft, person: int) -> int:
    return draft.problem.people[person].load + len(draft.of_person.get(person, ()))


def _is_better(draft: Draft, leave: Sequence[Pair], join: Sequence[Pair]) -> bool:
    """Whether a change can be and saves a trip; else the draft is as it was."""
    people = {person for _session, person in (*leave, *join)}
    before = sum(len(draft.trips_of(person)) for person in people)
    for pair in leave:
        draft.remove(*pair)
    joined = []
    for pair in join:
        if draft.why_not(*pair):
            break
        draft.add(*pair)
        joined.append(pair)
    else:
        after = sum(len(draft.trips_of(person)) for person in people)
        if after < before and not any(draft.lacks_adult(session) for session, _person in join):
            return True
    for pair in joined:
        draft.remove(*pair)
    for pair in leave:
        draft.add(*pair)
    return False
