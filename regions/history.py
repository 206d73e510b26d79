"""The audit trail: who changed what and when, written by database triggers."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Context

MOST_EVENTS = 200
"""So many versions of each model are read for a page; the older ones stay in the database."""


def audited(*, exclude: list[str] | None = None) -> Callable[[type], type]:
    """Keep every version of a model's rows, with the user and the request that made it.

    :param exclude: fields that are not kept: secrets, and what the database derives.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        **({"exclude": exclude} if exclude else {}),
    )


@dataclass(frozen=True)
class Trail:
    """Which versions of a model belong to an object's history, and how they are named."""

    model: type[models.Model]
    of: dict[str, Any]
    """A filter on the versions, such as ``{"pgh_obj_id": 5}``."""
    subject: str = ""
    """The foreign keys that say which one it is, with spaces between: the volunteer of an
    assignment."""
    hide: frozenset[str] = frozenset()
    noun: str = ""
    """What one row is called here; the model's own name without it."""

    def shown_fields(self) -> list[models.Field]:
        hidden = {*self.hide, *self.of, *self.subject.split(), "id"}
        return [
            one
            for one in self.model._meta.concrete_fields
            if not one.generated and hidden.isdisjoint({one.name, one.attname})
        ]


@dataclass(frozen=True)
class Change:
    field: str
    old: str
    new: str


@dataclass
class Entry:
    """What one person did at one moment."""

    at: datetime.datetime
    by: str
    what: str
    changes: list[Change] = field(default_factory=list)


@dataclass
class _Version:
    trail: Trail
    row: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def moment(self) -> tuple:
        return self.row["pgh_created_at"], self.row["pgh_context_id"]

    def changed_fields(self) -> list[models.Field]:
        if not self.before or self.row["pgh_label"] != "update":
            return []
        return [
            one
            for one in self.trail.shown_fields()
            if one.attname in self.row and self.row[one.attname] != self.before[one.attname]
        ]


def history_of(*trails: Trail) -> list[Entry]:
    """An object's history over several models, newest first, as the history component shows it.

    The number of queries depends on the models alone, not on how much has happened.
    """
    versions = [version for trail in trails for version in _versions(trail)]
    versions.sort(key=lambda version: version.row["pgh_created_at"], reverse=True)
    names = names_of_users(version.row["pgh_context_id"] for version in versions)
    words = _Words(versions)
    return [
        _entry(list(same), words, names.get(context, ""))
        for (_at, context), same in groupby(versions, key=lambda version: version.moment)
    ]


def _versions(trail: Trail) -> list[_Version]:
    events = trail.model.pgh_event_model.objects.filter(**trail.of)
    rows = list(events.order_by("-pgh_id").values()[:MOST_EVENTS])
    latest: dict[int, dict] = {}
    versions = []
    for row in reversed(rows):
        versions.append(_Version(trail, row, latest.get(row["pgh_obj_id"])))
        latest[row["pgh_obj_id"]] = row
    return versions


def names_of_users(contexts: Iterable) -> dict:
    """Who acted, by context."""
    users = {
        context: metadata.get("user")
        for context, metadata in Context.objects.filter(pk__in=set(contexts) - {None}).values_list(
            "pk", "metadata"
        )
    }
    people = get_user_model().objects.in_bulk({user for user in users.values() if user})
    return {context: str(people.get(user, "")) for context, user in users.items()}


def _entry(versions: list[_Version], words: "_Words", by: str) -> Entry:
    shown = [version for version in versions if words.is_worth_telling(version)] or versions[:1]
    told = list(dict.fromkeys(words.sentence(version) for version in shown))
    return Entry(
        at=versions[0].row["pgh_created_at"],
        by=by,
        what=capfirst("; ".join(told)),
        changes=[change for version in shown for change in words.changes(version)],
    )


class _Words:
    """Turns versions into words; rows that foreign keys point to are read once for all."""

    def __init__(self, versions: list[_Version]) -> None:
        wanted: dict[type[models.Model], set] = {}
        for version in versions:
            for one in [*version.changed_fields(), *self._subject_field(version.trail)]:
                if one.is_relation:
                    ids = wanted.setdefault(one.related_model, set())
                    ids.add(version.row[one.attname])
                    ids.add((version.before or {}).get(one.attname))
        self.related = {
            model: model._default_manager.in_bulk(ids - {None}) for model, ids in wanted.items()
        }

    @staticmethod
    def _subject_field(trail: Trail) -> list[models.Field]:
        return [trail.model._meta.get_field(name) for name in trail.subject.split()]

    @staticmethod
    def is_worth_telling(version: _Version) -> bool:
        return version.row["pgh_label"] != "update" or bool(version.changed_fields())

    def sentence(self, version: _Version) -> str:
        thing = str(version.trail.noun or version.trail.model._meta.verbose_name)
        for one in self._subject_field(version.trail):
            if subject := self._word(one, version.row[one.attname]):
                thing = f"{thing} {subject}"
        return {
            "insert": _("%(thing)s added"),
            "update": _("%(thing)s changed"),
            "delete": _("%(thing)s removed"),
        }[version.row["pgh_label"]] % {"thing": thing}

    def changes(self, version: _Version) -> list[Change]:
        return [
            Change(
                field=capfirst(str(one.verbose_name)),
                old=self._word(one, version.before[one.attname]),
                new=self._word(one, version.row[one.attname]),
            )
            for one in version.changed_fields()
        ]

    def _word(self, one: models.Field, value: Any) -> str:
        if value is None or value == "":
            return ""
        if one.is_relation:
            return str(self.related.get(one.related_model, {}).get(value, value))
        if isinstance(value, list):
            return ", ".join(self._word(one.base_field, part) for part in value)
        if isinstance(value, datetime.datetime):
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(value, datetime.date):
            return formats.date_format(value, "DATE_FORMAT")
        return str(dict(one.flatchoices).get(value, value))
