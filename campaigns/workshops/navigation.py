"""The places of a workshop, in the order of its navigation."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Workshop
from campaigns.workshops.policy import facilitates, organises


def _everybody(user: User, workshop: Workshop) -> bool:
    return True


def _has_certificates(user: User, workshop: Workshop) -> bool:
    """Who issues them, and who may have one."""
    return organises(user, workshop) or workshop.participants.of(user).exists()


@dataclass(frozen=True)
class Place:
    """One page of a workshop.

    :param address: the name of the address that the link opens; it takes the workshop's number.
    :param is_shown: whether somebody who sees the workshop sees the link, too.
    """

    label: str | Promise
    address: str
    is_shown: Callable[[User, Workshop], bool] = _everybody


PLACES = [
    Place(_("Agenda"), "workshops:detail"),
    Place(_("People"), "workshops:people"),
    Place(_("Board"), "workshops:board", facilitates),
    Place(_("Attendance"), "workshops:attendance", facilitates),
    Place(_("Plans"), "workshops:plans"),
    Place(_("Next steps"), "workshops:next_steps"),
    # By its name: the page belongs to reporting, which lies above.
    Place(_("Certificates"), "workshop_certificates", _has_certificates),
]
