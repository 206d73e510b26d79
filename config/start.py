"""What the start page is made of: a part for each role that a person has."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Role
from campaigns.attention import campaigns_at_work, plans_to_approve, workshops_soon
from campaigns.models import Post
from campaigns.next_steps.places import soon_of
from outbox.folder import folder
from sessions.attention import attention_for, regions_attention
from sessions.hours import totals_of
from sessions.offers import for_start_page
from sessions.own import next_things_of
from sessions.queue import lines_of
from volunteers.training.progress import first_to_do
from volunteers.way import errands_of, way_of

MORNING, NOON, EVENING = 5, 12, 18


@dataclass
class Part:
    """A part of the page: its template, and what that shows."""

    template: str
    context: dict


def of_manager(user: User) -> dict:
    return {
        "regions": regions_attention(),
        "plans": plans_to_approve(user),
        "workshops": workshops_soon(user),
        "next_steps": soon_of(user),
    }


def of_coordinator(user: User) -> dict:
    attention = attention_for(user)
    posts = Post.objects.filter(region__in=user.region_ids).to_look_at()
    return {
        "attention": attention,
        "lines": lines_of(attention),
        "posts": posts.count(),
        "workshops": workshops_soon(user),
        "next_steps": soon_of(user),
    }


def of_volunteer(user: User) -> dict:
    volunteer = getattr(user, "volunteer", None)
    way = way_of(volunteer)
    return {
        "next": next_things_of(user),
        "totals": totals_of(user),
        "offers": for_start_page(volunteer),
        "training": first_to_do(volunteer),
        "way": way,
        "errands": [] if way else errands_of(volunteer),
    }


def of_partner(user: User) -> dict:
    return {
        "organisations": [grant.organisation for grant in user.granted if grant.organisation_id],
        "campaigns": campaigns_at_work(user),
        "workshops": workshops_soon(user),
        "next_steps": soon_of(user),
    }


def of_administrator(user: User) -> dict:
    people = User.objects.filter(is_active=True, is_superuser=False)
    return {
        "people": people.count(),
        "without_role": people.filter(grants=None).count(),
        "has_mail_folder": folder() is not None,
    }


PARTS: dict[Role, Callable[[User], dict]] = {
    Role.MANAGER: of_manager,
    Role.COORDINATOR: of_coordinator,
    Role.VOLUNTEER: of_volunteer,
    Role.PARTNER: of_partner,
    Role.ADMINISTRATOR: of_administrator,
}
"""The senior role first: its part stands at the top."""

CONTAINED = {Role.MANAGER: {Role.COORDINATOR, Role.PARTNER}}
"""What a role sees anyway, so that it is not said twice."""


def parts_for(user: User) -> list[Part]:
    contained = set().union(*(CONTAINED.get(role, set()) for role in user.roles))
    roles = [role for role in PARTS if role in user.roles - contained]
    if not roles:
        return [Part("start/_nobody.html", {})]
    return [Part(f"start/_{role}.html", PARTS[role](user)) for role in roles]


def things_to_do(parts: list[Part]) -> str:
    """How much waits, in words; empty where nothing is counted."""
    counted = [part.context["attention"].count for part in parts if "attention" in part.context]
    if not counted:
        return ""
    if not any(counted):
        return _("nothing waits for you")
    return ngettext("%(number)d thing needs you", "%(number)d things need you", sum(counted)) % {
        "number": sum(counted)
    }


def greeting(user: User, now: datetime.datetime) -> str:
    """By the time of day where the programme is; by name, if there is one."""
    hour = timezone.localtime(now).hour
    name = user.get_short_name()
    if user.roles == {Role.VOLUNTEER}:
        return _("Hi, %(name)s") % {"name": name} if name else _("Hi!")
    if not name:
        return _("Welcome")
    if MORNING <= hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if NOON <= hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
