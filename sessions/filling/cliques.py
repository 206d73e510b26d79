"""Which sessions stand against each other for whoever takes one of them."""

from collections.abc import Iterable

from sessions.filling.problem import OpenSession, clash


def clashes_of(sessions: Iterable[OpenSession]) -> dict[int, set[int]]:
    """For each session those that nobody can teach beside it."""
    ordered = sorted(sessions, key=lambda one: (one.starts, one.id))
    found: dict[int, set[int]] = {one.id: set() for one in ordered}
    most = max((one.travel for one in ordered), default=0)
    longest = max((one.minutes for one in ordered), default=0)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.starts >= one.starts + longest + most:
                break
            if clash(one, other):
                found[one.id].add(other.id)
                found[other.id].add(one.id)
    return found


def cliques_of(clashes: dict[int, set[int]]) -> list[frozenset[int]]:
    """Sets of sessions of which nobody can take two; together they hold every clash.

    A few large sets say more to a solver than many pairs. They are grown greedily: sets of
    sessions at almost the same time come out as they are, which is what timetables are made of.
    """
    cliques: list[frozenset[int]] = []
    said: set[tuple[int, int]] = set()
    for session, others in clashes.items():
        for other in sorted(others):
            if (session, other) in said:
                continue
            clique = _grown(session, other, clashes, said)
            said.update((one, two) for one in clique for two in clique)
            cliques.append(clique)
    return cliques


def _grown(
    session: int, other: int, clashes: dict[int, set[int]], said: set[tuple[int, int]]
) -> frozenset[int]:
    clique = [session, other]
    candidates = clashes[session] & clashes[other]
    while candidates:
        chosen = min(candidates, key=lambda one: ((session, one) in said, one))
        clique.append(chosen)
        candidates &= clashes[chosen]
    return frozenset(clique)
