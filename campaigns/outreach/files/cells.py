"""What the cells of platforms' files hold: numbers and days as they write them."""

import datetime
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from campaigns.outreach.choices import FIRST_YEAR, LAST_YEAR, MOST_MEASURED
from campaigns.outreach.platforms import is_link, plain_link
from transfers.imports.columns import WrongCell
from transfers.imports.faults import shown
from transfers.spreadsheets import as_written

NOT_TOLD = frozenset({"", "-", "--", "–", "—", "n/a"})
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_GROUPED = re.compile(r"\d{1,3}([,.]\d{3})+")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})", re.ASCII),
    # As Meta writes it: the month first.
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})", re.ASCII),
    # As YouTube writes it.
    re.compile(r"(?P<name>[A-Za-z]{3})[a-z]*\.? (?P<d>\d{1,2}),? (?P<y>\d{4})", re.ASCII),
)


def number(cell: str) -> int | None:
    """A count; none where the platform does not tell.

    :raises WrongCell: it is no whole number.
    """
    text = _SPACES.sub("", cell)
    if text.lower() in NOT_TOLD:
        return None
    if _GROUPED.fullmatch(text):
        text = re.sub("[,.]", "", text)
    text = text.removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,13}", text) or int(text) > MOST_MEASURED:
        raise WrongCell(
            _("“%(value)s” is not a whole number. Write it as 1250, or leave it empty.")
            % {"value": shown(cell)}
        )
    return int(text)


def seconds_of_hours(cell: str) -> int | None:
    """Hours with digits after the point, as seconds."""
    text = _SPACES.sub("", cell)
    if text.lower() in NOT_TOLD:
        return None
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        raise WrongCell(
            _("“%(value)s” is not a number of hours. Write it as 12.5.") % {"value": shown(cell)}
        )
    return round(Decimal(text) * 3600)


def day(cell: str) -> datetime.date | None:
    """The day that a cell begins with; what follows it is a time.

    :raises WrongCell: it is no day, or none on which a platform was there.
    """
    text = " ".join(cell.split())
    if text.lower() in NOT_TOLD:
        return None
    for form in _DAYS:
        found = form.match(text)
        if not found:
            continue
        parts = found.groupdict()
        month = parts.get("m") or _MONTHS.get(parts.get("name", "").lower(), 0)
        try:
            read = datetime.date(int(parts["y"]), int(month), int(parts["d"]))
        except ValueError:
            break
        if FIRST_YEAR <= read.year <= LAST_YEAR:
            return read
    raise WrongCell(_("“%(value)s” is not a day. Write it as 2026-09-30.") % {"value": shown(cell)})


def day_of_numbers(cell: str) -> datetime.date | None:
    """The single day that numbers are of; none where a word says that they are of all days."""
    return day(cell) if re.search(r"\d", cell) else None


def link(cell: str) -> str:
    text = cell.strip()
    if not text:
        return ""
    is_whole = is_link(text) and re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text)
    if not is_whole or len(text) > 500:
        raise WrongCell(
            _("“%(value)s” is not a link. It begins with https://.") % {"value": shown(cell)}
        )
    return plain_link(text)


def words(cell: str) -> str:
    """A title or text; a spreadsheet's apostrophe before a formula is taken off."""
    return as_written(cell.strip()).replace("\x00", "")[:5000]


def name(cell: str) -> str:
    """The number of a post on its platform."""
    text = words(cell).strip("'\" ")
    if len(text) > 100:
        raise WrongCell(_("This number is too long: at most 100 characters fit here."))
    return text
