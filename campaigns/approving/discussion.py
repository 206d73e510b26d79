"""The comments at a section, as its page shows them."""

from accounts.models import User
from campaigns.approving.forms import CommentForm
from campaigns.choices import AccessLevel
from campaigns.models import Campaign
from campaigns.policy import level_of

MOST_COMMENTS = 50


def discussion_of(user: User, campaign: Campaign, kind: str) -> dict:
    """Those that are open first; who may write, and who may settle them."""
    level = level_of(user, campaign)
    found = campaign.comments.filter(kind=kind).select_related("by", "settled_by")
    return {
        "comments": sorted(found[:MOST_COMMENTS], key=lambda one: one.settled_at is not None),
        "comment_form": CommentForm() if level != AccessLevel.VIEW else None,
        "may_settle": level == AccessLevel.EDIT,
    }
