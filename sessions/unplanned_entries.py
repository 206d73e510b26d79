"""What a log says of a session that was not on the calendar: the log, and what was taught where."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regions.choices import Language
from sessions.errors import Refusal
from sessions.log_entries import EntryReader, LogEntry, is_whole, read_entry


@dataclass(frozen=True)
class UnplannedEntry:
    """A log in its right shape, with the plan that was never made."""

    log: LogEntry
    school: int
    project: str
    lesson: int | None
    language: str

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that is said."""
        said = [self.log.fingerprint, self.school, self.project, self.lesson, self.language]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def read_unplanned(body: Any) -> UnplannedEntry:
    """The JSON of a log, with ``school`` and ``lesson`` (their ids; the lesson may be null),
    ``project`` (its code) and ``language``.

    :raises Refusal: with all that is wrong, by field.
    """
    errors: dict[str, list[str]] = {}
    log = None
    try:
        log = read_entry(body)
    except Refusal as refusal:
        errors |= refusal.errors
    if not isinstance(body, dict):
        raise Refusal(errors=errors)
    reader = EntryReader()
    school = reader.read(body, "school", _school)
    project = reader.read(body, "project", _project)
    lesson = reader.read({"lesson": None, **body}, "lesson", _lesson)
    language = reader.read(body, "language", _language)
    errors |= reader.errors
    if errors or not log:
        raise Refusal(errors=errors)
    return UnplannedEntry(log, school, project, lesson, language)


def _school(value: Any) -> int:
    if not is_whole(value):
        raise ValueError(_("Give the number of a school."))
    return value


def _project(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_("Give the code of a project."))
    return value


def _lesson(value: Any) -> int | None:
    if value is not None and not is_whole(value):
        raise ValueError(_("Give the number of a lesson, or null for none of them."))
    return value


def _language(value: Any) -> str:
    if value not in Language.values:
        raise ValueError(
            _("Give one of: %(languages)s.") % {"languages": ", ".join(Language.values)}
        )
    return value
