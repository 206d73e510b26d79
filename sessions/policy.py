"""May this person do this to this session now?

Sessions come here from ``visible_to``. A ``check_`` raises ``PermissionDenied`` where the person
may not at all (a 403), and ``NotNow`` where the session's state stands against it (a message);
services check again once they hold the row. ``allows`` asks without raising.
"""

from collections.abc import Callable, Collection

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from schools.models import Closure, School
from sessions.choices import (
    TO_VERIFY,
    UPCOMING,
    WITH_LOG,
    AssignmentStatus,
    SessionStatus,
)
from sessions.errors import NotNow
from sessions.models import Assignment, Invitation, ProgrammeTemplate, SchoolSession

Check = Callable[[User, SchoolSession], None]


def allows(check: Check, user: User, school_session: SchoolSession) -> bool:
    """Whether a check passes: for pages that offer only what can be done."""
    try:
        check(user, school_session)
    except (PermissionDenied, NotNow):
        return False
    return True


def coordinates(user: User, school: School) -> bool:
    """Whether the school lies where this person plans sessions."""
    return user.can(Permission.PLAN_SESSIONS) and (
        user.sees_all_regions or school.region_id in user.region_ids
    )


def check_may_close(user: User, closure: Closure) -> None:
    """A place of one's own regions, and opening it again."""
    if not user.can(Permission.PLAN_SESSIONS) or not (
        user.sees_all_regions or closure.region_of_place.pk in user.region_ids
    ):
        raise PermissionDenied


def check_coordinates(user: User, school_session: SchoolSession) -> None:
    """Volunteers see sessions that they teach; running them is for coordinators."""
    if not coordinates(user, school_session.school):
        raise PermissionDenied


def check_may_change(user: User, school_session: SchoolSession) -> None:
    check_coordinates(user, school_session)
    _check_status(school_session, UPCOMING)


check_may_cancel = check_may_change
check_may_staff = check_may_change


def check_may_confirm(user: User, school_session: SchoolSession) -> None:
    check_coordinates(user, school_session)
    _check_status(school_session, [SessionStatus.PLANNED])


def check_may_verify(user: User, school_session: SchoolSession) -> None:
    if not user.can(Permission.VERIFY_LOGS):
        raise PermissionDenied
    check_coordinates(user, school_session)
    _check_status(school_session, TO_VERIFY)


def check_may_turn_down(user: User, school_session: SchoolSession) -> None:
    """Only what was not on the calendar; what was planned is corrected."""
    if not user.can(Permission.VERIFY_LOGS):
        raise PermissionDenied
    check_coordinates(user, school_session)
    _check_status(school_session, [SessionStatus.UNPLANNED])


def check_may_correct(user: User, school_session: SchoolSession) -> None:
    """A wrong number can be put right at any time; a yes that was said to it then falls away."""
    if not user.can(Permission.VERIFY_LOGS):
        raise PermissionDenied
    check_coordinates(user, school_session)
    _check_status(school_session, WITH_LOG)


def check_may_log(user: User, school_session: SchoolSession) -> None:
    """Those who teach it write its log, be it before or after the planned day.

    A cancelled session is a ``PermissionDenied``, too: a device that sends its log later has no
    use for trying again.
    """
    check_teaches(user, school_session)
    if school_session.status == SessionStatus.CANCELLED:
        raise PermissionDenied(
            _(
                "This session was cancelled, so it has no log. If it took place after all, tell "
                "your coordinator."
            )
        )


def check_teaches(user: User, school_session: SchoolSession) -> None:
    if not user.can(Permission.LOG_SESSIONS) or not own_assignment(user, school_session):
        raise PermissionDenied(_("Only those who teach a session can log it."))


def check_may_say_not_held(user: User, school_session: SchoolSession) -> None:
    """From its start on; before that, there is "I can't come"."""
    check_teaches(user, school_session)
    _check_status(school_session, UPCOMING)
    if school_session.starts_at > timezone.now():
        raise NotNow(_("It has not begun yet. If you can't come, say that instead."))


def check_may_answer(user: User, school_session: SchoolSession) -> None:
    """Who wrote the log, and whoever taught it, too."""
    check_teaches(user, school_session)
    _check_status(school_session, WITH_LOG)


def check_may_give_feedback(user: User, school_session: SchoolSession) -> None:
    own = own_assignment(user, school_session)
    if not own or own.status != AssignmentStatus.ATTENDED:
        raise PermissionDenied(_("Only those who taught a session say how it went."))
    _check_status(school_session, WITH_LOG)


def check_is_asked(user: User, invitation: Invitation) -> None:
    """Only the one who was asked answers."""
    if invitation.volunteer.user_id != user.pk:
        raise PermissionDenied


def check_may_give_up(user: User, school_session: SchoolSession) -> None:
    """Those who teach it can say that they can't come, until it begins."""
    if not user.can(Permission.TAKE_PLACES) or not own_assignment(user, school_session):
        raise PermissionDenied
    _check_status(school_session, UPCOMING)
    if school_session.starts_at <= timezone.now():
        raise NotNow(_("This session has begun already. Tell your coordinator what happened."))


def may_change_template(user: User, template: ProgrammeTemplate) -> bool:
    """Those of a region are its coordinators', those of the country the managers'."""
    return user.can(Permission.PLAN_SESSIONS) and (
        user.sees_all_regions or template.region_id in user.region_ids
    )


def check_may_change_template(user: User, template: ProgrammeTemplate) -> None:
    if not may_change_template(user, template):
        raise PermissionDenied


def own_assignment(user: User, school_session: SchoolSession) -> Assignment | None:
    """The person's own place in a session, unless given up."""
    return school_session.assignments.filling().filter(volunteer__user=user).first()


def _check_status(school_session: SchoolSession, allowed: Collection[str]) -> None:
    if school_session.status not in allowed:
        raise NotNow(_why_not(school_session.status))


def _why_not(status: str) -> str:
    return {
        SessionStatus.PLANNED: _("This session is not logged yet."),
        SessionStatus.CONFIRMED: _("The school has said yes already; the log is still missing."),
        SessionStatus.DELIVERED: _("This session is logged already, so the plan stays as it is."),
        SessionStatus.VERIFIED: _("This session is verified already and stays as it is."),
        SessionStatus.CANCELLED: _("This session was cancelled."),
        SessionStatus.UNPLANNED: _(
            "This session was not on the calendar: say yes to its log first, or turn it down."
        ),
    }[status]
