"""Staffing: volunteers take places in sessions, leave them, lead."""

from django.utils.translation import gettext as _

from accounts.models import User
from sessions import clashes, notices, policy
from sessions.choices import FILLING, AssignmentRole, AssignmentStatus
from sessions.errors import NotNow, Refusal
from sessions.models import Assignment, SchoolSession
from sessions.services.locking import all_or_nothing, lock_rows, lock_session
from volunteers.choices import VolunteerStatus
from volunteers.models import Project, Volunteer


def why_not_enrolled(volunteer: Volunteer, project: Project, *, by: User) -> str:
    """Why a volunteer cannot teach for a project, whatever the time; empty where they can."""
    name = {"volunteer": volunteer.full_name, "project": project.name}
    if not Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists():
        return _("%(volunteer)s is outside your regions.") % name
    if volunteer.status != VolunteerStatus.ACTIVE:
        return _("%(volunteer)s is not active now.") % name
    if not volunteer.enrolments.filter(project=project, left_date=None).exists():
        return _("%(volunteer)s is not enrolled in %(project)s.") % name
    return ""


def assign_volunteer(
    school_session: SchoolSession, volunteer: Volunteer, *, by: User, role: str = ""
) -> Assignment:
    """Give a volunteer a place. Without a role, the first one leads and the others help.

    Someone who declined before can be assigned again.
    """

    def check_time() -> None:
        times = clashes.at_that_time(
            school_session.starts_at, school_session.ends_at, besides=school_session
        )
        if message := clashes.busy_volunteers([volunteer], times, by).get(volunteer.pk):
            raise Refusal(message, field="volunteer")

    with all_or_nothing(check_time):
        school_session = lock_session(school_session)
        policy.check_may_staff(by, school_session)
        lock_rows(Volunteer, [volunteer.pk])
        volunteer.refresh_from_db()
        if message := why_not_enrolled(volunteer, school_session.project, by=by):
            raise Refusal(message, field="volunteer")
        role = _free_role(school_session, volunteer, role)
        check_time()
        assignment, _created = Assignment.objects.update_or_create(
            school_session=school_session,
            volunteer=volunteer,
            defaults={"role": role, "status": AssignmentStatus.ASSIGNED},
        )
        notices.assigned(assignment, by=by)
    return assignment


def remove_assignment(assignment: Assignment, *, by: User) -> SchoolSession:
    """Take a volunteer out, as if they had never been in; the history keeps it."""
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        school_session = assignment.school_session
        had_a_place = assignment.status in FILLING
        assignment.delete()
        if had_a_place:
            notices.unassigned(school_session, assignment.volunteer, by=by)
    return school_session


def decline_assignment(assignment: Assignment, *, by: User) -> Assignment:
    """The volunteer can't come: the place is open again, and the page says who declined."""
    with all_or_nothing(lambda: None):
        assignment = _lock_assignment(assignment, by=by)
        had_a_place = assignment.status in FILLING
        assignment.status = AssignmentStatus.DECLINED
        assignment.save(update_fields=["status"])
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
