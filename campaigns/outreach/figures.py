"""Every figure of outreach, defined once. Pages, reports, files, snapshots and tests read it here.

They are aggregates over two relations, the *facts*:

``post_facts``
    one row for each published post: for each measure the value of its newest reading, of two on
    one day that of the more trustworthy source; a reading that does not tell a measure leaves
    that of an older one standing;
``follower_facts``
    one row for each account: how many followed it before the period, or where nobody looked then
    when somebody first did, and how many at its end.

Numbers of different posts are sums of what happened: views, engagements. People are not: whoever
saw two posts is in both of their reaches, so reach is told as a range.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.outreach.choices import ENGAGEMENTS, MEASURES


class Kind(StrEnum):
    SUM = "sum"
    RANGE = "range"
    CHANGE = "change"
    RATIO = "ratio"
    MIDDLE = "middle"

    @property
    def label(self) -> Promise:
        return KIND_LABELS[self]

    @property
    def explanation(self) -> Promise:
        return KIND_EXPLANATIONS[self]


KIND_LABELS = {
    Kind.SUM: pgettext_lazy("kind of figure", "sum"),
    Kind.RANGE: pgettext_lazy("kind of figure", "from – to"),
    Kind.CHANGE: pgettext_lazy("kind of figure", "first and last"),
    Kind.RATIO: pgettext_lazy("kind of figure", "ratio"),
    Kind.MIDDLE: pgettext_lazy("kind of figure", "middle"),
}
KIND_EXPLANATIONS = {
    Kind.SUM: _("Rows add up to their total."),
    Kind.RANGE: _(
        "Nobody knows how many people saw several posts, so it lies between the largest reach of "
        "one post and the sum of all."
    ),
    Kind.CHANGE: _("The number before the period and at its end, with what became of it."),
    Kind.RATIO: _("Counted anew in every row and total from what stands above and below the line."),
    Kind.MIDDLE: _(
        "Half of the posts have more, half have less: one post that everybody saw does not move "
        "it. Counted anew in every row and total."
    ),
}


@dataclass(frozen=True)
class Figure:
    """One figure.

    :param parts: names and SQL aggregates over the facts; one, or two that belong together: from
        and to, first and last, above and below the line.
    :param decimals: digits after the point of a ratio.
    """

    name: str
    kind: Kind
    parts: tuple[tuple[str, str], ...]
    label: Promise
    definition: Promise
    relation: str = "post_facts"
    decimals: int = 0
    unit: str = ""


def _sum(name: str, sql: str, label: Promise, definition: Promise) -> Figure:
    return Figure(name, Kind.SUM, ((name, f"coalesce({sql}, 0)"),), label, definition)


_VIEWED = "views > 0 AND engagements IS NOT NULL"
_PAID = "views > 0 AND cost IS NOT NULL"
_MIDDLE = "percentile_cont(0.5) WITHIN GROUP"

FIGURES: tuple[Figure, ...] = (
    _sum("posts", "count(*)", _("Posts"), _("Posts that were published in the period.")),
    _sum(
        "views",
        "sum(views)",
        _("Views"),
        _("How often the posts were shown; somebody who looks twice counts twice."),
    ),
    Figure(
        "reach",
        Kind.RANGE,
        (("reach_least", "coalesce(max(reach), 0)"), ("reach_most", "coalesce(sum(reach), 0)")),
        _("People reached"),
        _(
            "At least as many as the post that reached most, at most as many as all posts "
            "together: who saw several of them is in each."
        ),
    ),
    Figure(
        "followers",
        Kind.CHANGE,
        (("followers_first", "sum(first)"), ("followers_last", "sum(last)")),
        _("Followers"),
        _(
            "Of all accounts together: the last reading before the period, or the first in it, and "
            "the last one up to its end. Who follows two accounts is in both."
        ),
        relation="follower_facts",
    ),
    _sum(
        "engagements",
        "sum(engagements)",
        _("Engagements"),
        _("Likes and reactions, comments, shares and saves, added up."),
    ),
    *(
        _sum(name, f"sum({name})", MEASURES[name], _("As the platforms count it."))
        for name in ENGAGEMENTS
    ),
    Figure(
        "link_clicks",
        Kind.SUM,
        (("link_clicks", "coalesce(sum(link_clicks), 0)"), ("clicked", "count(link_clicks)")),
        _("Clicks on links"),
        _("Clicks on a link in a post, as the platforms count them."),
    ),
    _sum(
        "watch_hours",
        "round(sum(watch_seconds) / 3600.0)",
        _("Hours watched"),
        _("How long videos were watched, all together."),
    ),
    Figure(
        "engagement_rate",
        Kind.RATIO,
        (
            ("engaged", f"coalesce(sum(engagements) FILTER (WHERE {_VIEWED}), 0)"),
            ("engaged_of", f"coalesce(sum(views) FILTER (WHERE {_VIEWED}), 0)"),
        ),
        _("Engagement rate"),
        _("Engagements for every hundred views, of the posts of which both are known."),
        decimals=2,
        unit="%",
    ),
    Figure(
        "cost_per_thousand",
        Kind.RATIO,
        (
            ("paid", f"coalesce(sum(cost) FILTER (WHERE {_PAID}), 0)"),
            ("paid_of", f"coalesce(sum(views) FILTER (WHERE {_PAID}), 0)"),
        ),
        _("Cost per thousand views"),
        _("What was paid for a thousand views, of the posts that were paid for."),
        decimals=2,
        unit="₸",
    ),
    _sum(
        "cost",
        "sum(cost)",
        _("Paid to promote posts"),
        _("What was written down at the posts as paid for them."),
    ),
    Figure(
        "views_middle",
        Kind.MIDDLE,
        (("views_middle", f"({_MIDDLE} (ORDER BY views))::numeric"), ("viewed", "count(views)")),
        _("Views of the middle post"),
        _("Of the posts whose views are known, the one in the middle, ordered by views."),
    ),
    Figure(
        "rate_middle",
        Kind.MIDDLE,
        (
            (
                "rate_middle",
                f"({_MIDDLE} (ORDER BY 100.0 * engagements / views) FILTER (WHERE {_VIEWED}))"
                "::numeric",
            ),
            ("rated", f"count(*) FILTER (WHERE {_VIEWED})"),
        ),
        _("Engagement rate of the middle post"),
        _(
            "Engagements for every hundred views, worked out for each post of which both are "
            "known; of these the one in the middle."
        ),
        decimals=2,
        unit="%",
    ),
)
FIGURE: dict[str, Figure] = {figure.name: figure for figure in FIGURES}
SCALE = {"engagement_rate": 100, "cost_per_thousand": 1000}
"""By how much what stands above the line of a ratio is multiplied."""

POST_PARTS: dict[str, str] = {
    name: sql for figure in FIGURES if figure.relation == "post_facts" for name, sql in figure.parts
}


def _newest(measure: str) -> str:
    return (
        f"(array_agg(r.{measure} ORDER BY r.date DESC, r.source DESC)"
        f" FILTER (WHERE r.{measure} IS NOT NULL))[1] AS {measure}"
    )


_ENGAGEMENTS = " + ".join(f"coalesce({name}, 0)" for name in ENGAGEMENTS)
_KNOWN = ", ".join(ENGAGEMENTS)

POST_FACTS = f"""
    SELECT newest.*, CASE WHEN num_nonnulls({_KNOWN}) > 0 THEN {_ENGAGEMENTS} END AS engagements
    FROM (
        SELECT p.id, p.published_on, p.platform, p.account_id, p.project_id, p.region_id,
            p.campaign_id, p.message_id, p.channel_id, p.language, p.cost,
            {", ".join(_newest(name) for name in MEASURES)}
        FROM campaigns_post p LEFT JOIN campaigns_postreading r ON r.post_id = p.id
        WHERE p.status = 'published' AND p.id IN ({{posts}})
        GROUP BY p.id
    ) AS newest
