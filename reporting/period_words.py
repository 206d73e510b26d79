"""Periods as words: for addresses (``2020``, ``2026/27``), and as people read them."""

import datetime
import re

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from reporting.choices import PeriodKind
from reporting.periods import FIRST_YEAR, LAST_YEAR, Period
from schools.school_years import FIRST_MONTH, parse_school_year, school_year_label

ALL_TIME_WORD = "all"

_WORD = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?|(?P<school_year>\d{4}/\d{2})",
    re.ASCII,
)


def period_of(word: str) -> Period:
    """The standard period that a word of an address stands for.

    :raises ValueError: no word for a period, or one out of the years that sessions can lie in.
    """
    if word == ALL_TIME_WORD:
        return Period.standard(PeriodKind.ALL_TIME, datetime.date(FIRST_YEAR, 1, 1))
    match = _WORD.fullmatch(word)
    if not match:
        raise ValueError(word)
    if match["school_year"]:
        kind, year, month = PeriodKind.SCHOOL_YEAR, parse_school_year(word), FIRST_MONTH
    elif match["quarter"]:
        kind, year, month = PeriodKind.QUARTER, int(match["year"]), 3 * int(match["quarter"]) - 2
    elif match["month"]:
        kind, year, month = PeriodKind.MONTH, int(match["year"]), int(match["month"])
    else:
        kind, year, month = PeriodKind.CALENDAR_YEAR, int(match["year"]), 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(word)
    return Period.standard(kind, datetime.date(year, month, 1))


def query_of(period: Period) -> dict[str, str]:
    """How an address asks for a period: by its word, or by its first and last day."""
    start = period.start
    match period.kind:
        case PeriodKind.MONTH:
            return {"period": f"{start:%Y-%m}"}
        case PeriodKind.QUARTER:
            return {"period": f"{start.year}-Q{_quarter(start)}"}
        case PeriodKind.SCHOOL_YEAR:
            return {"period": school_year_label(start.year)}
        case PeriodKind.CALENDAR_YEAR:
            return {"period": f"{start.year}"}
        case PeriodKind.ALL_TIME:
            return {"period": ALL_TIME_WORD}
    return {"from": start.isoformat(), "to": period.end.isoformat()}


def name_of(period: Period) -> str:
    """A period in the reader's language, short enough for a title."""
    start = period.start
    match period.kind:
        case PeriodKind.MONTH:
            return date_format(start, "YEAR_MONTH_FORMAT")
        case PeriodKind.QUARTER:
            return _("Q%(quarter)d %(year)d") % {"quarter": _quarter(start), "year": start.year}
        case PeriodKind.SCHOOL_YEAR:
            return _("school year %(years)s") % {"years": school_year_label(start.year)}
        case PeriodKind.CALENDAR_YEAR:
            return str(start.year)
        case PeriodKind.ALL_TIME:
            return _("all time")
    return days_of(period)


def days_of(period: Period) -> str:
    """The first and the last day of a period, the year once where it is the same."""
    if period.kind == PeriodKind.ALL_TIME:
        return _("from the first session to the last")
    formats = ["DATE_FORMAT", "DATE_FORMAT"]
    if period.start.year == period.end.year:
        year_first = get_format("DATE_FORMAT").startswith("Y")
        formats[1 if year_first else 0] = "MONTH_DAY_FORMAT"
    return _("%(start)s to %(end)s") % {
        "start": date_format(period.start, formats[0]),
        "end": date_format(period.end, formats[1]),
    }


def neighbours(period: Period) -> tuple[Period | None, Period | None]:
    """The period before and the one after, of the same kind or length; none where time ends."""
    if period.kind == PeriodKind.ALL_TIME:
        return None, None
    before = period.previous()
    first_after = period.end + datetime.timedelta(days=1)
    after = (
        Period.standard(period.kind, first_after)
        if period.kind
        else Period(first_after, first_after + (period.end - period.start))
    )
    return (
        before if before.start.year >= FIRST_YEAR else None,
        after if after.end.year <= LAST_YEAR else None,
    )


def _quarter(day: datetime.date) -> int:
    return (day.month - 1) // 3 + 1
