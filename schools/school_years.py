"""The school year: from 1 September; the summer after it belongs to it. Its usual breaks.

What counts for planning are the breaks that people keep in the school calendar (``Break``); these
here are what a new year's calendar is filled with, and what reports take for weeks without school.
"""

import datetime
import re

FIRST_MONTH = 9

SUMMER = ((5, 26), (8, 31))
"""The first and the last day of the summer holidays, as month and day."""

_BREAKS = (((10, 27), (11, 2)), ((12, 29), (1, 7)), ((3, 19), (3, 29)))
"""Autumn, winter and spring of 2025/26, which stand for years whose own are not known here."""

_BREAKS_OF_YEARS = {
    2019: (((10, 27), (11, 2)), ((12, 29), (1, 8)), ((3, 16), (4, 5))),
    2020: (((11, 5), (11, 11)), ((12, 30), (1, 7)), ((3, 19), (3, 29))),
}
"""In the spring of 2020 the break came early and was long; then lessons went on at a distance."""


def school_year_of(date: datetime.date) -> int:
    """The year in which the school year of a day started: 2020 for 1 March 2021."""
    return date.year if date.month >= FIRST_MONTH else date.year - 1


def school_year_label(year: int) -> str:
    """``2020`` as people write it: ``2020/21``."""
    return f"{year}/{(year + 1) % 100:02d}"


def parse_school_year(text: str) -> int:
    """The starting year of ``2020/21``.

    :raises ValueError: another shape, or years that do not follow each other.
    """
    match = re.fullmatch(r"(\d{4})/(\d{2})", text)
    if not match or school_year_label(int(match[1])) != text:
        raise ValueError(text)
    return int(match[1])


def is_summer(day: datetime.date) -> bool:
    first, last = SUMMER
    return first <= (day.month, day.day) <= last


def usual_breaks(school_year: int) -> list[tuple[datetime.date, datetime.date]]:
    """The first and the last day of the autumn, winter, spring and summer breaks."""
    breaks = (*_BREAKS_OF_YEARS.get(school_year, _BREAKS), SUMMER)

    def day(month_and_day: tuple[int, int]) -> datetime.date:
        is_before_new_year = month_and_day[0] > SUMMER[1][0]
        return datetime.date(school_year + (not is_before_new_year), *month_and_day)

    return [(day(first), day(last)) for first, last in breaks]


def is_term(day: datetime.date) -> bool:
    """Neither summer nor a break, as far as is known here."""
    breaks = usual_breaks(school_year_of(day))
    return not any(first <= day <= last for first, last in breaks)
