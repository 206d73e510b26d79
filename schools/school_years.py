"""The school year: from 1 September; the summer after it belongs to it. Its holidays."""

import datetime
import re

FIRST_MONTH = 9

SUMMER = ((5, 26), (8, 31))
"""The first and the last day of the summer holidays, as month and day."""

_BREAKS = (((10, 27), (11, 2)), ((12, 29), (12, 31)), ((1, 1), (1, 7)), ((3, 19), (3, 29)))
"""Those of 2025/26, which stand for years whose own are not known here."""

_BREAKS_OF_2020 = (((1, 1), (1, 8)), ((3, 16), (4, 5)), ((11, 5), (11, 11)), ((12, 30), (12, 31)))
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


def is_term(day: datetime.date) -> bool:
    """Neither summer nor a break."""
    breaks = _BREAKS_OF_2020 if day.year == 2020 else _BREAKS
    in_break = any(first <= (day.month, day.day) <= last for first, last in breaks)
    return not in_break and not is_summer(day)
