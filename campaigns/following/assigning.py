"""Which message of the plan a post tells, and in which of its channels it went out."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, ChannelUse, Message, Post
from campaigns.outreach.queries import for_lists
from campaigns.policy import level_of

ON_A_PAGE = 50
KEEP, NONE = "keep", "none"
"""Leave it as it is; take it out."""


def may_assign(user: User, campaign: Campaign) -> bool:
    """Whoever edits the plan, also when it is closed: what worked is seen at the end."""
    return user.can(Permission.WRITE_POSTS) and level_of(user, campaign) == AccessLevel.EDIT


def check_assign(user: User, campaign: Campaign) -> None:
    """:raises PermissionDenied: the person does not edit the campaign."""
    if not may_assign(user, campaign):
        raise PermissionDenied


@transaction.atomic
def assign_posts(
    campaign: Campaign,
    *,
    by: User,
    posts: list[Post],
    message: Message | str,
    channel: ChannelUse | str,
) -> int:
    """Returns how many posts changed; those of other campaigns are left as they are.

    :param message: a row of the plan, ``NONE`` or ``KEEP``; so is ``channel``.
    :raises PermissionDenied: the person does not edit the campaign.
    """
    check_assign(by, campaign)
    changed = 0
    chosen = {
        name: row for name, row in (("message", message), ("channel", channel)) if row != KEEP
    }
    values = {name: None if row == NONE else row for name, row in chosen.items()}
    locked = Post.objects.select_for_update().filter(
        campaign=campaign, pk__in=[post.pk for post in posts]
    )
    for post in locked:
        if all(getattr(post, f"{name}_id") == (row and row.pk) for name, row in values.items()):
            continue
        for name, row in values.items():
            setattr(post, name, row)
        post.save(update_fields=list(values))
        changed += 1
    return changed


def page_to_assign(campaign: Campaign, number: int, *, shows_all: bool) -> Page:
    """Posts without a message, or all of them; the newest first."""
    posts = campaign.posts.all() if shows_all else campaign.posts.filter(message=None)
    ordered = for_lists(posts).select_related("account", "message", "channel")
    return Paginator(
        ordered.order_by(F("published_on").desc(nulls_first=True), "-pk"), ON_A_PAGE
    ).get_page(number)


class AssignForm(forms.Form):
    """Posts are ticked in the list."""

    posts = forms.ModelMultipleChoiceField(
        queryset=Post.objects.none(),
        error_messages={"required": _("Tick the posts first.")},
    )
    message = forms.ChoiceField(label=_("They tell"))
    channel = forms.ChoiceField(label=_("They went out in"))

    def __init__(self, data=None, *, campaign: Campaign) -> None:
        super().__init__(data, initial={"message": KEEP, "channel": KEEP})
        self.fields["posts"].queryset = campaign.posts.all()
        self.rows = {
            "message": {str(row.pk): row for row in campaign.message_rows.all()},
            "channel": {str(row.pk): row for row in campaign.channeluse_rows.all()},
        }
        for name, words in (("message", _("no message")), ("channel", _("no channel"))):
            self.fields[name].choices = [
                (KEEP, _("leave as it is")),
                *((pk, str(row)) for pk, row in self.rows[name].items()),
                (NONE, words),
            ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("message") == cleaned.get("channel") == KEEP:
            raise forms.ValidationError(_("Choose a message, a channel, or both."))
        for name, rows in self.rows.items():
            if name in cleaned:
                cleaned[name] = rows.get(cleaned[name], cleaned[name])
        return cleaned
