"""The places of a workshop, in the order of its navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Workshop
from campaigns.navigation import Place
from campaigns.workshops.policy import facilitates, organises


def _has_certificates(user: User, workshop: Workshop) -> bool:
    """Who issues them, and who may have one."""
    return organises(user, workshop) or workshop.participants.of(user).exists()


PLACES = (
    Place(_("Agenda"), "workshops:detail"),
    Place(_("People"), "workshops:people"),
    Place(_("Board"), "workshops:board", is_shown=facilitates),
    Place(_("Attendance"), "workshops:attendance", is_shown=facilitates),
    Place(_("Plans"), "workshops:plans"),
    Place(_("Next steps"), "workshops:next_steps"),
    # By its name: the page belongs to reporting, which lies above.
    Place(_("Certificates"), "workshop_certificates", is_shown=_has_certificates),
)
