"""The school year: from 1 September; the summer after it belongs to it."""

import datetime
import re

FIRST_MONTH = 9


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
