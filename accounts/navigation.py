"""The places that the signed-in person can go to, for base.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.offline import frame_for_offline
from accounts.permissions import Permission, Role

MOST_NAMES = 2
"""More regions than this are counted, not named."""


@dataclass(frozen=True)
class Place:
    """One entry of the menu: where it leads, and the permission that opens it.

    :param also: pages elsewhere that belong to it, so that it is current there, too.
    """

    label: Promise
    view_name: str
    icon: str
    permission: Permission
    also: str = ""


PLACES = (
    Place(_("Today"), "start", "home", Permission.SEE_START),
    Place(_("Sessions"), "sessions:list", "sessions", Permission.SEE_SESSIONS),
    Place(_("Calendar"), "sessions:calendar", "calendar", Permission.PLAN_SESSIONS),
    Place(_("My hours"), "sessions:hours", "clock", Permission.SEE_OWN_HOURS),
    Place(_("Volunteers"), "volunteers:list", "people", Permission.SEE_VOLUNTEERS),
    Place(_("Schools"), "schools:list", "school", Permission.SEE_SCHOOLS),
    Place(_("Reports"), "reports:impact", "report", Permission.SEE_REPORTS),
    Place(_("Campaigns"), "campaigns:list", "megaphone", Permission.SEE_CAMPAIGNS),
    Place(_("Posts"), "outreach:posts", "share", Permission.SEE_POSTS),
    Place(_("Messages"), "outbox:list", "mail", Permission.SEE_LETTERS),
    Place(_("Files"), "transfers:list", "import", Permission.IMPORT_DATA),
)
VOLUNTEERS_PLACES = (
    Place(_("Home"), "start", "home", Permission.SEE_START),
    Place(_("Sessions"), "sessions:list", "sessions", Permission.SEE_SESSIONS),
    Place(_("Learn"), "training:home", "book", Permission.SEE_TRAINING, "sessions:lessons"),
    Place(_("Me"), "me", "person", Permission.SEE_START),
    Place(_("Hours"), "sessions:hours", "clock", Permission.SEE_OWN_HOURS),
    Place(_("Ideas"), "sessions:ideas", "info", Permission.SEE_IDEAS),
    Place(_("Posts"), "outreach:posts", "share", Permission.SEE_POSTS),
)
"""For those who are volunteers and nothing else: the first four stand at the thumb."""


def navigation(request: HttpRequest) -> dict:
    """Context processor: the places, which of them is this one, and whose data it shows."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {
        "navigation": places_of(user, request.path),
        "navigation_scope": scope_of(user),
        "frame_for_offline": frame_for_offline(user),
    }


def places_of(user: User, path: str) -> list[dict]:
    """The places that are open to a person; the one with the longest common path is current."""
    offered = VOLUNTEERS_PLACES if user.roles == {Role.VOLUNTEER} else PLACES
    return _shown([place for place in offered if user.can(place.permission)], path)


def places_on_a_phone(path: str) -> list[dict]:
    """The places of people who are volunteers and nothing else, whoever reads the page."""
    return _shown(VOLUNTEERS_PLACES, path)


def _shown(offered: Sequence[Place], path: str) -> list[dict]:
    places = [
        {
            "label": place.label,
            "url": _url(place.view_name),
            "icon": place.icon,
            "is_current": False,
        }
        for place in offered
    ]
    addresses = [
        (address, shown)
        for place, shown in zip(offered, places, strict=True)
        for address in (shown["url"], *([_url(place.also)] if place.also else []))
    ]
    around = [one for one in addresses if is_around(one[0], path)]
    if around:
        max(around, key=lambda one: len(one[0]))[1]["is_current"] = True
    return places


@cache
def _url(view_name: str) -> str:
    return reverse(view_name)


def is_around(url: str, path: str) -> bool:
    """Whether a page lies in a place. The start page is around nothing but itself."""
    return path == url if url == "/" else path.startswith(url)


def scope_of(user: User) -> str:
    """Whose data a person sees, in two or three words; empty for volunteers: their own."""
    if user.sees_all_regions:
        return gettext("Kazakhstan")
    regions = [grant.region for grant in user.granted if grant.region_id]
    if len(regions) > MOST_NAMES:
        return ngettext("%(number)d region", "%(number)d regions", len(regions)) % {
            "number": len(regions)
        }
    organisations = [grant.organisation for grant in user.granted if grant.organisation_id]
    return " · ".join(named.name for named in (*regions, *organisations))