"""
"""``{posts}``: a query of the numbers of the posts in scope."""

FOLLOWER_FACTS = """
    SELECT account_id,
        coalesce(
            (array_agg(followers ORDER BY date DESC) FILTER (WHERE date < %(since)s))[1],
            (array_agg(followers ORDER BY date))[1]
        ) AS first,
        coalesce(max(date) FILTER (WHERE date < %(since)s), min(date)) AS first_on,
        (array_agg(followers ORDER BY date DESC))[1] AS last,
        max(date) AS last_on
    FROM (
        SELECT DISTINCT ON (r.account_id, r.date) r.account_id, r.date, r.followers
        FROM campaigns_followerreading r
        WHERE r.account_id = ANY (%(accounts)s) AND r.date <= %(until)s
        ORDER BY r.account_id, r.date, r.source DESC
    ) AS day
    GROUP BY account_id
"""
"""What has no reading up to the end of the period is left out."""

FOLLOWER_LINE = """
    FROM unnest(%(days)s::date[]) WITH ORDINALITY AS day (date, place)
    LEFT JOIN unnest(%(accounts)s::bigint[]) AS account (id) ON true
    LEFT JOIN LATERAL (
        SELECT r.followers FROM campaigns_followerreading r
        WHERE r.account_id = account.id AND r.date <= %(until)s
        ORDER BY r.date <= day.date DESC,
            CASE WHEN r.date <= day.date THEN r.date END DESC, r.date, r.source DESC
        LIMIT 1
    ) AS known ON true
    GROUP BY day.place ORDER BY day.place
"""
"""For each day and account the newest reading up to it, or else the first one after it."""
