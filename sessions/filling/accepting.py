"""A plan becomes assignments, as far as everything still is as it was."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from sessions import eligibility, notices
from sessions.choices import (
    FILLING,
    AssignmentRole,
    AssignmentStatus,
    ProposalState,
    SessionStatus,
)
from sessions.errors import NotNow, refusal_of
from sessions.filling import words
from sessions.filling.problem import Draft
from sessions.filling.reading import Reading
from sessions.filling.standing import proposals_of, read_beside
from sessions.models import Assignment, FillProposal, FillRun, SchoolSession
from sessions.services.locking import lock_rows
from sessions.services.vacancies import settle_sessions
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Accepted:
    assigned: int
    skipped: int


@transaction.atomic
def accept_plan(run: FillRun, *, by: User) -> Accepted:
    """Assign everybody of a plan in one go.

    Each place is looked at anew, by the rules of every assignment; what does not hold any more is
    skipped and says why. Others who plan wait for it.

    :raises NotNow: it was accepted already, or is being made still.
    """
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    run = FillRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if not FillRun.objects.visible_to(by).filter(pk=run.pk).exists():
        raise PermissionDenied
    if run.is_accepted:
        raise NotNow(_("This plan was accepted already."))
    if not run.is_ready:
        raise NotNow(_("This plan is being made. Wait until it is there."))
    proposals = proposals_of(run)
    lock_rows(SchoolSession, {one.fill_session.school_session_id for one in proposals})
    lock_rows(Volunteer, {one.volunteer_id for one in proposals})
    acceptance = _Acceptance(proposals, by)
    acceptance.check()
    acceptance.assign()
    _keep(proposals)
    run.accepted_at, run.accepted_by = timezone.now(), by
    run.save(update_fields=["accepted_at", "accepted_by"])
    notices.assigned_many(acceptance.assignments, by=by)
    settle_sessions(one.school_session_id for one in acceptance.assignments)
    return Accepted(
        assigned=len(acceptance.assignments),
        skipped=sum(one.state == ProposalState.SKIPPED for one in proposals),
    )


class _Acceptance:
    def __init__(self, proposals: list[FillProposal], by: User) -> None:
        self.proposals = proposals
        self.by = by
        self.sessions = (
            SchoolSession.objects.visible_to(by)
            .select_related("school__region", "project", "lesson")
            .in_bulk({one.fill_session.school_session_id for one in proposals})
        )
        self.volunteers = (
            Volunteer.objects.visible_to(by)
            .select_related("region")
            .in_bulk({one.volunteer_id for one in proposals})
        )
        self.assignments: list[Assignment] = []

    def check(self) -> None:
        """Mark each proposal; adults first, since minors need one beside them."""
        reading = self._reading()
        draft = Draft(reading.problem)
        refused: list[tuple[FillProposal, str]] = []
        for one in sorted(self.proposals, key=lambda one: self._order(one, reading)):
            session = one.fill_session.school_session_id
            if message := self._why_not_this_session(session):
                _skip(one, message)
            elif code := draft.why_not(session, one.volunteer_id):
                refused.append((one, code))
            else:
                draft.add(session, one.volunteer_id)
                one.state = ProposalState.ACCEPTED
        self._say_why(refused)
        self._give_leads(reading)

    def _reading(self) -> Reading:
        return read_beside(self.proposals, list(self.volunteers.values()), asked=self.sessions)

    def _order(self, one: FillProposal, reading: Reading) -> tuple[int, bool, bool, int]:
        session = one.fill_session.school_session_id
        is_minor = reading.problem.pairs.get(session, {}).get(one.volunteer_id, True)
        return (session, is_minor, one.role != AssignmentRole.LEAD, one.pk)

    def _why_not_this_session(self, session: int) -> str:
        found = self.sessions.get(session)
        if found is None:
            return _("This session is not in your regions any more.")
        if found.status == SessionStatus.CANCELLED:
            return _("This session was cancelled.")
        if not found.is_open or found.starts_at <= timezone.now():
            return _("This session has begun or was taught.")
        return ""

    def _say_why(self, refused: list[tuple[FillProposal, str]]) -> None:
        """The reasons of all who were refused, in one question to the database."""
        sessions = {one.fill_session.school_session_id for one, _code in refused}
        found = eligibility.reasons_for(sessions, {one.volunteer_id for one, _code in refused})
        pairs = {(one.fill_session.school_session_id, one.volunteer_id) for one, _code in refused}
        kept = {pair: reasons for pair, reasons in found.items() if pair in pairs}
        others = eligibility.other_sessions(one for some in kept.values() for one in some)
        in_it = self._in_it(sessions)
        for one, code in refused:
            pair = (one.fill_session.school_session_id, one.volunteer_id)
            volunteer = self.volunteers.get(one.volunteer_id)
            if volunteer is None:
                _skip(one, _("Outside your regions."))
            elif pair in in_it:
                _skip(one, words.of_the_plan("in_it"))
            elif code == "not_allowed" and pair in kept:
                said = [
                    eligibility.sentence(
                        reason,
                        self.by,
                        school_session=self.sessions[pair[0]],
                        volunteer=volunteer,
                        others=others,
                    )
                    for reason in kept[pair]
                ]
                _skip(one, "; ".join(said))
            else:
                _skip(one, words.of_the_plan(code))

    def _in_it(self, sessions: set[int]) -> set[tuple[int, int]]:
        filling = Assignment.objects.filter(school_session__in=sessions, status__in=FILLING)
        return set(filling.values_list("school_session", "volunteer"))

    def _give_leads(self, reading: Reading) -> None:
        """One lead for each session: who was to lead, or the first who is left."""
        for session, own in self._accepted().items():
            lead = None
            if session not in reading.with_lead:
                lead = min(own, key=lambda one: (one.role != AssignmentRole.LEAD, one.pk))
            for one in own:
                one.role = AssignmentRole.LEAD if one is lead else AssignmentRole.CO_TEACHER

    def _accepted(self) -> dict[int, list[FillProposal]]:
        found: dict[int, list[FillProposal]] = defaultdict(list)
        for one in self.proposals:
            if one.state == ProposalState.ACCEPTED:
                found[one.fill_session.school_session_id].append(one)
        return found

    def assign(self) -> None:
        """All at once; where the database refuses that, session by session."""
        accepted = self._accepted()
        try:
            self.assignments = _assign([one for own in accepted.values() for one in own])
        except IntegrityError:
            for own in accepted.values():
                try:
                    self.assignments += _assign(own)
                except IntegrityError as error:
                    refusal = refusal_of(error)
                    for one in own:
                        _skip(one, refusal.message if refusal else words.of_the_plan(""))


def _assign(proposals: list[FillProposal]) -> list[Assignment]:
    """In a savepoint of its own, with the checks that else wait for the end."""
    with transaction.atomic():
        assignments = Assignment.objects.bulk_create(
            Assignment(
                school_session_id=one.fill_session.school_session_id,
                volunteer_id=one.volunteer_id,
                role=one.role,
                status=AssignmentStatus.ASSIGNED,
            )
            for one in proposals
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return assignments


def _keep(proposals: list[FillProposal]) -> None:
    """Who leads is written last, when nobody else of the session does any more."""
    for leads in (False, True):
        some = [one for one in proposals if (one.role == AssignmentRole.LEAD) is leads]
        FillProposal.objects.bulk_update(some, ["state", "skipped_because", "role"])


def _skip(proposal: FillProposal, message: str) -> None:
    proposal.state = ProposalState.SKIPPED
    proposal.role = AssignmentRole.CO_TEACHER
    proposal.skipped_because = message
