"""What a section says, for those who read: on its page and in documents."""

from dataclasses import dataclass

from django.db import models
from django.utils.formats import number_format
from django.utils.text import capfirst

from campaigns.sections.changes import shown
from campaigns.sections.kinds import Rows, Section

NUMBERS = (models.DecimalField, models.PositiveIntegerField)


@dataclass(frozen=True)
class Text:
    label: str
    value: str


@dataclass(frozen=True)
class Listing:
    """Rows as a table: the names of its columns, and the cells.

    A cell may have several lines; an empty line stands between its parts.

    :param numbers: columns of numbers; they are aligned at their end.
    :param named_by: the column that a row is called by.
    :param strong: columns in which the first line of each part is what it is called by.
    """

    title: str
    heads: list[str]
    rows: list[list[str]]
    numbers: frozenset[int] = frozenset()
    named_by: int = 0
    strong: frozenset[int] = frozenset()

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with its column's name, for narrow screens."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Parts:
    texts: list[Text]
    listings: list[Listing]

    @property
    def is_empty(self) -> bool:
        return not any(text.value for text in self.texts) and not any(
            listing.rows for listing in self.listings
        )


def read(section: Section, parent: models.Model) -> Parts:
    """All of a section, in the reader's language; fields that are empty, too."""
    return Parts(
        [Text(label_of(type(parent), name), value_of(parent, name)) for name in section.fields],
        [_listing(rows, parent) for rows in section.rows],
    )


def label_of(model: type[models.Model], name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))


def value_of(row: models.Model, name: str) -> str:
    """A field in the reader's words; of a choice its name alone, without what explains it."""
    value = getattr(row, name)
    field = row._meta.get_field(name)
    if isinstance(value, models.Model):
        return str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value)).partition(":")[0]
    if isinstance(field, NUMBERS) and value is not None:
        return number_format(value, 0 if value == int(value) else 2, force_grouping=True)
    return shown(field, value)


def _listing(rows: Rows, parent: models.Model) -> Listing:
    related = rows.related_fields
    found = rows.of(parent).select_related(*related) if related else rows.of(parent)
    fields = [rows.model._meta.get_field(name) for name in rows.fields]
    return Listing(
        str(rows.title),
        [label_of(rows.model, name) for name in rows.fields],
        [[value_of(row, name) for name in rows.fields] for row in found],
        frozenset(at for at, field in enumerate(fields) if isinstance(field, NUMBERS)),
        rows.fields.index(rows.model.NAMED_BY),
    )
