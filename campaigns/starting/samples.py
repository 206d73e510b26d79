"""An example of a section, to be read beside an empty one: out of a template's file."""

from django.db import models

from campaigns.models import Campaign
from campaigns.sections.examples import MARKS
from campaigns.sections.kinds import Section
from campaigns.sections.reading import Text, label_of
from campaigns.starting.plans import plan_named

SHOWN_FROM = "families"
MOST_ROWS = 2


def sample_of(section: Section) -> list[list[Text]]:
    """The fields of the campaign, then each row, as labelled texts; what has none is left out."""
    plan = plan_named(SHOWN_FROM)
    groups = [_texts(Campaign, section.fields, plan["campaign"])]
    for rows in section.rows:
        for values in plan["rows"].get(rows.name, [])[:MOST_ROWS]:
            groups.append(_texts(rows.model, rows.fields, values))
    return [group for group in groups if group]


def _texts(model: type[models.Model], names: tuple[str, ...], values: dict) -> list[Text]:
    """Days, rows that are referred to by their place, and numbers are not shown: they differ."""
    found = []
    for name in names:
        field, value = model._meta.get_field(name), values.get(name)
        if not value or not isinstance(value, str) or field.is_relation:
            continue
        if field.choices:
            value = str(dict(field.flatchoices)[value])
        found.append(Text(label_of(model, name), _without_mark(value)))
    return found


def _without_mark(value: str) -> str:
    for mark in MARKS:
        value = value.removeprefix(mark).strip()
    return value
