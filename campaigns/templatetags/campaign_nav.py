"""The row of links on the pages of a campaign or workshop."""

from django import template
from django.template import Context
from django.urls import reverse

from campaigns import navigation
from campaigns.models import Campaign, Workshop
from campaigns.workshops import navigation as of_workshops

register = template.Library()


@register.simple_tag(takes_context=True)
def places_of(context: Context, subject: Campaign | Workshop) -> list[dict]:
    """The places that this person sees: each with label, address, and whether one is there."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    places = navigation.PLACES if isinstance(subject, Campaign) else of_workshops.PLACES
    return [
        {
            "label": place.label,
            "url": reverse(place.address, args=[subject.pk]),
            "is_here": place.holds(here),
        }
        for place in places
        if place.is_shown(request.user, subject)
    ]
