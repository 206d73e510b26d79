"""Asking for the figures of outreach: of some posts and accounts, in a span of days."""

import datetime
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import AccountReach, Post, SocialAccount
from campaigns.outreach.figures import (
    FIGURE,
    FOLLOWER_FACTS,
    FOLLOWER_LINE,
    POST_FACTS,
    POST_PARTS,
    SCALE,
    Kind,
)


class Breakdown(StrEnum):
    PLATFORM = "platform"
    MONTH = "month"
    WEEKDAY = "weekday"
    LANGUAGE = "language"
    PROJECT = "project"
    REGION = "region"
    WEEK = "week"
    ACCOUNT = "account"
    MESSAGE = "message"
    CHANNEL = "channel"

    @property
    def label(self) -> Promise:
        return LABELS[self]


LABELS = {
    Breakdown.PLATFORM: _("Platform"),
    Breakdown.MONTH: _("Month"),
    Breakdown.WEEKDAY: _("Day of the week"),
    Breakdown.LANGUAGE: _("Language"),
    Breakdown.PROJECT: _("Project"),
    Breakdown.REGION: _("Region"),
    Breakdown.WEEK: _("Week"),
    Breakdown.ACCOUNT: _("Account"),
    Breakdown.MESSAGE: _("Message"),
    Breakdown.CHANNEL: _("Channel of the plan"),
}


def _code_of(table: str, column: str) -> str:
    return f"coalesce((SELECT code FROM {table} k WHERE k.id = {column}), '')"


_COLUMNS = {
    Breakdown.PLATFORM: "platform",
    Breakdown.MONTH: "to_char(published_on, 'YYYY-MM')",
    Breakdown.WEEKDAY: "extract(isodow FROM published_on)::int::text",
    Breakdown.LANGUAGE: "language",
    Breakdown.PROJECT: _code_of("volunteers_project", "project_id"),
    Breakdown.REGION: _code_of("regions_region", "region_id"),
    Breakdown.WEEK: "date_trunc('week', published_on)::date::text",
    Breakdown.ACCOUNT: "coalesce(account_id::text, '')",
    Breakdown.MESSAGE: "coalesce(message_id::text, '')",
    Breakdown.CHANNEL: "coalesce(channel_id::text, '')",
}
"""What is not known is an empty text; a week is called by its Monday."""


@dataclass(frozen=True)
class Change:
    """How many followed before, and how many at the end."""

    first: int
    last: int
    first_on: datetime.date
    last_on: datetime.date

    @property
    def change(self) -> int:
        return self.last - self.first

    @property
    def factor(self) -> Decimal | None:
        """By how much it grew, with one decimal; of nothing there is no factor."""
        return rounded(Decimal(self.last) / self.first, 1) if self.first else None


@dataclass(frozen=True)
class Unique:
    """How many different people the platform says that one account reached in exactly a period."""

    account: str
    people: int


@dataclass(frozen=True)
class Row:
    """The parts of all figures of one value of a breakdown, or of all posts."""

    value: str
    parts: dict[str, int | Decimal | None]

    def __getitem__(self, part: str) -> int | Decimal | None:
        return self.parts[part]

    def ratio(self, name: str) -> Decimal | None:
        """A ratio as it is shown; none where nothing stands below the line."""
        figure = FIGURE[name]
        if figure.kind != Kind.RATIO:
            raise ValueError(name)
        (above, _sql), (below, _sql) = figure.parts
        if not self.parts[below]:
            return None
        exact = Decimal(SCALE[name]) * Decimal(self.parts[above]) / Decimal(self.parts[below])
        return rounded(exact, figure.decimals)

    @property
    def engagement_rate(self) -> Decimal | None:
        return self.ratio("engagement_rate")

    def middle(self, name: str) -> Decimal | None:
        """A figure of the middle post as it is shown; none where no post is measured."""
        figure = FIGURE[name]
        if figure.kind != Kind.MIDDLE:
            raise ValueError(name)
        exact = self.parts[name]
        return None if exact is None else rounded(Decimal(exact), figure.decimals)

    @property
    def views_middle(self) -> Decimal | None:
        return self.middle("views_middle")

    @property
    def rate_middle(self) -> Decimal | None:
        return self.middle("rate_middle")

    @property
    def cost_per_thousand(self) -> Decimal | None:
        return self.ratio("cost_per_thousand")


