"""Following a campaign in templates."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def at(found: dict, key: Any) -> Any:
    """What a dictionary holds for a key; none where it holds nothing."""
    return found.get(key)
