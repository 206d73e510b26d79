"""What this app holds about volunteers, and for how long."""

import datetime

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campaigns.models import OutreachFile, Participant, Post
from volunteers.privacy.retention import Rule, announce_rule, midnight
from volunteers.privacy.traces import Trace, announce


def forget_files(before: datetime.date) -> None:
    """Files of platforms that nobody took in; of others the content is gone already."""
    OutreachFile.objects.filter(taken_at=None, created_at__lt=midnight(before)).delete()


announce_rule(Rule("outreach_files", forget_files))

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
    ),
    # That somebody came for an organisation stays; who it was does not.
    Trace(
        Participant,
        _("Workshops"),
        path="user",
        shows=("name", "email"),
        empties={"name": "", "email": "", "erased_at": Now()},
    ),
)
