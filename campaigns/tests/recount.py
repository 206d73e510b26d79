"""The figures of outreach counted once more, in plain Python from plain rows; it knows nothing of
the application and shares no code with it.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

MEASURES = (
    "views",
    "reach",
    "reactions",
    "comments",
    "shares",
    "saves",
    "link_clicks",
    "watch_seconds",
)


def newest(readings: list[dict], measure: str) -> int | None:
    known = [one for one in readings if one.get(measure) is not None]
    best = max(known, key=lambda one: (one["date"], one["source"]), default=None)
    return best and best[measure]


def recount(posts: list[dict], since: datetime.date, until: datetime.date) -> dict[str, Any]:
    """:param posts: each with ``status``, ``published_on``, ``cost`` and its ``readings``."""
    counted = [
        {name: newest(post["readings"], name) for name in MEASURES} | {"cost": post["cost"]}
        for post in posts
        if post["status"] == "published" and since <= post["published_on"] <= until
    ]
    for one in counted:
        kinds = [one[name] for name in ("reactions", "comments", "shares", "saves")]
        told = [kind for kind in kinds if kind is not None]
        one["engagements"] = sum(told) if told else None
    reached = [one["reach"] for one in counted if one["reach"] is not None]
    engaged = [one for one in counted if one["views"] and one["engagements"] is not None]
    paid = [one for one in counted if one["views"] and one["cost"] is not None]
    viewed = [one["views"] for one in counted if one["views"] is not None]
    return {
        "posts": len(counted),
        "views": sum(one["views"] or 0 for one in counted),
        "reach_least": max(reached, default=0),
        "reach_most": sum(reached),
        "engagements": sum(one["engagements"] or 0 for one in counted),
        "engagement_rate": _ratio(engaged, "engagements", 100),
        "cost_per_thousand": _ratio(paid, "cost", 1000),
        "link_clicks": sum(one["link_clicks"] or 0 for one in counted),
        "clicked": sum(one["link_clicks"] is not None for one in counted),
        "cost": sum(one["cost"] or 0 for one in counted),
        "viewed": len(viewed),
        "views_middle": median(viewed) if viewed else None,
        "rated": len(engaged),
        "rate_middle": median(100 * one["engagements"] / one["views"] for one in engaged)
        if engaged
        else None,
    }


def _ratio(rows: list[dict], above: str, scale: int) -> Decimal | None:
    if not rows:
        return None
    exact = Decimal(scale) * sum(Decimal(one[above]) for one in rows)
    return (exact / sum(one["views"] for one in rows)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def recount_follower_line(
    accounts: list[list[dict]], days: list[datetime.date], until: datetime.date
) -> list[int | None]:
    """All accounts together at the end of each day, those not seen yet as they were first seen."""
    line = []
    for day in days:
        known = []
        for readings in accounts:
            of_day = {}
            for one in sorted(readings, key=lambda one: (one["date"], one["source"])):
                if one["date"] <= until:
                    of_day[one["date"]] = one["followers"]
            before = [date for date in of_day if date <= day]
            if of_day:
                known.append(of_day[max(before) if before else min(of_day)])
        line.append(sum(known) if known else None)
    return line


def recount_followers(
    accounts: list[list[dict]], since: datetime.date, until: datetime.date
) -> tuple[int, int] | None:
    """First and last of all accounts together; none where nobody looked up to the last day."""
    pairs = []
    for readings in accounts:
        days: dict[datetime.date, dict] = {}
        for one in readings:
            known = days.get(one["date"])
            if one["date"] <= until and (known is None or one["source"] > known["source"]):
                days[one["date"]] = one
        if not days:
            continue
        before = [day for day in days if day < since]
        first = max(before) if before else min(days)
        pairs.append((days[first]["followers"], days[max(days)]["followers"]))
    return (sum(a for a, _b in pairs), sum(b for _a, b in pairs)) if pairs else None
