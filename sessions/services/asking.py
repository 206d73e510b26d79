"""Asking people to do something, because a coordinator pressed a button."""

from django.utils.translation import gettext as _

from accounts.models import User
from sessions import notices, policy
from sessions.errors import NotNow, Refusal
from sessions.models import Invitation, SchoolSession
from sessions.services.invitations import ask_substitutes
from sessions.services.locking import all_or_nothing, lock_session


def ask_best(school_session: SchoolSession, *, by: User) -> list[Invitation]:
    """Invite the best of those who can teach it, least recently asked first.

    :raises Refusal: the session takes nobody, or nobody is left who could.
    """
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_staff(by, locked)
        invitations = ask_substitutes(locked)
        if not invitations:
            raise Refusal(
                _(
                    "Nobody is left who can teach it then and was not asked before. See below who "
                    "cannot, and why; or choose another time."
                )
            )
    return invitations


def ask_for_log(school_session: SchoolSession, *, by: User) -> int:
    """Write to those who taught it. Gives how many letters are new: one a day at most.

    :raises NotNow: it is not over, or logged, or nobody was to teach it.
    """
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_coordinates(by, locked)
        if not (locked.is_open and locked.is_past):
            raise NotNow(_("No log is missing here."))
        if not locked.assignments.filling().exists():
            raise NotNow(_("Nobody was assigned to this session, so there is nobody to ask."))
        return notices.ask_for_log(locked, by=by)
