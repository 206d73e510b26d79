"""What can be done with posts: submit, write, publish, answer."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission, Role
from campaigns.models import OutreachRules, Platform, Post, PostStatus
from campaigns.outreach import notices, policy
from campaigns.outreach.choices import FIRST_YEAR, LAST_YEAR
from campaigns.outreach.platforms import is_link, plain_link, platform_of
from campaigns.pictures.services import NewPicture, add_to_post
from sessions.errors import NotNow, Refusal, refusal_of

BROKEN_CONSTRAINTS = {
    "post_link_is_unique": ("link", gettext_lazy("A post with this link is here already.")),
    "post_cost_is_plausible": ("cost", gettext_lazy("Write down what was really paid.")),
}


@contextmanager
def refusing() -> Iterator[None]:
    """Everything inside or nothing; what the database refuses becomes words at the field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = refusal_of(error, BROKEN_CONSTRAINTS)
        if refusal is None:
            raise
        raise refusal from error


def submit_post(*, by: User, picture: NewPicture | None = None, **fields: Any) -> Post:
    """A volunteer's post: out at once and looked at later, or after a yes, as the rules say.

    :raises Refusal: a field of it makes no sense, or its link is known already.
    """
    volunteer = getattr(by, "volunteer", None)
    if volunteer is None or not by.can(Permission.WRITE_POSTS):
        raise PermissionDenied(_("This is for volunteers."))
    post = Post(volunteer=volunteer, region=volunteer.region, created_by=by)
    _fill(post, fields)
    if OutreachRules.now().approve_before:
        if not post.text:
            raise Refusal(_("Write what you would publish."), field="text")
        post.status = PostStatus.WAITING
    else:
        if not post.link:
            raise Refusal(_("Paste the link to your post."), field="link")
        post.status = PostStatus.PUBLISHED
        post.published_on = post.published_on or timezone.localdate()
    with refusing():
        post.save()
        if picture:
            add_to_post(post, by=by, new=picture)
    return post


def write_post(*, by: User, **fields: Any) -> Post:
    """A post of the programme or of a partner: planned, or out where it has its day.

    :raises Refusal: a field of it makes no sense, or its link is known already.
    """
    policy.check(by.can(Permission.WRITE_POSTS) and not by.roles <= {Role.VOLUNTEER})
    post = Post(created_by=by)
    if by.organisation_ids and not by.can(Permission.APPROVE_POSTS):
        post.organisation_id = min(by.organisation_ids)
    _fill(post, fields)
    policy.check(policy.is_responsible(by, post))
    post.status = PostStatus.PUBLISHED if post.published_on else PostStatus.PLANNED
    post.checked_by, post.checked_at = by, timezone.now()
    with refusing():
        post.save()
    return post


def change_post(post: Post, *, by: User, **fields: Any) -> Post:
    """Correct what is written of a post; what it was before stays in its history.

    :raises Refusal: a field of it makes no sense, or its link is known already.
    """
    with refusing():
        post = locked(post)
        policy.check(policy.may_change(by, post))
        was_out = post.status == PostStatus.PUBLISHED
        _fill(post, fields)
        if was_out and not post.published_on:
            raise Refusal(_("It is out: say since when."), field="published_on")
        if post.status == PostStatus.PLANNED and post.published_on:
            post.status = PostStatus.PUBLISHED
        policy.check(policy.is_author(by, post) or policy.is_responsible(by, post))
        post.save()
    return post


def publish_post(post: Post, *, by: User, link: str, published_on: datetime.date) -> Post:
    """A planned post is out.

    :raises NotNow: it waits for a yes, or is out already.
    """
    with refusing():
        post = locked(post)
        policy.check(policy.is_author(by, post) or policy.is_responsible(by, post))
        if post.status != PostStatus.PLANNED:
            raise NotNow(_("This post is not planned any more; look at it again."))
        _fill(post, {"link": link, "published_on": published_on})
        post.status = PostStatus.PUBLISHED
        post.save()
    return post


def answer_post(post: Post, *, by: User, is_yes: bool, reason: str = "") -> Post:
    """Say yes or no to a volunteer's post; the volunteer is told.

    One that is out already stays out and counts, after a no it counts no more.

    :raises NotNow: somebody has answered meanwhile.
    """
    with refusing():
        post = locked(post)
        if not post.waits:
            raise NotNow(_("Somebody has looked at this post already."))
        policy.check(policy.may_answer(by, post))
        reason = " ".join(reason.split())
        if not is_yes and not reason:
            raise Refusal(_("Say why: somebody has put work into it."), field="reason")
        post.checked_by, post.checked_at = by, timezone.now()
        if not is_yes:
            post.status, post.decline_reason = PostStatus.DECLINED, reason
        elif post.status == PostStatus.WAITING:
            is_out = post.published_on and post.link
            post.status = PostStatus.PUBLISHED if is_out else PostStatus.PLANNED
        post.save()
        notices.tell_author(post, by=by)
    return post


@transaction.atomic
def set_rules(*, by: User, approve_before: bool) -> OutreachRules:
    """Say whether volunteers' posts are looked at before they go out, or after."""
    policy.check(by.can(Permission.SET_OUTREACH_RULES))
    rules = OutreachRules.now()
    rules.approve_before = approve_before
    rules.save()
    return rules


def locked(post: Post) -> Post:
    posts = Post.objects.select_for_update(of=("self",))
    return posts.select_related("volunteer", "account", "organisation").get(pk=post.pk)


def _fill(post: Post, fields: dict[str, Any]) -> None:
    """Put what was said into the post: one spelling of its link, the platform that fits."""
    for name, value in fields.items():
        setattr(post, name, value)
    post.text = post.text.strip()
    if post.link and not is_link(post.link):
        raise Refusal(
            _("This is no link. Open the post, press “Share”, then “Copy link”."), field="link"
        )
    post.link = plain_link(post.link) if post.link else ""
    _check_days(post)
    if post.published_on and post.published_on > timezone.localdate():
        raise Refusal(
            _("This day is still to come. Leave it empty until the post is out."),
            field="published_on",
        )
    _fit_into_plan(post, fields)
    found = platform_of(post.link) if post.link else None
    if post.account_id:
        if found and found not in (Platform.OTHER, post.account.platform):
            raise Refusal(_("This link is not of the account’s platform."), field="link")
        post.platform = post.account.platform
    elif found and found != Platform.OTHER:
        post.platform = found
    else:
        post.platform = post.platform or Platform.OTHER


def _check_days(post: Post) -> None:
    for field in ("published_on", "planned_on"):
        if (day := getattr(post, field)) and day.year < FIRST_YEAR:
            raise Refusal(_("No platform is that old. Check the year."), field=field)
        if day and day.year > LAST_YEAR:
            raise Refusal(_("Give a day from 2000 to 2099."), field=field)


def _fit_into_plan(post: Post, said: dict[str, Any]) -> None:
    """Message and channel are of the plan of the post's campaign. On a new post they bring it; who
    moves a post to another campaign without naming them takes them out.
    """
    for name in ("message", "channel"):
        row = getattr(post, name)
        if row is None:
            continue
        if post.campaign_id is None and post.pk is None:
            post.campaign_id = row.campaign_id
        if row.campaign_id != post.campaign_id:
            if name in said:
                raise Refusal(_("This is of another campaign’s plan."), field=name)
            setattr(post, name, None)
