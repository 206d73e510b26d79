"""The board of the way in: who stands where, for how long, and what each still lacks."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.choices import JOINING, VolunteerStatus
from volunteers.joining.missing import what_is_missing
from volunteers.joining.services import WAYS
from volunteers.models import Volunteer
from volunteers.queries import describe, for_list

MOST_SHOWN, MOST_RECENT = 40, 8
"""Cards of a column: of those who wait, and of those who need nobody; the list has all."""
RECENT = datetime.timedelta(days=30)
"""So long those who have arrived, or were declined, still stand on the board."""

S = VolunteerStatus
STEPS: dict[str, str | Promise] = {
    S.APPLIED: _("Back to the applications"),
    S.INTERVIEW: _("Interview"),
    S.TRAINED: _("Trained"),
    S.ACTIVE: _("Make active"),
    S.DECLINED: _("Decline"),
    S.PAUSED: _("Take a rest"),
    S.LEFT: _("Has left"),
}
"""What the buttons say that lead there."""
NEXT = {S.APPLIED: S.INTERVIEW, S.INTERVIEW: S.TRAINED, S.TRAINED: S.ACTIVE, S.PAUSED: S.ACTIVE}
"""The usual next step; the others are in the menu."""


@dataclass(frozen=True)
class Step:
    """One move that a button makes."""

    to: str
    label: str | Promise
    is_next: bool


@dataclass(frozen=True)
class Column:
    status: VolunteerStatus
    label: str | Promise
    hint: str | Promise
    count: int
    cards: Sequence[Volunteer]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)

    @property
    def list_url(self) -> str:
        return f"{reverse('volunteers:list')}?status={self.status}"


COLUMNS = (
    (S.APPLIED, _("Applied"), _("Read it, and invite them to a talk.")),
    (S.INTERVIEW, _("Interview"), _("You have talked? Then on to the training.")),
    (S.TRAINED, _("Trained"), _("Once nothing is missing, they can teach.")),
    (S.ACTIVE, _("Active"), _("New in the last 30 days.")),
    (S.DECLINED, _("Declined"), _("In the last 30 days.")),
)


def steps_from(status: str) -> list[Step]:
    """Where somebody can be moved, the usual step first."""
    usual = NEXT.get(status)
    ways = sorted(WAYS[status], key=lambda to: to != usual)
    return [Step(to, STEPS[to], to == usual) for to in ways]


def board_of(volunteers: QuerySet[Volunteer], today: datetime.date) -> list[Column]:
    """The columns, each with those who wait longest first."""
    columns = [
        _column(volunteers.filter(status=status), status, label, hint, today)
        for status, label, hint in COLUMNS
    ]
    waiting = [card for column in columns for card in column.cards if card.status in JOINING]
    missing = what_is_missing(waiting, today)
    for column in columns:
        for card in column.cards:
            describe(card, today)
            card.days = (today - card.status_since).days
            card.steps = steps_from(card.status)
            card.missing = missing.get(card.pk, [])
    return columns


def _column(
    there: QuerySet[Volunteer],
    status: VolunteerStatus,
    label: str | Promise,
    hint: str | Promise,
    today: datetime.date,
) -> Column:
    if status in JOINING:
        ordered = there.order_by("status_since", "pk")
    else:
        there = there.filter(status_since__gte=today - RECENT)
        ordered = there.order_by("-status_since", "pk")
    most = MOST_SHOWN if status in JOINING else MOST_RECENT
    cards = list(for_list(ordered)[:most])
    count = len(cards) if len(cards) < most else there.order_by().count()
    return Column(status, label, hint, count, cards)
