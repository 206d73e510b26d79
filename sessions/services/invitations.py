"""Invitations: volunteers are asked to take a place; the first who says yes gets it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import eligibility, notices, policy
from sessions.choices import InvitationAnswer
from sessions.errors import WHOLE, NotNow, Refusal
from sessions.models import Assignment, Invitation, SchoolSession
from sessions.services.locking import all_or_nothing, lock_session
from sessions.services.vacancies import (
    count_open_places,
    give_place,
    hold_people,
    is_to_come,
    settle_places,
)
from sessions.substitutes import best_substitutes
from sessions.why_not import in_own_words
from volunteers.models import Volunteer

TIME_TO_ACT = datetime.timedelta(days=1)
"""So long before a session it should be known who teaches it."""


@dataclass
class Asked:
    """What came of asking several volunteers."""

    invitations: list[Invitation] = field(default_factory=list)
    refused: dict[Volunteer, str] = field(default_factory=dict)
    """Who was not asked, with the reason."""


def invite_volunteers(
    school_session: SchoolSession, volunteers: Sequence[Volunteer], *, by: User, role: str = ""
) -> Asked:
    """Ask volunteers whether they take a place. More can be asked than there are places.

    What a coordinator may decide otherwise (another region, another language) does not stand
    against it; what nobody may does, for the one volunteer.

    :raises Refusal: the session takes nobody any more, or nobody of them can be asked.
    """
    asked = Asked()
    with all_or_nothing(lambda: None):
        school_session = lock_session(school_session)
        policy.check_may_staff(by, school_session)
        _check_takes_someone(school_session)
        asked.refused = _who_cannot_be_asked(school_session, volunteers, by=by)
        for volunteer in volunteers:
            if volunteer not in asked.refused:
                asked.invitations.append(_send(school_session, volunteer, role=role, by=by))
        if not asked.invitations:
            raise Refusal(errors={"volunteer": list(asked.refused.values())})
        notices.invited_many(asked.invitations)
    return asked


def accept_invitation(invitation: Invitation, *, by: User) -> Assignment:
    """Yes: the place is theirs, if nobody was faster."""
    with all_or_nothing(lambda: None):
        school_session = lock_session(invitation.school_session)
        invitation = _lock_own(invitation, by=by)
        if not is_to_come(school_session):
            raise NotNow(_("This session is not to be staffed any more. Thank you all the same!"))
        if not count_open_places(school_session):
            raise NotNow(filled_words())
        volunteer = invitation.volunteer
        hold_people(school_session, volunteer)
        _check_nothing_hard(school_session, volunteer)
        assignment = give_place(school_session, volunteer, role=invitation.role)
        notices.assigned(assignment, by=by)
        settle_places(school_session)
    return assignment


def decline_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """No: somebody else is asked, where Birge does the asking."""
    with all_or_nothing(lambda: None):
        school_session = lock_session(invitation.school_session)
        invitation = _lock_own(invitation, by=by)
        _close(invitation, InvitationAnswer.NO)
        notices.withdrawn(invitation, by=by)
        if invitation.is_automatic:
            ask_substitutes(school_session, most=1)
    return invitation


def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The coordinator does not ask any more."""
    with all_or_nothing(lambda: None):
        school_session = lock_session(invitation.school_session)
        policy.check_coordinates(by, school_session)
        invitation = _lock(invitation)
        if invitation.answer:
            raise NotNow(_("This invitation was answered already."))
        _close(invitation, InvitationAnswer.WITHDRAWN)
        notices.withdrawn(invitation, by=by)
    return invitation


def ask_substitutes(school_session: SchoolSession, *, most: int | None = None) -> list[Invitation]:
    """Ask the best of those who could step in, least recently asked first.

    The session is held by the caller. Nobody is asked for a session that is full.
    """
    if not is_to_come(school_session) or not count_open_places(school_session):
        return []
    most = settings.SUBSTITUTES_AT_ONCE if most is None else most
    invitations = [
        _send(school_session, volunteer, role="", by=None)
        for volunteer in best_substitutes(school_session, most=most)
    ]
    notices.invited_many(invitations)
    return invitations


def expire_invitations() -> int:
    """Close what was not answered in time, ask the next ones; gives how many were closed."""
    overdue = Invitation.objects.unanswered().filter(expires_at__lte=timezone.now())
    sessions = SchoolSession.objects.filter(pk__in=overdue.values("school_session"))
    closed = 0
    for school_session in sessions.order_by("pk"):
        with transaction.atomic():
            locked = lock_session(school_session)
            mine = overdue.filter(school_session=locked)
            automatic = mine.filter(by=None).count()
            late = list(mine)
            closed += mine.update(answer=InvitationAnswer.EXPIRED, answered_at=timezone.now())
            for invitation in late:
                notices.withdrawn(invitation, by=None)
            if automatic:
                ask_substitutes(locked, most=automatic)
    return closed


