"""The places of a campaign, in the order of its navigation: one list for all of its pages.

A workshop has its own list of such places (campaigns/workshops/navigation.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Campaign, Workshop


def _everybody(user: User, subject: Campaign | Workshop) -> bool:
    return True


def _has_workshop(user: User, campaign: Campaign) -> bool:
    return campaign.workshop_places.exists()


@dataclass(frozen=True)
class Place:
    """One page, or a group of pages, of a campaign or workshop.

    :param label: what the link says.
    :param address: the name of the address that the link opens; it takes the number of
        the campaign or workshop.
    :param within: names of further addresses that belong to it, for marking where one is.
    :param is_shown: whether somebody who sees the campaign or workshop sees the link, too.
    """

    label: str | Promise
    address: str
    within: frozenset[str] = frozenset()
    is_shown: Callable[[User, Any], bool] = _everybody

    def holds(self, address: str) -> bool:
        """Whether the page of this address is one of its pages."""
        return address == self.address or address in self.within


PLACES = (
    Place(
        _("Plan"),
        "campaigns:detail",
        frozenset({"campaigns:section", "campaigns:versions", "campaigns:message_versions"}),
    ),
    Place(_("Personas"), "campaigns:personas"),
    Place(_("Channels"), "campaigns:grid"),
    Place(
        _("Calendar"),
        "campaigns:activities",
        frozenset({"campaigns:activity", "campaigns:activity_new"}),
    ),
    Place(_("Next steps"), "campaigns:next_steps", frozenset({"campaigns:next_step"})),
    Place(_("Pictures"), "campaigns:pictures", frozenset({"campaigns:picture_add"})),
    Place(_("Workshop"), "campaigns:workshop", is_shown=_has_workshop),
    Place(_("Follow"), "campaigns:follow", frozenset({"campaigns:follow_posts"})),
    Place(_("People"), "campaigns:people"),
)
