"""All that is told of a campaign that runs; page, PDF and spreadsheets draw from it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from campaigns.following.channels import compared_by, planned_and_done, visits_of
from campaigns.following.charts import Trend, trend_of
from campaigns.following.events import events_of
from campaigns.following.progress import Aim, Progress, aims_of
from campaigns.following.sources import sources_of
from campaigns.following.tables import Table
from campaigns.following.timeline import Timeline, timeline_of, unit_of
from campaigns.following.worked import SHOWN, worked_by
from campaigns.models import Campaign, PostStatus, ReadingSource, SocialAccount
from campaigns.outreach.counting import Breakdown, Outreach, Span, count_outreach
from campaigns.outreach.wording import Told, told

COUNTED = (Breakdown.PLATFORM, Breakdown.ACCOUNT, Breakdown.CHANNEL, *SHOWN)


@dataclass(frozen=True)
class Following:
    """
    :param channels: where posts went out, side by side.
    :param visits: of the campaign's short links; none where it has none.
    :param unsorted: posts that have no message of the plan.
    :param unmeasured: published posts of these days without any reading.
    :param to_come: posts that are planned, of any day.
    :param sources: of how many posts each source told something.
    """

    campaign: Campaign
    span: Span
    outreach: Outreach
    told: list[Told]
    aims: list[Aim]
    channels: list[Table]
    planned: Table
    worked: list[Table]
    timeline: Timeline
    visits: int | None
    unsorted: int
    sources: dict[ReadingSource, int]
    unmeasured: int
    to_come: int

    @property
    def is_empty(self) -> bool:
        """Nothing is planned that could be followed, and nothing has happened."""
        planned = self.aims or self.planned.lines
        return not planned and self.outreach.is_empty and not self.timeline.events

    @property
    def tables(self) -> list[Table]:
        """All of them, in the order in which they are read."""
        return [*self.channels, self.planned, *self.worked, self.timeline.table]

    @property
    def trends(self) -> dict[int, Trend]:
        """The drawn readings of indicators, by the indicator's number."""
        drawn = {one.indicator.pk: trend_of(one) for aim in self.aims for one in aim.indicators}
        return {pk: trend for pk, trend in drawn.items() if trend}

    @property
    def indicators(self) -> list[Progress]:
        return [one for aim in self.aims for one in aim.indicators]


def follow(campaign: Campaign, span: Span, *, shown_to: User) -> Following:
    """Whoever sees a campaign sees all of its posts, so the figures are the same for everybody."""
    posts = campaign.posts.all()
    accounts = SocialAccount.objects.used_by(campaign)
    outreach = count_outreach(posts, accounts, span, (*COUNTED, unit_of(span)))
    pks = list(accounts.values_list("pk", flat=True))
    events = events_of(campaign, span, shown_to=shown_to)
    unsorted = {row.value: row for row in outreach.rows[Breakdown.MESSAGE]}.get("")
    return Following(
        campaign,
        span,
        outreach,
        told(outreach),
        aims_of(campaign, span.until),
        _channels(campaign, outreach, span),
        planned_and_done(campaign, outreach, span),
        [worked_by(by, campaign, outreach, span) for by in SHOWN if outreach.total["posts"]],
        timeline_of(campaign, outreach, pks, span, events),
        visits_of(campaign, span),
        unsorted["posts"] if unsorted else 0,
        sources_of(campaign, span),
        *_waiting(campaign, span),
    )


def _waiting(campaign: Campaign, span: Span) -> tuple[int, int]:
    """Posts that have no numbers yet, and planned ones."""
    out = Q(status=PostStatus.PUBLISHED, published_on__range=(span.since, span.until))
    counts = campaign.posts.aggregate(
        unmeasured=Count("pk", filter=out & Q(readings=None)),
        to_come=Count("pk", filter=Q(status=PostStatus.PLANNED), distinct=True),
    )
    return counts["unmeasured"], counts["to_come"]


def _channels(campaign: Campaign, outreach: Outreach, span: Span) -> list[Table]:
    """By platform only where that says something else than by account."""
    if not outreach.total["posts"]:
        return []
    shown = [Breakdown.ACCOUNT]
    platforms, accounts = (len(outreach.rows[by]) for by in (Breakdown.PLATFORM, *shown))
    if 1 < platforms != accounts:
        shown.insert(0, Breakdown.PLATFORM)
    return [compared_by(by, campaign, outreach, span) for by in shown]
