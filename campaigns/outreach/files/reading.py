"""From a platform's file, or a pasted table, to rows; every fault is told by line and column."""

import csv
import datetime
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaigns.outreach.choices import MEASURES
from campaigns.outreach.files import cells
from campaigns.outreach.files.columns import Meaning, folded_head
from transfers.imports.columns import WrongCell
from transfers.imports.faults import Fault, FileRefused, shown
from transfers.imports.reading import OTHER_FILES

MOST_ROWS = 20_000
SEPARATORS = "\t;,"
TOTAL = "total"
SAMPLE_LENGTH = 60
"""How YouTube names the row of all videos together."""

PARSE: dict[Meaning, Callable[[str], Any]] = {
    Meaning.LINK: cells.link,
    Meaning.EXTERNAL_ID: cells.name,
    Meaning.TEXT: cells.words,
    Meaning.PUBLISHED: cells.day,
    Meaning.DATE: cells.day,
    Meaning.DAY: cells.day_of_numbers,
    Meaning.FOLLOWERS: cells.number,
    Meaning.WATCH_HOURS: cells.seconds_of_hours,
    **{Meaning(name): cells.number for name in MEASURES},
}
NUMBERS = frozenset({*MEASURES, Meaning.WATCH_HOURS})


@dataclass(frozen=True)
class Row:
    """One row, by what its columns mean."""

    line: int
    values: dict[str, Any]
    since: datetime.date | None = None
    """From which day on the file has numbers of single days, where these were added up."""

    def measures(self) -> dict[str, int]:
        """What was told; hours stand as seconds."""
        told = {name: self.values.get(name) for name in MEASURES}
        if told["watch_seconds"] is None:
            told["watch_seconds"] = self.values.get(Meaning.WATCH_HOURS)
        return {name: value for name, value in told.items() if value is not None}


@dataclass
class Table:
    """A file as far as it could be read.

    :param heads: the names of its columns, as they are written.
    """

    heads: list[str]
    lines: list[tuple[int, list[str]]]
    faults: list[Fault] = field(default_factory=list)

    def samples(self) -> dict[str, str]:
        """The first thing that stands in each column, shortened; nothing for an empty one."""
        found: dict[str, str] = {}
        for _number, line in self.lines:
            for head, cell in zip(self.heads, line, strict=False):
                if cell.strip():
                    found.setdefault(head, cell.strip()[:SAMPLE_LENGTH])
        return found


def decoded(raw: bytes) -> str:
    """The text of a file.

    :raises FileRefused: it is no text.
    """
    for beginning, reason in OTHER_FILES:
        if raw.startswith(beginning):
            raise FileRefused([Fault(1, "", f"{reason}")])
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(
            [Fault(1, "", _("This file is not UTF-8. Save it as “CSV UTF-8” and send that one."))]
        ) from None


def read_table(text: str) -> Table:
    """The header and the rows of a table, separated by tabs, semicolons or commas.

    :raises FileRefused: there is no header, no row, or too many of them.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append((before + 1, row))
            before = reader.line_num
            if len(lines) > MOST_ROWS + 1:
                raise _refused(before, _("More than %(most)s rows. Send it in parts."), MOST_ROWS)
    except csv.Error:
        raise FileRefused(
            [Fault(reader.line_num, "", _('A quote (") is missing or stands in the wrong place.'))]
        ) from None
    if not lines:
        raise FileRefused([Fault(1, "", _("There is nothing in it."))])
    heads = [head.strip() for head in lines[0][1]]
    folded = [folded_head(head) for head in heads if head]
    if twice := next((head for head in heads if folded.count(folded_head(head)) > 1), None):
        message = _("The column “%(name)s” stands there twice.") % {"name": shown(twice)}
        raise FileRefused([Fault(lines[0][0], "", message)])
    if len(lines) == 1:
        raise FileRefused([Fault(lines[0][0], "", _("There is a header, and no row below it."))])
    return Table(heads, lines[1:])


def _refused(line: int, message: str, most: int) -> FileRefused:
    return FileRefused([Fault(line, "", message % {"most": most})])


def rows_of(table: Table, meanings: Mapping[str, Meaning]) -> tuple[list[Row], list[Fault]]:
    """Each row by the meanings of its columns, with everything that cannot be taken.

    :param meanings: by the folded names of columns; what is not there is left out.
    """
    found = [meanings.get(folded_head(head), Meaning.NOTHING) for head in table.heads]
    rows, faults = [], _twice_meant(table, found)
    for line, written in table.lines:
        if len(written) > len(table.heads) and any(map(str.strip, written[len(table.heads) :])):
            faults.append(Fault(line, "", _("There are more cells than columns.")))
            continue
        values: dict[str, Any] = {}
        for head, meaning, cell in zip(table.heads, found, written, strict=False):
            if meaning == Meaning.NOTHING:
                continue
            try:
                values[meaning] = PARSE[meaning](cell)
            except WrongCell as wrong:
                faults.append(Fault(line, head, str(wrong)))
        if str(values.get(Meaning.EXTERNAL_ID, "")).lower() != TOTAL:
            rows.append(Row(line, values))
    return rows, faults


def _twice_meant(table: Table, found: list[Meaning]) -> list[Fault]:
    """Two columns that would both be the views: one of them is to be left out."""
    faults = []
    for position, meaning in enumerate(found):
        if meaning != Meaning.NOTHING and meaning in found[:position]:
            message = _("Two columns mean “%(what)s”. Leave one of them out.")
            faults.append(Fault(1, table.heads[position], message % {"what": meaning.label}))
    return faults


def check_rows(rows: list[Row], read_on: datetime.date, today: datetime.date) -> list[Fault]:
    """What makes no sense of a row alone, or beside another one."""
    faults: list[Fault] = []
    seen: dict[tuple, int] = {}
    for row in rows:
        values = row.values
        date = values.get(Meaning.DATE) or read_on
        if date > today:
            faults.append(Fault(row.line, _("date"), _("This day is still to come.")))
        published = values.get(Meaning.PUBLISHED)
        if published and published > date:
            message = _("It was published after the day of the reading.")
            faults.append(Fault(row.line, _("published"), message))
        if values.get(Meaning.FOLLOWERS) is not None:
            key: tuple = ("followers", date)
        else:
            which = values.get(Meaning.LINK) or values.get(Meaning.EXTERNAL_ID)
            key = (which, date)
            if not which:
                message = _("Neither a link nor a number says which post this is.")
                faults.append(Fault(row.line, _("link"), message))
                continue
            if not row.measures():
                message = _("No number stands in this row.")
                faults.append(Fault(row.line, _("views"), message))
        if key in seen:
            message = _("The same stands in line %(line)s already.") % {"line": seen[key]}
            faults.append(Fault(row.line, "", message))
        seen.setdefault(key, row.line)
    return faults
