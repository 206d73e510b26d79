"""What this app holds about volunteers."""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Post
from volunteers.privacy.traces import Trace, announce

announce(
    # The numbers of a post stay, since figures rest on them; whose it was does not.
    Trace(
        Post,
        _("Posts"),
        shows=("platform", "text", "link", "published_on", "status"),
        empties={
            "text": "",
            "link": "",
            "external_id": "",
            "decline_reason": "—",
            "volunteer": None,
        },
    )
)
