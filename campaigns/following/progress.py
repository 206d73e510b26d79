"""How far objectives are: each of their indicators from its baseline to its target."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.following.quantities import measures, quantity_of
from campaigns.models import Campaign, Indicator, IndicatorReading, Objective


class Standing(StrEnum):
    """Where an indicator stands between its baseline and its target."""

    UNREAD = "unread"
    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    UNCLEAR = "unclear"
    HELD = "held"
    NOT_HELD = "not_held"
    BACKWARDS = "backwards"
    ON_THE_WAY = "on_the_way"
    REACHED = "reached"

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @property
    def look(self) -> str:
        return _LOOKS.get(self, "quiet")

    @property
    def explanation(self) -> Promise | str:
        return _EXPLANATIONS.get(self, "")


_LABELS = {
    Standing.UNREAD: _("no reading yet"),
    Standing.NO_TARGET: _("no target"),
    Standing.NO_BASELINE: _("no baseline"),
    Standing.UNCLEAR: _("cannot be compared"),
    Standing.HELD: _("held"),
    Standing.NOT_HELD: _("not held"),
    Standing.BACKWARDS: _("further away"),
    Standing.ON_THE_WAY: _("on the way"),
    Standing.REACHED: _("reached"),
}
_LOOKS = {
    Standing.HELD: "good",
    Standing.NOT_HELD: "warn",
    Standing.BACKWARDS: "bad",
    Standing.ON_THE_WAY: "note",
    Standing.REACHED: "good",
}
_EXPLANATIONS = {
    Standing.UNREAD: _("Nobody has written down yet what it is."),
    Standing.NO_TARGET: _("The plan does not say what it is to become."),
    Standing.NO_BASELINE: _("Nobody knows what it was before, so nobody can say what changed."),
    Standing.UNCLEAR: _(
        "Baseline, target and reading do not say the same kind of number. Write all of them as "
        "“12 of 40”, as “30 %”, or as a plain number."
    ),
    Standing.HELD: _("The target is the baseline: it is to stay, and it did."),
    Standing.NOT_HELD: _("The target is the baseline: it is to stay, and it did not."),
}

RULE = _(
    "The share of the way is what has changed since the baseline, divided by what is to change: "
    "(latest − baseline) ÷ (target − baseline). So it also holds where a number is to fall. "
    "Without a baseline, or where it equals the target, there is no way to measure."
)


def share_of_the_way(baseline: Fraction, latest: Fraction, target: Fraction) -> Fraction | None:
    """1 where the target is reached, 0 where nothing has changed, below 0 on the wrong side; none
    where the target is the baseline.
    """
    return None if target == baseline else (latest - baseline) / (target - baseline)


@dataclass(frozen=True)
class Point:
    """A reading with the number that is compared, where there is one."""

    day: datetime.date
    value: str
    note: str
    measure: Fraction | None = None


@dataclass(frozen=True)
class Progress:
    """One indicator.

    :param points: its readings, the oldest first.
    :param way: the share of the way.
    :param ends: the numbers of baseline and target, as far as they can be compared.
    """

    indicator: Indicator
    standing: Standing
    points: list[Point] = field(default_factory=list)
    way: Fraction | None = None
    ends: tuple[Fraction | None, Fraction | None] = (None, None)

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def percent(self) -> int | None:
        """Whole percents, never rounded up to what is not reached yet."""
        return None if self.way is None else int(self.way * 100 // 1)

    @property
    def bar(self) -> int:
        """How much of a bar of 100 is filled."""
        return min(max(self.percent or 0, 0), 100)

    @property
    def source(self) -> str:
        """Where the latest reading comes from: what stands beside it, else what the plan says."""
        return (self.latest.note if self.latest else "") or self.indicator.source


@dataclass(frozen=True)
class Aim:
    """An objective with its indicators; those of no objective stand under none."""

    objective: Objective | None
    indicators: list[Progress]


def aims_of(campaign: Campaign, until: datetime.date) -> list[Aim]:
    """All objectives, with what was read of their indicators up to a day."""
    read = defaultdict(list)
    readings = IndicatorReading.objects.filter(campaign=campaign, day__lte=until)
    for reading in readings.order_by("day", "number", "pk"):
        read[reading.indicator_id].append(reading)
    of = defaultdict(list)
    for indicator in campaign.indicator_rows.all():
        of[indicator.objective_id].append(progress_of(indicator, read[indicator.pk]))
    aims = [Aim(objective, of[objective.pk]) for objective in campaign.objective_rows.all()]
    return aims + ([Aim(None, of[None])] if of[None] else [])


def progress_of(indicator: Indicator, readings: list[IndicatorReading]) -> Progress:
    """:param readings: the oldest first."""
    points = [Point(one.day, one.value, one.note) for one in readings]
    if not points:
        return Progress(indicator, Standing.UNREAD)
    for name, standing in (("target", Standing.NO_TARGET), ("baseline", Standing.NO_BASELINE)):
        if not getattr(indicator, name).strip():
            return Progress(indicator, standing, points)
    ends = [quantity_of(indicator.baseline), quantity_of(indicator.target)]
    numbers = [quantity_of(point.value) for point in points]
    if None in ends or numbers[-1] is None:
        return Progress(indicator, Standing.UNCLEAR, points)
    compared = measures([*ends, numbers[-1]])
    if compared is None:
        return Progress(indicator, Standing.UNCLEAR, points)
    baseline, target, latest = compared
    way = share_of_the_way(baseline, latest, target)
    measured = [
        _measured(point, ends, number) for point, number in zip(points, numbers, strict=True)
    ]
    return Progress(indicator, _standing(way, latest == target), measured, way, (baseline, target))


def _measured(point: Point, ends: list, number) -> Point:
    compared = measures([*ends, number]) if number else None
    return Point(point.day, point.value, point.note, compared[2] if compared else None)


def _standing(way: Fraction | None, is_at_target: bool) -> Standing:
    if way is None:
        return Standing.HELD if is_at_target else Standing.NOT_HELD
    if way >= 1:
        return Standing.REACHED
    return Standing.BACKWARDS if way < 0 else Standing.ON_THE_WAY
