"""A coordinator changes a plan before accepting it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from sessions.choices import AssignmentRole, ProposalState
from sessions.errors import NotNow, Refusal
from sessions.filling import words
from sessions.filling.problem import Draft
from sessions.filling.standing import Look, proposals_of, read_beside
from sessions.models import FillProposal, FillRun, FillSession
from volunteers.models import Volunteer


@transaction.atomic
def remove_proposal(proposal: FillProposal, *, by: User) -> FillSession:
    """Take somebody out of a plan; the place is open again.

    :raises Refusal: somebody under 18 would be there alone.
    """
    fill_session = proposal.fill_session
    with _plan_held(fill_session.run, by):
        _refuse_minors_alone(fill_session, without=proposal)
        FillProposal.objects.filter(pk=proposal.pk, state=ProposalState.PROPOSED).delete()
        _give_lead(fill_session)
    return fill_session


@transaction.atomic
def choose_volunteer(
    fill_session: FillSession,
    volunteer: Volunteer,
    *,
    by: User,
    instead_of: FillProposal | None = None,
) -> FillProposal:
    """Give a place of a plan to somebody else, by the same rules.

    :param instead_of: who leaves the place for them.
    :raises Refusal: with the reason why they can't.
    """
    with _plan_held(fill_session.run, by):
        look = Look(fill_session, by, instead_of)
        if volunteer.pk not in look.asked:
            raise Refusal(
                _("%(volunteer)s is in this session already.") % {"volunteer": volunteer.full_name}
            )
        someone = look.someone(volunteer.pk)
        if someone.reasons:
            raise Refusal(f"{volunteer.full_name}: {'; '.join(someone.reasons)}.")
        if instead_of:
            FillProposal.objects.filter(pk=instead_of.pk, state=ProposalState.PROPOSED).delete()
        proposal = FillProposal.objects.create(
            fill_session=fill_session,
            volunteer=volunteer,
            role=AssignmentRole.CO_TEACHER,
            taught_before=look.people[volunteer.pk].load,
            is_chosen=True,
        )
        _give_lead(fill_session)
    return proposal


@contextmanager
def _plan_held(run: FillRun, by: User) -> Iterator[None]:
    """:raises NotNow: it is being made still, or was accepted."""
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    held = FillRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if held.is_accepted:
        raise NotNow(_("This plan was accepted already."))
    if not held.is_ready:
        raise NotNow(_("This plan is being made. Wait until it is there."))
    yield


def _refuse_minors_alone(fill_session: FillSession, *, without: FillProposal) -> None:
    own = [
        one
        for one in proposals_of(fill_session.run)
        if one.fill_session_id == fill_session.pk and one.pk != without.pk
    ]
    session = fill_session.school_session_id
    reading = read_beside(own, [one.volunteer for one in own], asked=[session])
    if Draft(reading.problem, ((session, one.volunteer_id) for one in own)).lacks_adult(session):
        raise Refusal(
            _("%(volunteer)s is the only adult there: %(reason)s. Choose another adult instead.")
            % {
                "volunteer": without.volunteer.full_name,
                "reason": words.of_the_plan("no_adult"),
            }
        )


def _give_lead(fill_session: FillSession) -> None:
    """Somebody of the plan leads where nobody of the session does."""
    own = fill_session.proposals.filter(state=ProposalState.PROPOSED)
    leads = fill_session.school_session.assignments.filling().filter(role=AssignmentRole.LEAD)
    if own.filter(role=AssignmentRole.LEAD).exists() or leads.exists():
        return
    if first := own.order_by("volunteer__birth_date", "-taught_before", "pk").first():
        FillProposal.objects.filter(pk=first.pk).update(role=AssignmentRole.LEAD)
