"""What volunteers say after a session."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import policy
from sessions.choices import HowItWent
from sessions.errors import Refusal
from sessions.models import SchoolSession, SessionFeedback


def give_feedback(
    school_session: SchoolSession, *, by: User, went: str, wish: str = ""
) -> SessionFeedback:
    """Say how it went and what would make it better; said again, the last word stands."""
    if went not in HowItWent.values:
        raise Refusal(_("Choose how it went."), field="went")
    policy.check_may_give_feedback(by, school_session)
    feedback, _created = SessionFeedback.objects.update_or_create(
        school_session=school_session,
        volunteer=by.volunteer,
        defaults={"went": went, "wish": wish.strip(), "written_at": timezone.now()},
    )
    return feedback
