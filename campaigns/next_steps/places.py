"""Where next steps belong: to a campaign or to a workshop. Both have the same pages."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, NextStep, Workshop
from campaigns.people.workers import participants_of, workers_of
from campaigns.policy import level_of
from campaigns.workshops.policy import facilitates

ON_START_PAGE = 5


@dataclass(frozen=True)
class Named:
    """Somebody without an account whom the plan or the workshop knows by name."""

    name: str
    organisation: str
    email: str = ""


@dataclass(frozen=True)
class Place:
    """A campaign or a workshop, loaded through ``visible_to``.

    Other than a plan, its steps are written in every status: what is to be done goes on while a
    plan is reviewed, and after the campaign was closed.
    """

    campaign: Campaign | None = None
    workshop: Workshop | None = None

    @property
    def subject(self) -> Campaign | Workshop:
        return self.campaign or self.workshop

    def url(self, name: str, *words: object) -> str:
        """The address of one of the pages: ``next_steps``, ``next_step``, ``next_step_state``."""
        app = "campaigns" if self.campaign else "workshops"
        return reverse(f"{app}:{name}", args=[self.subject.pk, *words])

    @property
    def home(self) -> str:
        """The page of the campaign or workshop itself."""
        return self.url("detail")

    def steps(self, user: User) -> QuerySet[NextStep]:
        """What this person may see of it: what a workshop agreed may be for another campaign."""
        found = self.subject.next_steps.visible_to(user)
        return found.select_related("owner", "state_by", "campaign", "workshop")

    def people(self) -> QuerySet[User]:
        """Who may own a step here."""
        return workers_of(self.campaign) if self.campaign else participants_of(self.workshop)

    def may_write(self, user: User) -> bool:
        """Members who edit; of a workshop those who organise and lead it."""
        if self.campaign:
            return level_of(user, self.campaign) == AccessLevel.EDIT
        return user.can(Permission.SEE_CAMPAIGNS) and facilitates(user, self.workshop)

    def names(self) -> list[Named]:
        """To choose from while a name is typed: the team, or who takes part."""
        if self.campaign:
            team = self.campaign.teammember_rows.all()
            return [Named(one.name, one.organisation_name) for one in team]
        people = self.workshop.participants.filter(user=None, erased_at=None)
        return [
            Named(one.name, one.organisation.name, one.email)
            for one in people.select_related("organisation")
        ]

    def named(self, name: str) -> Named | None:
        """The one of that name; nobody where there are two."""
        wanted = name.strip().casefold()
        found = [one for one in self.names() if one.name.casefold() == wanted]
        return found[0] if len(found) == 1 else None

    def is_seen_by(self, user: User) -> bool:
        return type(self.subject).objects.visible_to(user).filter(pk=self.subject.pk).exists()

    def new_step(self) -> NextStep:
        return NextStep(campaign=self.campaign, workshop=self.workshop)


def place_of(step: NextStep) -> Place:
    """A step that a workshop agreed for a campaign is at home in the campaign."""
    return Place(campaign=step.campaign) if step.campaign_id else Place(workshop=step.workshop)


def may_tick(user: User, step: NextStep) -> bool:
    """Who writes steps there, and whoever a step is for."""
    return step.owner_id == user.pk or place_of(step).may_write(user)


def check_write(user: User, place: Place) -> None:
    """:raises PermissionDenied: the person may only read, or comment on, what is planned there."""
    if not place.may_write(user):
        raise PermissionDenied


def check_tick(user: User, step: NextStep) -> None:
    """:raises PermissionDenied: it is somebody else's step."""
    if not may_tick(user, step):
        raise PermissionDenied


def mine(user: User) -> QuerySet[NextStep]:
    """The person's own steps over all campaigns and workshops, also those that are done."""
    found = NextStep.objects.visible_to(user).filter(owner=user)
    return found.select_related("owner", "state_by", "campaign", "workshop")


def soon_of(user: User) -> list[NextStep]:
    """The few of them that come first, for the start page."""
    return list(mine(user).open()[:ON_START_PAGE])
