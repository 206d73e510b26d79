"""Week by week: posts, their views, followers, and what happened to the campaign."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.following.charts import Chart, columns_of, line_of, place_of
from campaigns.following.events import Event
from campaigns.following.links import posts_url
from campaigns.following.tables import NOTHING, Cell, Column, Line, Table, figure_column
from campaigns.models import Campaign
from campaigns.outreach.counting import Breakdown, Outreach, Span, follower_line
from campaigns.outreach.figures import FIGURE, Kind
from campaigns.outreach.wording import number

MOST_WEEKS = 60
"""A longer time is told by months."""

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Slice:
    """A week or month, as far as it lies in the days that are asked for.

    :param followers: at its end; none where nobody looked yet, or it is still to come.
    """

    name: str
    span: Span
    posts: int
    views: int
    followers: int | None


@dataclass(frozen=True)
class Timeline:
    by: Breakdown
    slices: list[Slice]
    charts: list[Chart]
    events: list[Event]
    table: Table


def unit_of(span: Span) -> Breakdown:
    weeks = (span.until - span.since).days / 7
    return Breakdown.WEEK if weeks <= MOST_WEEKS else Breakdown.MONTH


def timeline_of(
    campaign: Campaign, outreach: Outreach, accounts: list[int], span: Span, events: list[Event]
) -> Timeline:
    by = unit_of(span)
    slices = _slices(outreach, accounts, span, by)
    return Timeline(
        by, slices, _charts(slices, span, events, by), events, _table(campaign, slices, by)
    )


def _slices(outreach: Outreach, accounts: list[int], span: Span, by: Breakdown) -> list[Slice]:
    rows = {row.value: row for row in outreach.rows[by]}
    spans = list(_spans(span, by))
    line = follower_line(accounts, [one.until for one in spans], span.until)
    slices = []
    for one, followers in zip(spans, line, strict=True):
        row = rows.get(_value(one.since, by))
        posts, views = (row["posts"], row["views"]) if row else (0, 0)
        slices.append(Slice(_name(one, by), one, posts, views, followers))
    return slices


def _spans(span: Span, by: Breakdown):
    """The weeks or months that touch a span of days, cut off at its ends."""
    day = span.since
    while day <= span.until:
        if by == Breakdown.WEEK:
            following = day + datetime.timedelta(days=7 - day.weekday())
        else:
            following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        yield Span(day, min(following - ONE_DAY, span.until))
        day = following


def _value(day: datetime.date, by: Breakdown) -> str:
    """How the breakdown calls it."""
    if by == Breakdown.MONTH:
        return f"{day:%Y-%m}"
    return (day - datetime.timedelta(days=day.weekday())).isoformat()


def _name(span: Span, by: Breakdown) -> str:
    if by == Breakdown.MONTH:
        return date_format(span.since, "YEAR_MONTH_FORMAT")
    return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (span.since, span.until))


def _charts(slices: list[Slice], span: Span, events: list[Event], by: Breakdown) -> list[Chart]:
    marks = [(f"{place_of(event.day, span):.1f}", event.look) for event in events]
    titles = {
        Breakdown.WEEK: (_("Posts a week"), _("Views of the posts of each week")),
        Breakdown.MONTH: (_("Posts a month"), _("Views of the posts of each month")),
    }[by]
    charts = []
    for title, name in zip(titles, ("posts", "views"), strict=True):
        values = [(one.span, getattr(one, name)) for one in slices]
        if any(value for _days, value in values):
            top = max(value for _days, value in values)
            columns = columns_of(values, span)
            charts.append(
                Chart(title, _alt(title, slices, name), number(top), "0", columns, "", marks)
            )
    return charts + _followers(slices, span, marks)


def _followers(slices: list[Slice], span: Span, marks: list) -> list[Chart]:
    known = [one for one in slices if one.followers is not None]
    if len(known) < 2:
        return []
    low, high = (limit(one.followers for one in known) for limit in (min, max))
    spread = high - low or 1
    days = (span.until - span.since).days + 1
    points = [
        (((one.span.until - span.since).days + 1) / days, (one.followers - low) / spread)
        for one in known
    ]
    title = _("Followers of its accounts")
    alt = _alt(title, known, "followers")
    return [Chart(title, alt, number(high), number(low), [], line_of(points), marks)]


def _alt(title: str, slices: list[Slice], name: str) -> str:
    told = "; ".join(f"{one.name}: {number(getattr(one, name))}" for one in slices)
    return f"{title}. {told}."


def _table(campaign: Campaign, slices: list[Slice], by: Breakdown) -> Table:
    lines = [
        Line(
            [
                Cell(one.name),
                Cell(
                    number(one.posts),
                    (one.posts,),
                    url=posts_url(campaign, one.span) if one.posts else "",
                ),
                Cell(number(one.views), (one.views,)),
                Cell(NOTHING if one.followers is None else number(one.followers), (one.followers,)),
            ]
        )
        for one in slices
    ]
    followers = Column(FIGURE["followers"].label, ("",), Kind.CHANGE)
    columns = [Column(by.label), figure_column("posts"), figure_column("views"), followers]
    title = _("Week by week") if by == Breakdown.WEEK else _("Month by month")
    return Table("timeline", title, columns, lines)
