"""Files with a row for each day and post: numbers of single days become those since it went out."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from campaigns.outreach.choices import MEASURES
from campaigns.outreach.files.columns import Meaning
from campaigns.outreach.files.reading import Row
from transfers.imports.faults import Fault

ADD_UP = tuple(name for name in MEASURES if name != "reach")
"""What may be added over days. Whoever sees a post on two days is one person reached."""


def with_days_summed(rows: Iterable[Row]) -> tuple[list[Row], list[Fault]]:
    """Rows of single days as one row for each post, of its last day; all others as they are.

    Followers are of their day, and stay rows of their own.
    """
    others, by_post = [], {}
    for row in rows:
        day = row.values.get(Meaning.DAY)
        which = row.values.get(Meaning.LINK) or row.values.get(Meaning.EXTERNAL_ID)
        if day and row.values.get(Meaning.FOLLOWERS) is not None:
            others.append(Row(row.line, row.values | {Meaning.DATE: day}))
        elif day and which:
            by_post.setdefault(which, []).append(row)
        else:
            others.append(row)
    if not by_post:
        return others, []
    since = min(row.values[Meaning.DAY] for days in by_post.values() for row in days)
    faults = [fault for days in by_post.values() for fault in _faults(days)]
    summed = [] if faults else [_summed(days, since) for days in by_post.values()]
    return others + summed, faults


def _faults(days: list[Row]) -> list[Fault]:
    """A day that stands there twice, and a post of which nothing can be added up."""
    faults, seen = [], {}
    for row in days:
        day = row.values[Meaning.DAY]
        if day in seen:
            message = _("The same stands in line %(line)s already.") % {"line": seen[day]}
            faults.append(Fault(row.line, "", message))
        seen.setdefault(day, row.line)
    if not any(name in row.measures() for row in days for name in ADD_UP):
        message = _("People reached on single days cannot be added up. Export lifetime numbers.")
        faults.append(Fault(days[0].line, _("reach"), message))
    return faults


def _summed(days: list[Row], since: datetime.date) -> Row:
    last = max(days, key=lambda row: row.values[Meaning.DAY])
    told = [row.measures() for row in days]
    sums = {
        name: sum(one.get(name, 0) for one in told)
        for name in ADD_UP
        if any(name in one for one in told)
    }
    said = {
        name: value
        for name, value in last.values.items()
        if name not in MEASURES and name != Meaning.WATCH_HOURS
    }
    return Row(last.line, said | sums | {Meaning.DATE: last.values[Meaning.DAY]}, since=since)
