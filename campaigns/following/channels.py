"""Channels compared: where posts went out, and what came of each channel that was planned."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.choices import ActivityState, Currency
from campaigns.following.links import posts_url
from campaigns.following.tables import (
    NOTHING,
    Cell,
    Column,
    Line,
    Table,
    figure_cell,
    figure_column,
)
from campaigns.models import Campaign, ChannelUse, LinkDay
from campaigns.outreach.counting import Breakdown, Outreach, Row, Span
from campaigns.outreach.names import named_rows
from campaigns.outreach.wording import number

COMPARED = (
    "posts",
    "views",
    "reach",
    "engagement_rate",
    "link_clicks",
    "cost",
    "cost_per_thousand",
)
DONE = ("posts", "views", "reach", "cost")
_SIGNS = {Currency.KZT: "₸", Currency.USD: "$", Currency.EUR: "€"}


def compared_by(by: Breakdown, campaign: Campaign, outreach: Outreach, span: Span) -> Table:
    """Platforms or accounts side by side, those with most views first."""
    lines = [
        Line(_cells(name, row, posts_url(campaign, span, by, row.value)))
        for name, row in named_rows(by, outreach.rows[by])
    ]
    return Table(
        f"by-{by}",
        {Breakdown.PLATFORM: _("By platform"), Breakdown.ACCOUNT: _("By account")}[by],
        [Column(by.label), *map(figure_column, COMPARED)],
        lines,
        Line(_cells(_("Together"), outreach.total, posts_url(campaign, span))),
    )


def _cells(name: str, row: Row, url: str) -> list[Cell]:
    figures = [figure_cell(one, row) for one in COMPARED]
    posts = figures[0]
    return [Cell(name), Cell(posts.text, posts.numbers, url=url), *figures[1:]]


def planned_and_done(campaign: Campaign, outreach: Outreach, span: Span) -> Table:
    """Each channel of the plan: what it was to cost and whom to reach, and what happened."""
    rows = {row.value: row for row in outreach.rows[Breakdown.CHANNEL]}
    done = _activities_by_channel(campaign, span)
    uses = list(campaign.channeluse_rows.select_related("audience"))
    lines = [_channel(use, rows.get(str(use.pk)), done[use.pk], campaign, span) for use in uses]
    columns = [
        Column(_("Channel of the plan")),
        Column(_("Planned for")),
        Column(_("Whom it was to reach")),
        Column(_("Planned cost"), ("",)),
        Column(_("Activities done"), (gettext_lazy("done"), gettext_lazy("planned"))),
        *map(figure_column, DONE),
    ]
    total = _total(uses, outreach, done, campaign, span) if uses else None
    return Table(
        "planned-and-done",
        _("Planned and done"),
        columns,
        lines,
        total,
        notes=_notes(campaign, rows.get(""), done),
    )


def _activities_by_channel(campaign: Campaign, span: Span) -> dict[int | None, dict]:
    """For each channel how many activities touch these days, how many are done, at what cost."""
    found: dict[int | None, dict] = defaultdict(lambda: {"done": 0, "all": 0, "paid": None})
    within = campaign.activities.filter(first_day__lte=span.until, last_day__gte=span.since)
    is_done = Q(state=ActivityState.DONE)
    for row in (
        within.exclude(state=ActivityState.CANCELLED)
        .order_by()
        .values("channel")
        .annotate(
            all=Count("pk"),
            done=Count("pk", filter=is_done),
            paid=Sum("cost", filter=is_done),
        )
    ):
        found[row.pop("channel")] = row
    return found


def _channel(use: ChannelUse, row: Row | None, done: dict, campaign: Campaign, span: Span) -> Line:
    figures = [figure_cell(name, row) for name in DONE] if row else [Cell(NOTHING)] * len(DONE)
    if row:
        url = posts_url(campaign, span, Breakdown.CHANNEL, row.value)
        figures[0] = Cell(figures[0].text, figures[0].numbers, url=url)
    name = f"{capfirst(use.get_kind_display())}: {use.name}"
    days = " – ".join(
        date_format(day, "SHORT_DATE_FORMAT") for day in (use.since, use.until) if day
    )
    cells = [
        Cell(name, note=str(use.audience or "")),
        Cell(days or NOTHING),
        Cell(use.reach or NOTHING),
        _money(use.cost, campaign),
        _activities(done, campaign),
        *figures,
    ]
    return Line(cells, is_quiet=row is None and not done["all"])


def _activities(done: dict, campaign: Campaign) -> Cell:
    if not done["all"]:
        return Cell(NOTHING, (0, 0))
    text = _("%(done)s of %(all)s") % {"done": number(done["done"]), "all": number(done["all"])}
    note = _money(done["paid"], campaign).text if done["paid"] else ""
    return Cell(text, (done["done"], done["all"]), note)


def _money(amount: Decimal | None, campaign: Campaign) -> Cell:
    if amount is None:
        return Cell(NOTHING, (None,))
    return Cell(f"{number(amount)} {_SIGNS[campaign.currency]}", (amount,))


def _total(
    uses: list[ChannelUse], outreach: Outreach, done: dict, campaign: Campaign, span: Span
) -> Line:
    """All that went out and was done, also outside of planned channels."""
    known = [use.cost for use in uses if use.cost is not None]
    costs = [one["paid"] for one in done.values() if one["paid"] is not None]
    together = {
        "done": sum(one["done"] for one in done.values()),
        "all": sum(one["all"] for one in done.values()),
        "paid": sum(costs) if costs else None,
    }
    figures = [figure_cell(name, outreach.total) for name in DONE]
    figures[0] = Cell(figures[0].text, figures[0].numbers, url=posts_url(campaign, span))
    return Line(
        [
            Cell(_("Together")),
            Cell(""),
            Cell(""),
            _money(sum(known) if known else None, campaign),
            _activities(together, campaign),
            *figures,
        ]
    )


def _notes(campaign: Campaign, elsewhere: Row | None, done: dict) -> list[str]:
    notes = []
    if elsewhere:
        posts = elsewhere["posts"]
        notes.append(
            ngettext(
                "%(number)s post went out in no channel of the plan; it counts in the last row.",
                "%(number)s posts went out in no channel of the plan; they count in the last row.",
                posts,
            )
            % {"number": number(posts)}
        )
    if none := done.get(None, {}).get("all"):
        notes.append(
            ngettext(
                "%(number)s activity is in no channel of the plan; it counts in the last row.",
                "%(number)s activities are in no channel of the plan; they count in the last row.",
                none,
            )
            % {"number": number(none)}
        )
    if campaign.currency != Currency.KZT:
        notes.append(_("Planned costs are in the plan’s currency, what was paid for posts in ₸."))
    return notes


def visits_of(campaign: Campaign, span: Span) -> int | None:
    """How often the campaign's short links were followed; none where it has no such link."""
    if not campaign.short_links.exists():
        return None
    days = LinkDay.objects.filter(link__campaign=campaign, date__range=(span.since, span.until))
    return days.aggregate(total=Sum("visits"))["total"] or 0