@dataclass(frozen=True)
class Outreach:
    """All figures of a scope.

    :param followers: none where no account in scope was looked at.
    """

    total: Row
    rows: dict[Breakdown, list[Row]] = field(default_factory=dict)
    followers: Change | None = None
    unique: tuple[Unique, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.total["posts"] and self.followers is None


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included."""

    since: datetime.date
    until: datetime.date


def count_outreach(
    posts: QuerySet[Post],
    accounts: QuerySet[SocialAccount],
    span: Span,
    by: tuple[Breakdown, ...] = (),
) -> Outreach:
    """The figures of the posts that were published in a span of days, and of accounts over it.

    :param posts: those in scope, of any day and status.
    :param accounts: those whose followers count.
    """
    within = posts.filter(published_on__range=(span.since, span.until))
    ids = list(accounts.order_by().values_list("pk", flat=True))
    return Outreach(
        _rows(within, None)[0],
        {one: _rows(within, one) for one in by},
        followers_of(ids, span),
        unique_reach(ids, span),
    )


def _rows(posts: QuerySet[Post], by: Breakdown | None) -> list[Row]:
    scope, params = posts.order_by().values("pk").query.sql_with_params()
    column = _COLUMNS[by] if by else "''"
    group = " GROUP BY 1 ORDER BY 1" if by else ""
    parts = ", ".join(f"{sql} AS {name}" for name, sql in POST_PARTS.items())
    facts = POST_FACTS.format(posts=scope)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, {parts} FROM ({facts}) AS post_facts{group}", params)
        return [
            Row(value, {name: _number(raw) for name, raw in zip(POST_PARTS, numbers, strict=True)})
            for value, *numbers in cursor.fetchall()
        ]


def follower_rows(accounts: list[int], span: Span) -> dict[int, Change]:
    """The followers of each account that somebody looked at, by its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT account_id, first, last, first_on, last_on FROM ({FOLLOWER_FACTS}) AS facts",
            {"accounts": accounts, "since": span.since, "until": span.until},
        )
        return {account: Change(*numbers) for account, *numbers in cursor.fetchall()}


def followers_of(accounts: list[int], span: Span) -> Change | None:
    """Of all accounts together; none where nobody ever looked."""
    sums = ", ".join(sql for _name, sql in FIGURE["followers"].parts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {sums}, min(first_on), max(last_on) FROM ({FOLLOWER_FACTS}) AS facts",
            {"accounts": accounts, "since": span.since, "until": span.until},
        )
        first, last, first_on, last_on = cursor.fetchone()
    return None if first is None else Change(int(first), int(last), first_on, last_on)


def follower_line(
    accounts: list[int], days: list[datetime.date], until: datetime.date
) -> list[int | None]:
    """The followers of all accounts together at the end of each of some days; none where nobody
    ever looked. Until somebody first looked an account counts with what was seen then, as in
    ``followers_of``.

    :param until: readings of later days do not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sum(known.followers) {FOLLOWER_LINE}",
            {"accounts": accounts, "days": days, "until": until},
        )
        return [None if total is None else int(total) for (total,) in cursor.fetchall()]


def unique_reach(accounts: list[int], span: Span) -> tuple[Unique, ...]:
    """What platforms themselves say of exactly this span; of two sources the better one."""
    found: dict[str, tuple[int, int]] = {}
    rows = AccountReach.objects.filter(
        account__in=accounts, since=span.since, until=span.until
    ).select_related("account")
    for row in rows.order_by("account__platform", "account__handle"):
        known = found.get(str(row.account), (0, 0))
        found[str(row.account)] = max(known, (row.source, row.people))
    return tuple(Unique(name, people) for name, (_source, people) in found.items())


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _number(raw: Any) -> int | Decimal:
    """Sums of whole numbers come as decimals; only money has digits after the point."""
    if isinstance(raw, Decimal) and raw == raw.to_integral_value():
        return int(raw)
    return raw
