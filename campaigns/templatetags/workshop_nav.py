"""The row of links on the pages of a workshop."""

from django import template
from django.template import Context
from django.urls import reverse

from campaigns.models import Workshop
from campaigns.workshops.navigation import PLACES

register = template.Library()


@register.simple_tag(takes_context=True)
def places_of_workshop(context: Context, workshop: Workshop) -> list[dict]:
    """The places that this person sees: each with label, address, and whether one is there."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "label": place.label,
            "url": reverse(place.address, args=[workshop.pk]),
            "is_here": place.address == here,
        }
        for place in PLACES
        if place.is_shown(request.user, workshop)
    ]
