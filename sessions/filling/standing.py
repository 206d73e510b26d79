"""A kept plan beside the records as they are now: what can be changed in it, what still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from accounts.models import User
from sessions import eligibility
from sessions.choices import ProposalState
from sessions.filling import words
from sessions.filling.problem import Draft
from sessions.filling.reading import Reading, read_problem, volunteers_for
from sessions.models import FillProposal, FillRun, FillSession, SchoolSession
from volunteers.models import Volunteer


@dataclass
class Someone:
    """A volunteer beside a place of the plan.

    :param load: sessions of the school year, with those of the plan.
    :param goes_anyway: one more lesson there is no further trip.
    """

    volunteer: Volunteer
    load: int
    goes_anyway: bool
    reasons: list[str]


@dataclass
class Choice:
    able: list[Someone]
    others: list[Someone]


def proposals_of(run: FillRun) -> list[FillProposal]:
    """Those not decided yet."""
    return list(
        FillProposal.objects.filter(
            fill_session__run=run, state=ProposalState.PROPOSED
        ).select_related("fill_session", "volunteer")
    )


def read_beside(
    proposals: Collection[FillProposal],
    volunteers: Collection[Volunteer],
    *,
    asked: Collection[int] | None = None,
) -> Reading:
    """The problem as it is now, of all sessions that a plan has to do with.

    :param asked: the ids of sessions to find people for, be they in the plan or not.
    """
    ids = {one.fill_session.school_session_id for one in proposals} | set(asked or ())
    sessions = SchoolSession.objects.filter(pk__in=ids).select_related("school__region")
    return read_problem(sessions, volunteers, asked=asked)


def choice_for(
    fill_session: FillSession, user: User, *, instead_of: FillProposal | None = None
) -> Choice:
    """Who could take a place of the plan, the least busy first; and why the others can't.

    :param instead_of: somebody of the plan whose place it is.
    """
    look = Look(fill_session, user, instead_of)
    someones = [(look.code_for(pk), look.someone(pk)) for pk in look.asked]
    able = [one for code, one in someones if not code]
    others = [one for code, one in someones if code]
    able.sort(key=lambda one: (one.load, not one.goes_anyway, one.volunteer.last_name))
    others.sort(key=lambda one: (len(one.reasons), one.volunteer.last_name))
    return Choice(able, others)


class Look:
    """One session of a plan, and everybody who could be asked."""

    def __init__(
        self, fill_session: FillSession, user: User, instead_of: FillProposal | None = None
    ) -> None:
        self.user = user
        self.session = fill_session.school_session
        run = fill_session.run
        self.volunteers = volunteers_for(user, run.regions.all()).select_related("region").in_bulk()
        proposals = proposals_of(run)
        reading = read_beside(proposals, self.volunteers.values(), asked=[self.session.pk])
        self.people = reading.problem.people
        self.trip = reading.problem.sessions[self.session.pk].trip
        self.draft = Draft(
            reading.problem,
            (
                (one.fill_session.school_session_id, one.volunteer_id)
                for one in proposals
                if one != instead_of
            ),
        )
        in_it = set(self.session.assignments.filling().values_list("volunteer", flat=True))
        in_it |= self.draft.in_session.get(self.session.pk, set())
        if instead_of:
            in_it.add(instead_of.volunteer_id)
        self.asked = [pk for pk in self.volunteers if pk not in in_it]
        self.reasons = eligibility.reasons_for([self.session.pk], self.asked)
        self.others = eligibility.other_sessions(chain.from_iterable(self.reasons.values()))

    def code_for(self, pk: int) -> str:
        return self.draft.why_not(self.session.pk, pk)

    def someone(self, pk: int) -> Someone:
        person = self.people[pk]
        return Someone(
            self.volunteers[pk],
            load=person.load + len(self.draft.of_person.get(pk, ())),
            goes_anyway=self.trip in self.draft.trips_of(pk) | person.trips,
            reasons=self._sentences(pk),
        )

    def _sentences(self, pk: int) -> list[str]:
        """What the records say, or else what the plan does."""
        code = self.code_for(pk)
        if not code:
            return []
        said = [
            one for one in self.reasons.get((self.session.pk, pk), ()) if one.code != "no_adult"
        ]
        if code == "not_allowed" and said:
            return [
                eligibility.sentence(
                    reason,
                    self.user,
                    school_session=self.session,
                    volunteer=self.volunteers[pk],
                    others=self.others,
                )
                for reason in said
            ]
        return [words.of_the_plan("said_no" if code == "not_allowed" else code)]
