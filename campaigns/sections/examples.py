"""Examples that a template has left in a plan: known by how they begin, and to be written over."""

from django.db import models

MARKS = ("Example:", "Пример:", "Мысал:")
"""How an example begins, in each language in which templates are written."""


def count_examples(section, parent: models.Model) -> int:
    """How many fields of the campaign and rows of a section still hold one."""
    texts = sum(is_example(getattr(parent, name)) for name in section.fields)
    rows = sum(
        any(is_example(getattr(row, name)) for name in _texts_of(rows.model, rows.fields))
        for rows in section.rows
        for row in getattr(parent, rows.relation).all()
    )
    return texts + rows


def is_example(value: object) -> bool:
    return isinstance(value, str) and value.startswith(MARKS)


def _texts_of(model: type[models.Model], names: tuple[str, ...]) -> list[str]:
    """Relations are left out: looking at them would read each one."""
    return [name for name in names if not model._meta.get_field(name).is_relation]
