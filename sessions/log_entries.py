"""What a log says, read strictly: nothing is guessed from what a device has sent.

The page's form and the JSON of a device both come through ``read_entry``.
"""

import datetime
import hashlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.choices import Mode
from sessions.errors import Refusal
from sessions.models import COUNT_FIELDS, MAX_HEAD_COUNT

SHORTEST, LONGEST = 5, 600
MAX_NOTE = 2000
EARLIEST_YEAR = 2015
CLOCK_SKEW = datetime.timedelta(minutes=5)
"""A phone's clock may be this far ahead of ours."""
MISSING = object()
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""Characters that PostgreSQL has no place for."""


@dataclass(frozen=True)
class HeadCounts:
    """How many came, of one class group or (``None``) of no class."""

    class_group: int | None
    students_online: int
    students_offline: int
    parents_online: int
    parents_offline: int
    teachers: int

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNT_FIELDS}


@dataclass(frozen=True)
class LogEntry:
    """A log in its right shape. Whether it fits its session is for the service to say."""

    client_uuid: uuid.UUID
    delivered_at: datetime.datetime
    minutes: int
    mode: str
    note: str
    attendance: tuple[HeadCounts, ...]
    absent: tuple[int, ...]
    """Assignments of co-teachers who did not come."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the log says, however it was written down."""
        said = {
            "delivered_at": self.delivered_at.astimezone(datetime.UTC).isoformat(),
            "minutes": self.minutes,
            "mode": self.mode,
            "note": self.note,
            "attendance": sorted(
                (asdict(row) for row in self.attendance),
                key=lambda row: row["class_group"] or 0,
            ),
            "absent": sorted(self.absent),
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read_entry(body: Any) -> LogEntry:
    """The log in a body of JSON's types.

    :raises Refusal: with all that is wrong, by field: ``minutes``, ``attendance.0.teachers``.
    """
    if not isinstance(body, dict):
        raise Refusal(_("Send one JSON object, from { to }."), field="body")
    reader = EntryReader()
    entry = LogEntry(
        client_uuid=reader.read(body, "client_uuid", _uuid),
        delivered_at=reader.read(body, "delivered_at", _moment),
        minutes=reader.read(body, "minutes", _minutes),
        mode=reader.read(body, "mode", _mode),
        note=reader.read({"note": "", **body}, "note", _note),
        attendance=reader.read_attendance(body),
        absent=reader.read({"absent": [], **body}, "absent", _ids),
    )
    if reader.errors:
        raise Refusal(errors=reader.errors)
    return entry


class EntryReader:
    """Reads field by field and goes on after a fault, so that all faults are told at once."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def read(self, values: dict, name: str, read_value: Callable, *, place: str = "") -> Any:
        """One value; ``None`` and a message where it is missing or wrong."""
        field = f"{place}{name}"
        value = values.get(name, MISSING)
        try:
            if value is MISSING:
                raise ValueError(_("This is missing."))
            return read_value(value)
        except ValueError as error:
            self.errors.setdefault(field, []).append(str(error))
            return None

    def read_attendance(self, body: dict) -> tuple[HeadCounts, ...]:
        rows = self.read(body, "attendance", _rows) or []
        counted = []
        for number, row in enumerate(rows):
            place = f"attendance.{number}."
            counted.append(
                HeadCounts(
                    self.read(row, "class_group", _class_group, place=place),
                    *(self.read(row, name, _head_count, place=place) for name in COUNT_FIELDS),
                )
            )
        self.refuse_repeated(counted)
        return tuple(counted)

    def refuse_repeated(self, rows: list[HeadCounts]) -> None:
        seen = set()
        for number, row in enumerate(rows):
            field = f"attendance.{number}.class_group"
            if field in self.errors:
                continue
            if row.class_group in seen:
                self.errors[field] = [
                    _("This class stands here twice: put both numbers in one place.")
                    if row.class_group
                    else _("People of no class stand here twice: put them in one place.")
                ]
            seen.add(row.class_group)


def is_whole(value: Any) -> bool:
    """A whole number and nothing that Python takes for one."""
    return isinstance(value, int) and not isinstance(value, bool)


def _uuid(value: Any) -> uuid.UUID:
    try:
        identifier = uuid.UUID(value)
    except (ValueError, AttributeError, TypeError):
        identifier = None
    if identifier is None or str(identifier) != value.lower():
        raise ValueError(_("Give a UUID of 36 characters, made anew for each log."))
    return identifier


def read_moment(value: Any) -> datetime.datetime:
    """
    :raises ValueError: it is not a moment, with what to write instead.
    """
    try:
        moment = datetime.datetime.fromisoformat(value)
    except (ValueError, TypeError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(
            _("Give date, time and offset from UTC, such as 2026-11-21T09:00:00+05:00.")
        )
    return moment


def _moment(value: Any) -> datetime.datetime:
    moment = read_moment(value)
    if moment > timezone.now() + CLOCK_SKEW:
        raise ValueError(_("This is in the future. Log the lesson once it has taken place."))
    if moment < datetime.datetime(EARLIEST_YEAR, 1, 1, tzinfo=datetime.UTC):
        raise ValueError(_("This is before %(year)d. Check the year.") % {"year": EARLIEST_YEAR})
    return moment


def _minutes(value: Any) -> int:
    if not is_whole(value) or not SHORTEST <= value <= LONGEST:
        raise ValueError(
            _("Give a whole number of minutes from %(shortest)d to %(longest)d.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    return value


def _mode(value: Any) -> str:
    if not isinstance(value, str) or value not in Mode.values:
        raise ValueError(_("Give one of: %(modes)s.") % {"modes": ", ".join(Mode.values)})
    return value


def _note(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_("Give a text, or leave it empty."))
    note = value.replace("\r\n", "\n").strip()
    if len(note) > MAX_NOTE:
        raise ValueError(
            _("The note has %(length)d characters; %(most)d are the most. Shorten it.")
            % {"length": len(note), "most": MAX_NOTE}
        )
    if UNSTORABLE.search(note):
        raise ValueError(_("The note holds a character that cannot be saved. Type it anew."))
    return note


def _rows(value: Any) -> list[dict]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValueError(_("Give a list with an object for each class group."))
    if not value:
        raise ValueError(
            _("Count at least one class group, or people of no class (class_group null).")
        )
    return value


def _class_group(value: Any) -> int | None:
    if value is not None and not is_whole(value):
        raise ValueError(_("Give the number of a class group, or null for people of no class."))
    return value


def _head_count(value: Any) -> int:
    if not is_whole(value) or not 0 <= value <= MAX_HEAD_COUNT:
        raise ValueError(_("Give a whole number from 0 to %(most)d.") % {"most": MAX_HEAD_COUNT})
    return value


def _ids(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(is_whole(one) for one in value):
        raise ValueError(_("Give a list of the numbers of assignments."))
    return tuple(sorted(set(value)))
