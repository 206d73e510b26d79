"""Staffing: volunteers take places in sessions, leave them, lead."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from sessions import notices, policy
from sessions.choices import FILLING, AssignmentRole, AssignmentStatus
from sessions.eligibility import is_without_adult, reasons_for, sentences, standing
from sessions.errors import NO_ADULT, Doubtful, NotNow, Refusal
from sessions.models import Assignment, SchoolSession
from sessions.services.locking import all_or_nothing, lock_session
from sessions.services.vacancies import give_place, hold_people, settle_places
from volunteers.models import Volunteer


def assign_volunteer(
    school_session: SchoolSession,
    volunteer: Volunteer,
    *,
    by: User,
    role: str = "",
    despite: Collection[str] = (),
) -> Assignment:
    """Give a volunteer a place. Without a role, the first one leads and the others help.

    Someone who declined before can be assigned again.

    :param despite: the codes of soft reasons that the person knows and decides against.
    :raises Doubtful: only soft reasons stand against it, and not all of them are in ``despite``.
    :raises Refusal: a hard reason stands against it.
    """

    def check() -> None:
        refuse_reasons(school_session, volunteer, by=by, despite=despite)

    with all_or_nothing(check):
        school_session = lock_session(school_session)
        policy.check_may_staff(by, school_session)
        hold_people(school_session, volunteer)
        volunteer.refresh_from_db()
        refuse_foreign(volunteer, by=by)
        role = _free_role(school_session, volunteer, role)
        check()
        assignment = give_place(school_session, volunteer, role=role)
        notices.assigned(assignment, by=by)
        settle_places(school_session)
    return assignment


def swap_volunteer(
    assignment: Assignment, volunteer: Volunteer, *, by: User, despite: Collection[str] = ()
) -> Assignment:
    """Give somebody's place to another volunteer, in the same role.

    :raises Doubtful: as `assign_volunteer`.
    :raises Refusal: as `assign_volunteer`.
    """
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        school_session, before = assignment.school_session, assignment.volunteer
        if assignment.status not in FILLING:
            raise NotNow(_("This place is open already."))
        hold_people(school_session, before, volunteer)
        volunteer.refresh_from_db()
        refuse_foreign(volunteer, by=by)
        assignment.delete()
        role = _free_role(school_session, volunteer, assignment.role)
        refuse_reasons(school_session, volunteer, by=by, despite=despite)
        given = give_place(school_session, volunteer, role=role)
        _check_adult(school_session)
        notices.unassigned(school_session, before, by=by)
        notices.assigned(given, by=by)
        settle_places(school_session)
    return given


def refuse_foreign(volunteer: Volunteer, *, by: User) -> None:
    if not Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists():
        message = _("%(volunteer)s is outside your regions.") % {"volunteer": volunteer.full_name}
        raise Refusal(message, field="volunteer")


def refuse_reasons(
    school_session: SchoolSession,
    volunteer: Volunteer,
    *,
    by: User,
    despite: Collection[str] = (),
) -> None:
    """Raise every reason that stands against a volunteer in a session.

    :raises Doubtful: only soft ones that are not in ``despite``.
    :raises Refusal: a hard one among them.
    """
    found = reasons_for([school_session.pk], [volunteer.pk])
    reasons = standing(found.get((school_session.pk, volunteer.pk), []), despite)
    if not reasons:
        return
    told = sentences(reasons, by, school_session=school_session, volunteer=volunteer)
    if any(one.is_hard for one in reasons):
        raise Refusal(told, field="volunteer")
    raise Doubtful(errors={"volunteer": [told]}, codes=[one.code for one in reasons])


def _check_adult(school_session: SchoolSession) -> None:
    if is_without_adult(school_session):
        raise Refusal(str(NO_ADULT))


def remove_assignment(assignment: Assignment, *, by: User) -> SchoolSession:
    """Take a volunteer out, as if they had never been in; the history keeps it."""
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        school_session = assignment.school_session
        had_a_place = assignment.status in FILLING
        hold_people(school_session)
        assignment.delete()
        settle_places(school_session)
        _check_adult(school_session)
        if had_a_place:
            notices.unassigned(school_session, assignment.volunteer, by=by)
    return school_session


def decline_assignment(assignment: Assignment, *, by: User) -> Assignment:
    """The volunteer can't come: the place is open again, and the page says who declined."""
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        had_a_place = assignment.status in FILLING
        hold_people(assignment.school_session)
        assignment.status = AssignmentStatus.DECLINED
        assignment.save(update_fields=["status"])
        settle_places(assignment.school_session)
        _check_adult(assignment.school_session)
        if had_a_place:
            notices.unassigned(assignment.school_session, assignment.volunteer, by=by)
    return assignment


def set_lead(assignment: Assignment, *, by: User) -> Assignment:
    """Make a volunteer the lead; who led before helps from now on."""
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        if assignment.status not in FILLING:
            raise NotNow(_("Someone who can't come cannot lead."))
        others = assignment.school_session.assignments.exclude(pk=assignment.pk)
        others.filter(role=AssignmentRole.LEAD).update(role=AssignmentRole.CO_TEACHER)
        assignment.role = AssignmentRole.LEAD
        assignment.save(update_fields=["role"])
    return assignment


def _lock_assignment(assignment: Assignment, *, by: User) -> Assignment:
    school_session = lock_session(assignment.school_session)
    policy.check_may_staff(by, school_session)
    locked = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("volunteer")
        .filter(pk=assignment.pk)
        .first()
    )
    if not locked:
        raise NotNow(_("This volunteer is not in the session any more."))
    locked.school_session = school_session
    return locked


def _free_role(school_session: SchoolSession, volunteer: Volunteer, role: str) -> str:
    """The role to give, once places and lead allow it."""
    filling = list(school_session.assignments.filling())
    if any(one.volunteer_id == volunteer.pk for one in filling):
        raise Refusal(
            _("%(volunteer)s is in this session already.") % {"volunteer": volunteer.full_name},
            field="volunteer",
        )
    if len(filling) >= school_session.places:
        raise NotNow(_("All places are filled."))
    has_lead = any(one.role == AssignmentRole.LEAD for one in filling)
    if role == AssignmentRole.LEAD and has_lead:
        raise Refusal(_("This session has a lead already."), field="role")
    return role or (AssignmentRole.CO_TEACHER if has_lead else AssignmentRole.LEAD)
