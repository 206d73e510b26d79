"""Who may add a picture, take one away, and read on what it rests."""

from accounts.models import User
from accounts.permissions import Permission
from campaigns import policy as campaign_policy
from campaigns.choices import AccessLevel
from campaigns.models import Campaign, Picture, PictureConsent, Post, PostStatus
from campaigns.outreach import policy as post_policy


def may_add_to_post(user: User, post: Post) -> bool:
    return post.status != PostStatus.DECLINED and post_policy.may_change(user, post)


def may_add_to_campaign(user: User, campaign: Campaign) -> bool:
    return campaign_policy.may_edit(user, campaign)


def may_take_away(user: User, picture: Picture) -> bool:
    """At any time, also of a closed campaign: whoever added it, and who answers for it."""
    if picture.created_by_id == user.pk:
        return True
    if picture.post_id:
        post = picture.post
        return post_policy.is_author(user, post) or post_policy.is_responsible(user, post)
    return campaign_policy.level_of(user, picture.campaign) == AccessLevel.EDIT


def may_read_consents(user: User, picture: Picture) -> bool:
    """Whoever may have to find the paper."""
    return may_take_away(user, picture)


def name_shown_to(user: User, consent: PictureConsent) -> str:
    """Who is to be seen, to the person themselves and their coordinators; to others nobody."""
    volunteer = consent.volunteer
    if volunteer.user_id == user.pk:
        return ""
    if user.can(Permission.SEE_VOLUNTEERS) and (
        user.sees_all_regions or volunteer.region_id in user.region_ids
    ):
        return volunteer.full_name
    return ""
