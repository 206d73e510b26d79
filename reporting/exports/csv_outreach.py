"""Outreach of a report as a CSV of its own: what posts reached, by what posts have."""

import csv
from collections.abc import Iterator
from typing import TextIO

from campaigns.outreach.counting import Breakdown, Outreach, Row
from reporting.outreach import outreach_of
from reporting.questions import Question
from transfers.spreadsheets import harmless

BY = (
    Breakdown.PROJECT,
    Breakdown.REGION,
    Breakdown.PLATFORM,
    Breakdown.LANGUAGE,
    Breakdown.MONTH,
)
PARTS = (
    "posts",
    "views",
    "reach_least",
    "reach_most",
    "engagements",
    "reactions",
    "comments",
    "shares",
    "saves",
    "link_clicks",
    "watch_hours",
)
RATIOS = ("engagement_rate", "cost_per_thousand")
FOLLOWERS = ("followers_first", "followers_last")
TOTAL = "ALL"


def header() -> list[str]:
    return ["period_start", "period_end", "by", "value", *PARTS, *RATIOS, *FOLLOWERS]


def lines(question: Question) -> Iterator[list[str]]:
    """A row for each value of each breakdown, empty where it is not known; last all together.

    Followers are of accounts, and stand in the last row alone. None at all where a report is
    narrowed by something that posts do not have, such as a school.
    """
    outreach = outreach_of(question, BY)
    if outreach is None:
        return
    period = [question.period.start.isoformat(), question.period.end.isoformat()]
    for by in BY:
        for row in outreach.rows[by]:
            yield [*period, str(by), harmless(row.value), *_figures(row), "", ""]
    yield [*period, TOTAL, TOTAL, *_figures(outreach.total), *_followers(outreach)]


def _figures(row: Row) -> list[str]:
    numbers = [*(row[name] for name in PARTS), *(row.ratio(name) for name in RATIOS)]
    return ["" if one is None else str(one) for one in numbers]


def _followers(outreach: Outreach) -> list[str]:
    change = outreach.followers
    return [str(change.first), str(change.last)] if change else ["", ""]


def write_outreach_csv(question: Question, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header())
    writer.writerows(lines(question))
