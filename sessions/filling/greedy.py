"""A plan as a patient person makes it: the hardest session first, the least busy one for it."""

from sessions.filling.problem import Draft, Plan, Problem


def fill_greedily(problem: Problem) -> Plan:
    """A plan that breaks no rule; one volunteer for each session first, then the other places."""
    draft = Draft(problem)
    hardest_first = sorted(
        problem.sessions.values(),
        key=lambda one: (len(problem.pairs.get(one.id, ())), one.starts, one.id),
    )
    for one in hardest_first:
        if not one.is_taken:
            _fill_place(draft, one.id)
    for one in hardest_first:
        while _fill_place(draft, one.id):
            pass
    return draft.plan


def _fill_place(draft: Draft, session: int) -> bool:
    wanted = draft.problem.sessions[session]
    people = draft.problem.people
    able = [
        person
        for person in draft.problem.pairs.get(session, ())
        if not draft.why_not(session, person)
    ]
    if not able:
        return False

    def cost(person: int) -> tuple[int, bool, int]:
        load = people[person].load + len(draft.of_person.get(person, ()))
        known = draft.trips_of(person) | people[person].trips
        return (load, wanted.trip is not None and wanted.trip not in known, person)

    draft.add(session, min(able, key=cost))
    return True
