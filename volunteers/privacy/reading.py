"""All that is held about a volunteer, in words for the page and as values for the file."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst

from regions.choices import language_names
from volunteers.models import Volunteer, VolunteerNote
from volunteers.privacy.traces import Trace, traces

ABOUT = (
    "first_name",
    "last_name",
    "email",
    "birth_date",
    "region",
    "languages",
    "status",
    "joined_date",
    "interview_at",
    "decline_reason",
    "guardian_name",
    "guardian_email",
    "most_sessions_a_week",
)
ACCOUNT = ("email", "first_name", "last_name", "language", "date_joined", "last_login")


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """Rows of one kind, each with its fields in words."""

    label: str
    rows: list[list[Fact]]


def facts_about(volunteer: Volunteer) -> list[Fact]:
    """What stands in the volunteer's own record; what is empty is left out."""
    return [fact for fact in _facts(volunteer, ABOUT) if fact.value]


def sections_about(volunteer: Volunteer) -> list[Section]:
    """Everything else that is held, by kind; kinds of which there is nothing are left out."""
    found = []
    for trace in _shown():
        rows = [
            [fact for fact in _facts(row, trace.shows) if fact.value]
            for row in _rows(trace, volunteer)
        ]
        if rows:
            found.append(Section(str(trace.label), rows))
    return found


def notes_about(volunteer: Volunteer) -> int:
    """How many notes coordinators keep; they are read to the volunteer by those who wrote them."""
    return VolunteerNote.objects.filter(volunteer=volunteer).count()


def as_json(volunteer: Volunteer, now: datetime.datetime) -> dict[str, Any]:
    """The same for programs: fields by their names, codes instead of words."""
    found: dict[str, Any] = {
        "made_at": now.isoformat(),
        "volunteer": _values(volunteer, ABOUT),
        "account": _values(volunteer.user, ACCOUNT) if volunteer.user else None,
        "notes_of_coordinators": notes_about(volunteer),
    }
    for trace in _shown():
        found[trace.model._meta.label] = [
            _values(row, trace.shows) for row in _rows(trace, volunteer)
        ]
    return found


def _shown() -> list[Trace]:
    return [trace for trace in traces() if trace.shows]


def _rows(trace: Trace, volunteer: Volunteer) -> models.QuerySet:
    related = [name for name in trace.shows if trace.model._meta.get_field(name).is_relation]
    return trace.rows(volunteer).select_related(*related, *trace.related)


def _values(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _value(getattr(row, name)) for name in names}


def _value(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def _facts(row: models.Model, names: tuple[str, ...]) -> list[Fact]:
    fields = [row._meta.get_field(name) for name in names]
    return [Fact(capfirst(str(one.verbose_name)), _in_words(row, one)) for one in fields]


def _in_words(row: models.Model, one: models.Field) -> str:
    value = getattr(row, one.name)
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return language_names(value) if one.name == "languages" else ", ".join(map(str, value))
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, datetime.time):
        return formats.time_format(value, "TIME_FORMAT")
    return str(dict(one.flatchoices).get(value, value))