def _check_takes_someone(school_session: SchoolSession) -> None:
    if not is_to_come(school_session):
        raise NotNow(_("This session has begun already, so nobody can be asked any more."))
    if not count_open_places(school_session):
        raise NotNow(_("All places are filled."))


def _who_cannot_be_asked(
    school_session: SchoolSession, volunteers: Sequence[Volunteer], *, by: User
) -> dict[Volunteer, str]:
    """Whom not to ask, each with the reason as the coordinator reads it."""
    ids = [volunteer.pk for volunteer in volunteers]
    visible = set(Volunteer.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
    inside = set(school_session.assignments.filling().values_list("volunteer", flat=True))
    asked = set(school_session.invitations.unanswered().values_list("volunteer", flat=True))
    reasons = eligibility.reasons_for([school_session.pk], ids)
    refused = {}
    for volunteer in volunteers:
        name = {"volunteer": volunteer.full_name}
        hard = [one for one in reasons.get((school_session.pk, volunteer.pk), []) if one.is_hard]
        if volunteer.pk not in visible:
            refused[volunteer] = _("%(volunteer)s is outside your regions.") % name
        elif volunteer.pk in inside:
            refused[volunteer] = _("%(volunteer)s is in this session already.") % name
        elif volunteer.pk in asked:
            refused[volunteer] = _("%(volunteer)s is asked already.") % name
        elif hard:
            words = [
                eligibility.sentence(one, by, school_session=school_session, volunteer=volunteer)
                for one in hard
            ]
            refused[volunteer] = f"{volunteer.full_name}: {', '.join(words)}."
    return refused


def _check_nothing_hard(school_session: SchoolSession, volunteer: Volunteer) -> None:
    """A coordinator who asked knew the rest."""
    pair = (school_session.pk, volunteer.pk)
    reasons = eligibility.reasons_for([school_session.pk], [volunteer.pk]).get(pair, [])
    if hard := [one for one in reasons if one.is_hard]:
        raise Refusal(errors={WHOLE: in_own_words(hard, school_session, volunteer)})


def _send(
    school_session: SchoolSession, volunteer: Volunteer, *, role: str, by: User | None
) -> Invitation:
    now = timezone.now()
    # Asked once more after the time to answer was over: what was not noted yet is noted now.
    overdue = school_session.invitations.unanswered().filter(volunteer=volunteer)
    overdue.update(answer=InvitationAnswer.EXPIRED, answered_at=now)
    return Invitation.objects.create(
        school_session=school_session,
        volunteer=volunteer,
        role=role,
        by=by,
        sent_at=now,
        expires_at=answer_until(school_session.starts_at, now),
    )


def answer_until(starts_at: datetime.datetime, now: datetime.datetime) -> datetime.datetime:
    """How long somebody who is asked now can answer, so that time is left to find others.

    Until a day before the session, or halfway to it where that is later; in any case no longer
    than ``INVITATION_HOURS``.
    """
    latest = now + datetime.timedelta(hours=settings.INVITATION_HOURS)
    halfway = now + max(starts_at - now, datetime.timedelta(0)) / 2
    return min(latest, max(starts_at - TIME_TO_ACT, halfway))


def _lock(invitation: Invitation) -> Invitation:
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("volunteer")
        .filter(pk=invitation.pk)
        .first()
    )
    if not locked:
        raise NotNow(_("This invitation is not there any more."))
    return locked


def _lock_own(invitation: Invitation, *, by: User) -> Invitation:
    """One's own invitation, as long as it can be answered."""
    invitation = _lock(invitation)
    policy.check_is_asked(by, invitation)
    if invitation.answer or invitation.is_overdue:
        raise NotNow(why_closed(invitation.answer or InvitationAnswer.EXPIRED))
    return invitation


def _close(invitation: Invitation, answer: str) -> None:
    invitation.answer = answer
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["answer", "answered_at"])


def why_closed(answer: str) -> str:
    """Why an invitation cannot be answered any more, to the one who was asked."""
    return {
        InvitationAnswer.YES: _("You have said yes already. See you there!"),
        InvitationAnswer.NO: _("You have said no to this one already."),
        InvitationAnswer.FILLED: filled_words(),
        InvitationAnswer.EXPIRED: _("The time to answer is over. Thank you all the same!"),
        InvitationAnswer.WITHDRAWN: _("Your coordinator does not need anyone there any more."),
    }[answer]


def filled_words() -> str:
    return _("Somebody was a little faster: the place is filled. Thank you for being ready!")
