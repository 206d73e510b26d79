"""What the views of one campaign have in common."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.models import Campaign


def load_campaign(request: HttpRequest, pk: int) -> Campaign:
    """A campaign that the person may see; a 404 for any other."""
    visible = Campaign.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("organisation", "project"), pk=pk)
