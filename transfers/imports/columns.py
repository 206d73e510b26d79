"""The columns of a file: what a cell may hold, and what it becomes."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transfers.imports.faults import shown
from transfers.spreadsheets import as_written

CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
Value = str | int | datetime.date | datetime.time | None
Parse = Callable[[str], Value]

EMPTY = gettext_lazy("This cell is empty. Fill it in.")


class WrongCell(ValueError):  # noqa: N818
    """A cell that cannot be taken; the message says what to write instead."""


@dataclass(frozen=True)
class Column:
    """One column.

    :param parse: from the cell's text, white space around it removed, to what is staged.
    :param sql_type: of the staging table; text is never null there, but empty.
    :param is_list: several values, separated by semicolons.
    :param may_be_absent: a file without the column is taken, as if all of its cells were empty.
    """

    name: str
    parse: Parse
    sql_type: str = "text"
    is_required: bool = True
    is_list: bool = False
    may_be_absent: bool = False

    def read(self, cell: str) -> Value:
        """What the cell holds.

        :raises WrongCell: nothing that this column takes.
        """
        if self.is_list:
            parts = (as_written(part.strip()) for part in cell.split(";"))
            text = ";".join(part for part in parts if part)
        else:
            text = as_written(cell.strip())
        if not text:
            if self.is_required:
                raise WrongCell(EMPTY)
            return "" if self.sql_type == "text" else None
        if CONTROL.search(text):
            raise WrongCell(
                _(
                    "A line break or another invisible character stands in this cell. Remove it; "
                    'if there is none, a quote (") may be missing at the end of the cell.'
                )
            )
        return self.parse(text)


def text(longest: int) -> Parse:
    """A name or the like; white space inside is made even."""

    def parse(cell: str) -> str:
        cell = " ".join(cell.split())
        if len(cell) > longest:
            raise WrongCell(
                _("“%(value)s” has %(length)s characters; at most %(longest)s fit here.")
                % {"value": shown(cell), "length": len(cell), "longest": longest}
            )
        return cell

    return parse


def code(longest: int, pattern: str = r"[^\s;,]+", *, not_these: Iterable[str] = ()) -> Parse:
    """A code: no spaces, commas or semicolons unless the pattern says otherwise."""
    fits, forbidden = re.compile(pattern), frozenset(not_these)

    def parse(cell: str) -> str:
        if len(cell) > longest:
            return text(longest)(cell)
        if cell in forbidden:
            raise WrongCell(
                _("“%(value)s” stands for a total in reports. Choose another code.")
                % {"value": cell}
            )
        if not fits.fullmatch(cell):
            raise WrongCell(
                _("“%(value)s” is not a code: use no spaces, commas or semicolons.")
                % {"value": shown(cell)}
            )
        return cell

    return parse


def choice(values: Iterable[str]) -> Parse:
    """One of a few words, in capitals or not."""
    known = list(values)

    def parse(cell: str) -> str:
        if cell.lower() not in known:
            raise WrongCell(
                _("“%(value)s” is not known here. Use one of: %(known)s.")
                % {"value": shown(cell), "known": ", ".join(known)}
            )
        return cell.lower()

    return parse


def several(parse_one: Parse, *, at_most: int = 100) -> Parse:
    """Values separated by semicolons, each once, in the order in which they stand."""

    def parse(cell: str) -> str:
        found = list(dict.fromkeys(str(parse_one(part)) for part in cell.split(";")))
        if len(found) > at_most:
            raise WrongCell(
                _("%(count)s values stand here; at most %(at_most)s may.")
                % {"count": len(found), "at_most": at_most}
            )
        return ";".join(found)

    return parse


def whole_number(least: int, most: int) -> Parse:
    def parse(cell: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", cell) or not least <= int(cell) <= most:
            raise WrongCell(
                _("“%(value)s” is not a whole number from %(least)s to %(most)s.")
                % {"value": shown(cell), "least": least, "most": most}
            )
        return int(cell)

    return parse


def date(
    least: datetime.date = datetime.date(1900, 1, 1),
    most: datetime.date = datetime.date(2099, 12, 31),
) -> Parse:
    """A day, as 2020-09-30 or 30.09.2020."""

    def parse(cell: str) -> datetime.date:
        if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell, re.ASCII):
            parts = found.groups()
        elif found := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", cell, re.ASCII):
            parts = reversed(found.groups())
        else:
            raise WrongCell(
                _("“%(value)s” is not a date. Write it as 2020-09-30.") % {"value": shown(cell)}
            )
        try:
            day = datetime.date(*map(int, parts))
        except ValueError:
            raise WrongCell(_("“%(value)s” is not in the calendar.") % {"value": cell}) from None
        if not least <= day <= most:
            raise WrongCell(
                _("%(value)s is not a plausible date here; it must be from %(least)s to %(most)s.")
                % {"value": day.isoformat(), "least": least, "most": most}
            )
        return day

    return parse


def time(cell: str) -> datetime.time:
    """A time of day, as 09:30."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", cell, re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise WrongCell(
            _("“%(value)s” is not a time of day. Write it as 09:30.") % {"value": shown(cell)}
        )
    return datetime.time(int(found[1]), int(found[2]))
