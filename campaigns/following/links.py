"""Where a figure leads: to the list of the posts that it consists of."""

from urllib.parse import urlencode

from django.urls import reverse

from campaigns.models import Campaign
from campaigns.outreach.counting import Breakdown, Span
from campaigns.outreach.filters import UNKNOWN

PARAMETERS = {
    Breakdown.PLATFORM: "platform",
    Breakdown.ACCOUNT: "account",
    Breakdown.CHANNEL: "channel",
    Breakdown.MESSAGE: "message",
    Breakdown.LANGUAGE: "language",
    Breakdown.WEEKDAY: "weekday",
}


def posts_url(
    campaign: Campaign,
    span: Span,
    by: Breakdown | None = None,
    value: str = "",
    *,
    state: str = "published",
) -> str:
    """The posts of a span of days, or of one value of a breakdown in it.

    :param state: one of those of the list of posts.
    """
    query = {
        "campaign": campaign.pk,
        "state": state,
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
    }
    if by:
        query[PARAMETERS[by]] = value or UNKNOWN
    return f"{reverse('outreach:posts')}?{urlencode(query)}"
