"""How far each organisation's plan is, section by section; live, and cheap to ask again."""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from campaigns.models import (
    Campaign,
    NextStep,
    Participant,
    SheetChange,
    Workshop,
    WorkshopOrganisation,
)
from campaigns.sections.kinds import Section
from campaigns.sections.registry import SECTIONS
from campaigns.states import State
from campaigns.workshops.choices import ItemKind

_ROWS = [rows.relation for section in SECTIONS.values() for rows in section.rows]


@dataclass(frozen=True)
class Cell:
    """One section of one plan.

    :param url: empty where the reader may not open the plan.
    """

    title: Promise
    state: State
    url: str
    is_now: bool


@dataclass(frozen=True)
class Line:
    """An organisation's plan."""

    team: WorkshopOrganisation
    cells: list[Cell]
    people: int
    last: SheetChange | None
    may_open: bool

    @property
    def complete(self) -> int:
        return sum(cell.state == State.COMPLETE for cell in self.cells)

    @property
    def begun(self) -> int:
        return sum(cell.state == State.BEGUN for cell in self.cells)


def version_of(workshop: Workshop) -> str:
    """Another text as soon as anything on the board has changed: one question, however large."""
    teams = workshop.teams.aggregate(
        teams=Count("pk", distinct=True),
        campaigns=Max("campaign"),
        sheets=Sum("campaign__sheets__version"),
    )
    plans = workshop.teams.exclude(campaign=None).count()
    on_now = ",".join(sorted(sections_on_now(workshop)))
    told = f"{teams} {plans} {on_now} {workshop.participants.count()}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def sections_on_now(workshop: Workshop) -> set[str]:
    """The sections that an exercise works on at this moment."""
    now = timezone.localtime()
    running = workshop.agenda.filter(
        date=now.date(), starts__lte=now.time(), ends__gt=now.time(), kind=ItemKind.EXERCISE
    )
    return set(running.values_list("section", flat=True)) - {""}


def board_of(workshop: Workshop, user: User) -> list[Line]:
    """A line for each organisation; the number of queries depends on the sections alone."""
    teams = list(_teams(workshop))
    opened = set(
        Campaign.objects.visible_to(user)
        .filter(pk__in=[team.campaign_id for team in teams])
        .values_list("pk", flat=True)
    )
    people = dict(
        Participant.objects.filter(workshop=workshop)
        .order_by()
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    last, on_now = _last_changes(teams), sections_on_now(workshop)
    return [
        Line(
            team=team,
            cells=[
                _cell(section, team.campaign, team.campaign_id in opened, on_now)
                for section in SECTIONS.values()
            ],
            people=people.get(team.organisation_id, 0),
            last=last.get(team.campaign_id),
            may_open=team.campaign_id in opened,
        )
        for team in teams
    ]


def _teams(workshop: Workshop) -> QuerySet[WorkshopOrganisation]:
    campaigns = Campaign.objects.prefetch_related(*_ROWS)
    return workshop.teams.select_related("organisation").prefetch_related(
        Prefetch("campaign", queryset=campaigns)
    )


def _cell(section: Section, campaign: Campaign | None, may_open: bool, on_now: set[str]) -> Cell:
    state = section.progress(campaign).state if campaign else State.EMPTY
    url = reverse("campaigns:section", args=[campaign.pk, section.kind]) if may_open else ""
    return Cell(section.title, state, url, str(section.kind) in on_now)


def _last_changes(teams: list[WorkshopOrganisation]) -> dict[int, SheetChange]:
    """Who wrote last, by the campaign's number."""
    changes = (
        SheetChange.objects.filter(sheet__campaign__in=[team.campaign_id for team in teams])
        .select_related("sheet", "by")
        .order_by("sheet__campaign_id", "-at")
        .distinct("sheet__campaign_id")
    )
    return {change.sheet.campaign_id: change for change in changes}


def open_steps(user: User, campaigns: list[int | None]) -> dict[int, list[NextStep]]:
    """What is to be done next, by the campaign's number, as far as the reader sees it."""
    found: dict[int, list[NextStep]] = {}
    steps = NextStep.objects.visible_to(user).open().filter(campaign__in=campaigns)
    for step in steps.select_related("owner"):
        found.setdefault(step.campaign_id, []).append(step)
    return found
