"""What worked: posts by the message that they tell, by language, by day of the week.

Views of posts are skewed: one that everybody shares pulls a mean far away from what a post
usually does. So the middle post stands for its row, and how many are behind it stands beside it.
"""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.following.links import posts_url
from campaigns.following.tables import (
    MEASURED,
    Cell,
    Column,
    Line,
    Table,
    figure_cell,
    figure_column,
    measured_cell,
)
from campaigns.models import Campaign
from campaigns.outreach.counting import Breakdown, Outreach, Row, Span
from campaigns.outreach.names import named_rows
from campaigns.outreach.wording import number

LEAST_POSTS = 5
"""So many measured posts stand behind a row before it is compared with others."""

MUCH = Decimal("1.25")
"""By how much the highest is above the lowest before anything is said of it."""

FIGURES = ("views_middle", "rate_middle", "views", "reach", "link_clicks")
SHOWN = (Breakdown.MESSAGE, Breakdown.LANGUAGE, Breakdown.WEEKDAY)
TITLES = {
    Breakdown.MESSAGE: gettext_lazy("By message"),
    Breakdown.LANGUAGE: gettext_lazy("By language"),
    Breakdown.WEEKDAY: gettext_lazy("By day of the week"),
}


def worked_by(by: Breakdown, campaign: Campaign, outreach: Outreach, span: Span) -> Table:
    """One row for each value; weekdays in their order, others with those first that are known
    best, since enough posts stand behind them.
    """
    rows = named_rows(by, outreach.rows[by])
    if by != Breakdown.WEEKDAY:
        rows.sort(key=lambda named: _rank(named[1]))
    known = [(name, row) for name, row in rows if row.value and is_known(row)]
    return Table(
        f"by-{by}",
        str(TITLES[by]),
        [Column(by.label), figure_column("posts"), MEASURED, *map(figure_column, FIGURES)],
        [_line(name, row, posts_url(campaign, span, by, row.value)) for name, row in rows],
        _line(_("Together"), outreach.total, posts_url(campaign, span), is_total=True),
        _said(known),
        _notes(by, campaign, rows),
    )


def is_known(row: Row) -> bool:
    return row["viewed"] >= LEAST_POSTS


def _rank(row: Row) -> tuple:
    if not row.value:
        return (2, 0)
    return (0, -row["views_middle"]) if is_known(row) else (1, -row["posts"])


def _line(name: str, row: Row, url: str, *, is_total: bool = False) -> Line:
    is_few = not is_known(row) and not is_total
    posts = figure_cell("posts", row)
    cells = [
        Cell(name, note=_("too few to compare") if is_few else ""),
        Cell(posts.text, posts.numbers, url=url),
        measured_cell(row),
        *(figure_cell(one, row) for one in FIGURES),
    ]
    return Line(cells, is_quiet=is_few)


def _said(known: list[tuple[str, Row]]) -> str:
    """The highest and the lowest middle post, where there is something to compare."""
    if len(known) < 2:
        return ""
    ordered = sorted(known, key=lambda named: -named[1]["views_middle"])
    (best, most), (last, least) = ordered[0], ordered[-1]
    numbers = {"most": number(most.views_middle), "least": number(least.views_middle)}
    if most["views_middle"] < least["views_middle"] * MUCH:
        words = _("The middle post has about as many views in each: from %(least)s to %(most)s.")
        return words % numbers
    words = _(
        "Half of the posts of “%(best)s” were shown %(most)s times or more; of “%(last)s” "
        "%(least)s times. Where and when they went out may be the reason, too."
    )
    return words % (numbers | {"best": best, "last": last})


def _notes(by: Breakdown, campaign: Campaign, rows: list[tuple[str, Row]]) -> list[str]:
    few = [name for name, row in rows if row.value and not is_known(row)]
    notes = []
    if few:
        notes.append(
            _("Fewer than %(least)s measured posts, so not compared: %(names)s.")
            % {"least": LEAST_POSTS, "names": ", ".join(few)}
        )
    if by == Breakdown.MESSAGE:
        told = {row.value for _name, row in rows}
        untold = [str(one) for one in campaign.message_rows.all() if str(one.pk) not in told]
        if untold:
            notes.append(_("No post tells: %(messages)s.") % {"messages": "; ".join(untold)})
    if by == Breakdown.WEEKDAY:
        notes.append(_("The day on which a post went out, in Kazakhstan’s time."))
    return notes
