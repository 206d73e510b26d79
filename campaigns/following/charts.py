"""Small charts, drawn by the server: positions are of 1000 across and 100 down."""

import datetime
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.following.progress import Progress
from campaigns.outreach.counting import Span

WIDE, HIGH = 1000, 100
_GAP = 0.15
"""Of a column's width, on both sides of it."""


@dataclass(frozen=True)
class Rect:
    """As text, since numbers in attributes must not be written in anybody's language."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Chart:
    """
    :param alt: all that it shows, for those who cannot see it.
    :param top: what its upper edge stands for; ``bottom`` its lower one.
    """

    title: str
    alt: str
    top: str
    bottom: str = ""
    columns: list[Rect] = field(default_factory=list)
    line: str = ""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """Where events are, and the look of each."""


def place_of(day: datetime.date, span: Span) -> float:
    """Where a day begins, from left to right."""
    days = (span.until - span.since).days + 1
    return WIDE * (day - span.since).days / days


def columns_of(values: list[tuple[Span, int]], span: Span) -> list[Rect]:
    top = max((value for _days, value in values), default=0)
    return [_column(days, HIGH * value / top, span) for days, value in values if top and value]


def _column(days: Span, height: float, span: Span) -> Rect:
    left = place_of(days.since, span)
    width = place_of(days.until + datetime.timedelta(days=1), span) - left
    return Rect(
        f"{left + width * _GAP:.1f}",
        f"{HIGH - height:.1f}",
        f"{width * (1 - 2 * _GAP):.1f}",
        f"{height:.1f}",
    )


def line_of(points: list[tuple[float, float]]) -> str:
    """Points from 0 to 1 in both directions, upwards."""
    return " ".join(f"{x * WIDE:.1f},{(1 - y) * HIGH:.1f}" for x, y in points)


@dataclass(frozen=True)
class Trend:
    """The readings of an indicator, with its baseline and target as levels."""

    alt: str
    line: str
    dots: list[tuple[str, str]]
    baseline: str
    target: str


def trend_of(progress: Progress) -> Trend | None:
    """None where fewer than two readings can be compared."""
    points = [point for point in progress.points if point.measure is not None]
    if len(points) < 2 or None in progress.ends:
        return None
    baseline, target = progress.ends
    levels = [baseline, target, *(point.measure for point in points)]
    low, high = min(levels), max(levels)
    first, days = points[0].day, max((points[-1].day - points[0].day).days, 1)

    def height(level) -> float:
        return float((level - low) / (high - low)) * 0.84 + 0.08 if high > low else 0.5

    placed = [((point.day - first).days / days, height(point.measure)) for point in points]
    inner = [(0.02 + x * 0.96, y) for x, y in placed]
    return Trend(
        _alt(progress, points),
        line_of(inner),
        [(f"{x * WIDE:.1f}", f"{(1 - y) * HIGH:.1f}") for x, y in inner],
        f"{(1 - height(baseline)) * HIGH:.1f}",
        f"{(1 - height(target)) * HIGH:.1f}",
    )


def _alt(progress: Progress, points: list) -> str:
    told = ", ".join(
        _("%(value)s on %(day)s")
        % {"value": point.value, "day": date_format(point.day, "SHORT_DATE_FORMAT")}
        for point in points
    )
    return _("Baseline %(baseline)s; %(readings)s; target %(target)s.") % {
        "baseline": progress.indicator.baseline,
        "readings": told,
        "target": progress.indicator.target,
    }
