"""What a save changed, so that it can be told to those who have the section open."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.models import SheetChange
from campaigns.sections.kinds import Section
from regions.history import Change, Entry

WHOLE_ROW = ""
"""The name under which a row that came or went is noted."""


def picture_of(section: Section, parent: models.Model) -> dict:
    """All that the section says: values by what they belong to and field."""
    parts: dict[tuple, dict] = {}
    if section.fields:
        parts["main", parent.pk] = {name: _kept(parent, name) for name in section.fields}
    for rows in section.rows:
        found = rows.of(parent)
        for row in found.select_related(*rows.related_fields) if rows.related_fields else found:
            values = {name: _kept(row, name) for name in rows.fields}
            parts[rows.name, row.pk] = {WHOLE_ROW: str(row), **values}
    return parts


def _kept(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, models.Model):
        return str(value)
    return value if isinstance(value, int | list | None) else str(value)


def differences(before: dict, after: dict) -> list[dict]:
    """What came, went and changed, as it is kept."""
    found = []
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            words = {"old": was and was[WHOLE_ROW], "new": now and now[WHOLE_ROW]}
            found.append({"of": key[0], "row": "", "field": WHOLE_ROW, **words})
            continue
        found += [
            {
                "of": key[0],
                "row": now.get(WHOLE_ROW, ""),
                "field": name,
                "old": was[name],
                "new": now[name],
            }
            for name in now
            if name != WHOLE_ROW and was[name] != now[name]
        ]
    return found


def told(section: Section, parent: models.Model, changes: Iterable[SheetChange]) -> list[Entry]:
    """The changes in the reader's words, as the history component shows them."""
    return [
        Entry(
            at=change.at,
            by=str(change.by),
            what=_("%(section)s changed") % {"section": section.title},
            changes=list(_in_words(section, parent, change.changes)),
        )
        for change in changes
    ]


def _in_words(section: Section, parent: models.Model, noted: list[dict]) -> Iterator[Change]:
    kinds = {rows.name: rows.model for rows in section.rows} | {"main": type(parent)}
    for one in noted:
        model = kinds.get(one["of"])
        if model is None:
            continue
        if one["field"] == WHOLE_ROW:
            name = capfirst(str(model._meta.verbose_name))
            yield Change(name, one["old"] or "", one["new"] or _("removed"))
            continue
        field = model._meta.get_field(one["field"])
        label = capfirst(str(field.verbose_name))
        if one["row"]:
            label = f"{one['row']} · {label}"
        yield Change(label, shown(field, one["old"]), shown(field, one["new"]))


def shown(field: models.Field, value: Any) -> str:
    """A kept value as a reader's words."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        names = dict(field.base_field.flatchoices)
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField) and (day := parse_date(str(value))):
        return date_format(day, "DATE_FORMAT")
    return str(dict(field.flatchoices).get(value, value))
