"""The figures of outreach as people read them; pages, reports and files take the words here."""

from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from campaigns.outreach.counting import Change, Outreach, Row
from campaigns.outreach.figures import FIGURE, Figure


@dataclass(frozen=True)
class Told:
    """One figure in words and numbers.

    :param note: what it rests on: a denominator, days, the platform's own count.
    """

    figure: Figure
    value: str
    note: str = ""


HEADLINES = ("posts", "views", "reach", "followers", "engagement_rate", "cost_per_thousand")


def told(outreach: Outreach) -> list[Told]:
    """The headline figures; one that nothing is known for is left out."""
    makers = {
        "posts": _posts,
        "views": _views,
        "reach": _reach,
        "followers": _followers,
        "engagement_rate": _engagement_rate,
        "cost_per_thousand": _cost,
    }
    found = (makers[name](outreach) for name in HEADLINES)
    return [one for one in found if one is not None]


def number(value, decimals: int = 0) -> str:
    return number_format(value, decimals, force_grouping=True)


def reach_of(row: Row) -> str:
    """From the largest reach of one post to the sum of all."""
    least, most = row["reach_least"], row["reach_most"]
    if least == most:
        return number(most)
    return _("%(least)s – %(most)s") % {"least": number(least), "most": number(most)}


def factor_of(change: Change) -> str:
    return f"×{number(change.factor, 1)}" if change.factor is not None else ""


def signed(value: int) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{number(abs(value))}"


def _posts(outreach: Outreach) -> Told:
    return Told(FIGURE["posts"], number(outreach.total["posts"]))


def _views(outreach: Outreach) -> Told | None:
    if not outreach.total["views"]:
        return None
    return Told(FIGURE["views"], number(outreach.total["views"]))


def _reach(outreach: Outreach) -> Told | None:
    if not outreach.total["reach_most"]:
        return None
    unique = [
        _("%(people)s different people on %(account)s")
        % {"people": number(one.people), "account": one.account}
        for one in outreach.unique
    ]
    note = _("The platforms’ own count: %(counts)s.") % {"counts": "; ".join(unique)}
    return Told(FIGURE["reach"], reach_of(outreach.total), note if unique else "")


def _followers(outreach: Outreach) -> Told | None:
    change = outreach.followers
    if change is None:
        return None
    value = _("%(first)s → %(last)s") % {
        "first": number(change.first),
        "last": number(change.last),
    }
    note = _("%(change)s, %(first_on)s to %(last_on)s") % {
        "change": ", ".join(filter(None, [signed(change.change), factor_of(change)])),
        "first_on": date_format(change.first_on, "SHORT_DATE_FORMAT"),
        "last_on": date_format(change.last_on, "SHORT_DATE_FORMAT"),
    }
    return Told(FIGURE["followers"], value, note)


def _engagement_rate(outreach: Outreach) -> Told | None:
    figure, total = FIGURE["engagement_rate"], outreach.total
    if total.engagement_rate is None:
        return None
    note = _("%(engaged)s engagements in %(views)s views") % {
        "engaged": number(total["engaged"]),
        "views": number(total["engaged_of"]),
    }
    return Told(figure, f"{number(total.engagement_rate, figure.decimals)} %", note)


def _cost(outreach: Outreach) -> Told | None:
    figure, total = FIGURE["cost_per_thousand"], outreach.total
    if total.cost_per_thousand is None:
        return None
    note = _("%(paid)s ₸ for %(views)s views") % {
        "paid": number(total["paid"]),
        "views": number(total["paid_of"]),
    }
    return Told(figure, f"{number(total.cost_per_thousand, figure.decimals)} ₸", note)
