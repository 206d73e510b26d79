"""A volunteer leaves, or takes a rest: the places that they have in sessions to come are free."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from sessions import notices
from sessions.choices import FILLING, UPCOMING, InvitationAnswer
from sessions.models import Invitation, SchoolSession, WaitingPlace
from sessions.services.invitations import ask_substitutes
from sessions.services.locking import all_or_nothing, lock_session
from sessions.services.vacancies import hold_people, let_minors_wait, settle_places
from volunteers.models import Volunteer


def free_places(volunteer: Volunteer, by: User | None) -> None:
    """Give the places to those who wait, or ask substitutes; with letters, as ever.

    Session by session, each in a transaction of its own: it can be repeated.
    """
    WaitingPlace.objects.filter(volunteer=volunteer).delete()
    now = timezone.now()
    asked = list(Invitation.objects.unanswered().filter(volunteer=volunteer))
    for invitation in asked:
        invitation.answer, invitation.answered_at = InvitationAnswer.WITHDRAWN, now
        invitation.save(update_fields=["answer", "answered_at"])
        notices.withdrawn(invitation, by=by)
    with_place = Q(assignments__volunteer=volunteer, assignments__status__in=FILLING)
    to_come = SchoolSession.objects.filter(with_place, status__in=UPCOMING, starts_at__gt=now)
    for school_session in to_come.order_by("pk"):
        _free(school_session, volunteer, by=by)


def _free(school_session: SchoolSession, volunteer: Volunteer, *, by: User | None) -> None:
    with all_or_nothing(lambda: None):
        school_session = lock_session(school_session)
        hold_people(school_session, volunteer)
        place = school_session.assignments.filling().filter(volunteer=volunteer)
        if not place.exists():
            return
        place.delete()
        notices.unassigned(school_session, volunteer, by=by)
        settle_places(school_session)
        let_minors_wait(school_session)
        ask_substitutes(school_session)
