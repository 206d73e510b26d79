"""A better plan by chains: somebody leaves a place for an open one, and another takes theirs.

It takes a moment, and what it reaches is mostly the best already; the solver then only has to
prove it.
"""

import time

from sessions.filling.problem import Draft, Plan, Problem

LINKS = 2
"""How many people may move up for one open place."""


def with_chains(problem: Problem, plan: Plan, *, until: float) -> Plan:
    """A plan that covers at least as much, and then shares at least as fairly.

    :param until: when to stop, by ``time.monotonic``.
    """
    draft = Draft(problem, plan)
    wanted = sorted(
        problem.sessions.values(), key=lambda one: one.is_taken or one.id in draft.in_session
    )
    for session in wanted:
        while time.monotonic() < until and _is_open(draft, session.id):
            if not _filled(draft, session.id, LINKS, set()):
                break
    found = True
    while found and time.monotonic() < until:
        moved = [_moved(draft, session) for session in sorted(draft.in_session)]
        found = any(moved)
    return draft.plan


def _is_open(draft: Draft, session: int) -> bool:
    return len(draft.in_session.get(session, ())) < draft.problem.sessions[session].places


def _load(draft: Draft, person: int) -> int:
    return draft.problem.people[person].load + len(draft.of_person.get(person, ()))


def _filled(draft: Draft, session: int, links: int, asked: set[int]) -> bool:
    """Whether somebody could be found; else the draft is as it was."""
    people = sorted(draft.problem.pairs.get(session, ()), key=lambda one: (_load(draft, one), one))
    people = [one for one in people if one not in asked]
    for person in people:
        if not draft.why_not(session, person):
            draft.add(session, person)
            return True
    return links > 0 and any(
        _moved_up(draft, session, person, links, asked)
        for person in people
        if draft.why_no_time(session, person)
    )


def _moved_up(draft: Draft, session: int, person: int, links: int, asked: set[int]) -> bool:
    """Whether somebody takes the place and another one takes a place of theirs."""
    for own in sorted(draft.of_person.get(person, ())):
        draft.remove(own, person)
        if not draft.why_not(session, person):
            draft.add(session, person)
            if _filled(draft, own, links - 1, asked | {person}):
                return True
            draft.remove(session, person)
        draft.add(own, person)
    return False


def _moved(draft: Draft, session: int) -> bool:
    """Whether a place went from somebody to one who has less to do."""
    for person in sorted(draft.in_session[session], key=lambda one: -_load(draft, one)):
        draft.remove(session, person)
        for other in sorted(draft.problem.pairs[session], key=lambda one: (_load(draft, one), one)):
            if _load(draft, other) >= _load(draft, person):
                break
            if other != person and not draft.why_not(session, other):
                draft.add(session, other)
                if not draft.lacks_adult(session):
                    return True
                draft.remove(session, other)
        draft.add(session, person)
    return False
