"""Figures of outreach in templates."""

from django import template

from campaigns.outreach import wording
from campaigns.outreach.counting import Change, Row

register = template.Library()
register.filter("signed", wording.signed)


@register.filter
def part(row: Row, name: str) -> str:
    """A part of a figure, with grouped thousands."""
    return wording.number(row[name])


@register.filter
def reach(row: Row) -> str:
    return wording.reach_of(row)


@register.filter
def factor(change: Change) -> str:
    return wording.factor_of(change) or "–"
