"""What can be chosen beside the period and the restrictions that are shown, as addresses."""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.utils import timezone
from django.utils.text import capfirst

from reporting import queries
from reporting.choices import PeriodKind
from reporting.page.filters import active_filters
from reporting.period_words import name_of, neighbours, query_of
from reporting.periods import Period
from reporting.selection import Selection

MOST_YEARS = 6
"""Calendar years that an empty report leads to."""


def period_choices(selection: Selection) -> dict:
    """What else can be chosen: periods, and the view without one of its restrictions."""
    period, today = selection.period, timezone.localdate()
    years = queries.years_with_sessions()
    before, after = neighbours(period)

    def link(chosen: Period | None) -> dict | None:
        return chosen and {"name": name_of(chosen), "query": selection.query(period=chosen)}

    day = _day_in(period, today)
    kinds = [
        link(Period.standard(kind, day))
        | {"name": capfirst(str(kind.label)), "is_current": kind == period.kind}
        for kind in PeriodKind
    ]
    calendar_years = (
        Period.standard(PeriodKind.CALENDAR_YEAR, datetime.date(year, 1, 1))
        for year in years[:MOST_YEARS]
    )
    return {
        "before": link(before),
        "after": link(after),
        "kinds": kinds,
        "groups": _groups(period, years, today),
        "years": [link(year) for year in reversed(list(calendar_years))],
        "kept_fields": [
            pair for pair in selection.pairs() if pair[0] not in ("period", "from", "to")
        ],
        "filters": active_filters(selection),
    }


def _day_in(period: Period, today: datetime.date) -> datetime.date:
    """Of which day the shorter and longer periods are: today, or when the last was taught."""
    if period.start <= today <= period.end and period.kind != PeriodKind.ALL_TIME:
        return today
    return queries.last_month_taught(period) or min(period.end, today)


def _groups(period: Period, years: list[int], today: datetime.date) -> list[dict]:
    """All periods of the same kind since the first session, by their calendar years."""
    kind = period.kind
    if kind is None or kind == PeriodKind.ALL_TIME:
        return []
    first = min([*years, period.start.year, today.year])
    last = max([*years, period.start.year, today.year])
    found = list(_all_of(kind, first, last))
    shown = [p for p in found if p == period or p.start <= today or p.start.year in years]
    return [
        {
            "year": year,
            "periods": [
                {
                    "word": query_of(one)["period"],
                    "name": capfirst(name_of(one)),
                    "is_current": one == period,
                }
                for one in same
            ],
        }
        for year, same in groupby(reversed(shown), key=lambda one: one.start.year)
    ]


def _all_of(kind: PeriodKind, first: int, last: int) -> Iterable[Period]:
    """Those that begin in the years from the first to the last, and the one before."""
    period = Period.standard(kind, datetime.date(first, 1, 1))
    while period.start.year <= last:
        yield period
        period = Period.standard(kind, period.end + datetime.timedelta(days=1))
