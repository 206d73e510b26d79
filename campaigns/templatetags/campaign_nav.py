"""The row of links on the pages of a campaign."""

from django import template
from django.template import Context
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.navigation import PLACES

register = template.Library()


@register.simple_tag(takes_context=True)
def places_of(context: Context, campaign: Campaign) -> list[dict]:
    """The places that this person sees: each with label, address, and whether one is there."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "label": place.label,
            "url": reverse(place.address, args=[campaign.pk]),
            "is_here": place.holds(here),
        }
        for place in PLACES
        if place.is_shown(request.user, campaign)
    ]
