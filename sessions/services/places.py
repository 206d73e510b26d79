"""Volunteers' own way to places: take one, wait for one, give one back."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import eligibility, notices, policy
from sessions.choices import AssignmentStatus
from sessions.errors import WHOLE, NotNow, Refusal
from sessions.models import Assignment, Invitation, SchoolSession, WaitingPlace
from sessions.services.invitations import ask_substitutes
from sessions.services.locking import all_or_nothing, lock_session
from sessions.services.vacancies import (
    count_open_places,
    give_place,
    hold_people,
    is_to_come,
    let_minors_wait,
    settle_places,
)
from sessions.why_not import in_own_words
from volunteers.models import Volunteer


def take_place(school_session: SchoolSession, *, by: User) -> Assignment:
    """An open place is theirs, where volunteers take places themselves and nothing stands
    against it. Of two who press at once, one gets the last place.
    """
    volunteer = _volunteer(by)

    def check_able() -> None:
        _refuse_where_not_able(school_session, volunteer)

    with all_or_nothing(check_able):
        school_session = _lock_open_to_sign_up(school_session)
        hold_people(school_session, volunteer)
        if _is_in(school_session, volunteer):
            raise NotNow(_("You are in this session already."))
        if not count_open_places(school_session):
            raise NotNow(
                _("Somebody was faster: all places are taken. You can wait for the next one.")
            )
        check_able()
        assignment = give_place(school_session, volunteer)
        notices.assigned(assignment, by=by)
        settle_places(school_session)
    return assignment


def join_waiting_list(school_session: SchoolSession, *, by: User) -> WaitingPlace:
    """Wait until a place comes free. Joining again changes nothing."""
    volunteer = _volunteer(by)
    with all_or_nothing(lambda: None):
        school_session = _lock_open_to_sign_up(school_session)
        hold_people(school_session, volunteer)
        if _is_in(school_session, volunteer):
            raise NotNow(_("You are in this session already."))
        if count_open_places(school_session):
            raise NotNow(_("There is a place: no need to wait, take it."))
        _refuse_where_not_able(school_session, volunteer)
        waiting, _created = WaitingPlace.objects.get_or_create(
            school_session=school_session, volunteer=volunteer
        )
    return waiting


def leave_waiting_list(school_session: SchoolSession, *, by: User) -> None:
    WaitingPlace.objects.filter(school_session=school_session, volunteer=_volunteer(by)).delete()


@dataclass
class Freed:
    """What became of a place that was given back."""

    moved: list[Assignment]
    """Those who waited and have a place now."""
    asked: list[Invitation]
    """The substitutes who are asked, where the place is still open."""


def give_up_place(school_session: SchoolSession, *, by: User, reason: str = "") -> Freed:
    """The volunteer can't come: who waits moves up, else the best substitutes are asked."""
    volunteer = _volunteer(by)
    with all_or_nothing(lambda: None):
        school_session = lock_session(school_session)
        hold_people(school_session, volunteer)
        assignment = _own_assignment(school_session, volunteer)
        policy.check_may_give_up(by, school_session)
        return _free_place(school_session, assignment, by=by, reason=reason)


def excuse_volunteer(assignment: Assignment, *, by: User) -> Freed:
    """A coordinator notes that somebody can't come: the same as if they had said so here."""
    with all_or_nothing(lambda: None):
        school_session = lock_session(assignment.school_session)
        policy.check_may_staff(by, school_session)
        hold_people(school_session, assignment.volunteer)
        taken = school_session.assignments.filling().filter(pk=assignment.pk)
        assignment = taken.select_related("volunteer").first()
        if not assignment:
            raise NotNow(_("This volunteer is not in the session any more."))
        return _free_place(school_session, assignment, by=by)


def _free_place(
    school_session: SchoolSession, assignment: Assignment, *, by: User, reason: str = ""
) -> Freed:
    assignment.status = AssignmentStatus.DECLINED
    assignment.decline_reason = reason.strip()
    assignment.save(update_fields=["status", "decline_reason"])
    notices.unassigned(school_session, assignment.volunteer, by=by)
    moved = settle_places(school_session)
    let_minors_wait(school_session)
    return Freed(moved, ask_substitutes(school_session))


def _volunteer(user: User) -> Volunteer:
    volunteer = getattr(user, "volunteer", None)
    if not volunteer:
        raise PermissionDenied(_("Only volunteers take places."))
    return volunteer


def _lock_open_to_sign_up(school_session: SchoolSession) -> SchoolSession:
    school_session = lock_session(school_session)
    if not is_to_come(school_session):
        raise NotNow(_("This session takes nobody any more."))
    if not SchoolSession.objects.taking_volunteers().filter(pk=school_session.pk).exists():
        raise NotNow(_("Here your coordinator chooses who teaches. Ask there!"))
    return school_session


def _is_in(school_session: SchoolSession, volunteer: Volunteer) -> bool:
    return school_session.assignments.filling().filter(volunteer=volunteer).exists()


def _refuse_where_not_able(school_session: SchoolSession, volunteer: Volunteer) -> None:
    """Whatever stands against it counts, also what a coordinator could decide otherwise."""
    reasons = eligibility.reasons_for([school_session.pk], [volunteer.pk])
    if found := reasons.get((school_session.pk, volunteer.pk)):
        raise Refusal(errors={WHOLE: in_own_words(found, school_session, volunteer)})


def _own_assignment(school_session: SchoolSession, volunteer: Volunteer) -> Assignment:
    own = school_session.assignments.filter(
        volunteer=volunteer, status=AssignmentStatus.ASSIGNED
    ).first()
    if not own:
        raise NotNow(_("You are not in this session any more."))
    return own
