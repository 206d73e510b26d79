"""Who may do what with a post or account now; each is loaded through ``visible_to`` before."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission, Role
from campaigns.models import Post, PostStatus, SocialAccount


def is_author(user: User, post: Post) -> bool:
    return bool(post.volunteer_id) and post.volunteer.user_id == user.pk


def is_responsible(user: User, post: Post) -> bool:
    """Managers, coordinators of its region, and partners whose post or account it is."""
    if user.sees_all_regions:
        return True
    if user.can(Permission.APPROVE_POSTS) and post.region_id in user.region_ids:
        return True
    own = {post.organisation_id, post.account and post.account.organisation_id} - {None}
    return Role.PARTNER in user.roles and bool(own & user.organisation_ids)


def may_change(user: User, post: Post) -> bool:
    """Whoever is responsible; an author until somebody has looked at it."""
    if not user.can(Permission.WRITE_POSTS):
        return False
    if is_responsible(user, post):
        return True
    return is_author(user, post) and post.checked_at is None


def may_publish(user: User, post: Post) -> bool:
    """Say that a planned post is out: its author, and whoever is responsible."""
    if post.status != PostStatus.PLANNED or not user.can(Permission.WRITE_POSTS):
        return False
    return is_author(user, post) or is_responsible(user, post)


def may_answer(user: User, post: Post) -> bool:
    """Say yes or no to a volunteer's post."""
    return (
        post.waits
        and user.can(Permission.APPROVE_POSTS)
        and is_responsible(user, post)
        and not is_author(user, post)
    )


def may_measure(user: User, post: Post) -> bool:
    """Write down what came of a post: only its author sees the numbers of an own page."""
    return user.can(Permission.WRITE_POSTS) and (
        is_author(user, post) or is_responsible(user, post)
    )


def may_change_account(user: User, account: SocialAccount) -> bool:
    """Managers; of a partner's accounts also the partner."""
    if not user.can(Permission.EDIT_ACCOUNTS):
        return False
    return user.sees_all_regions or account.organisation_id in user.organisation_ids


def may_take_in(user: User, account: SocialAccount) -> bool:
    """Files of an account that one sees: whoever keeps it, and coordinators.

    Which of its rows they may write is decided for each row: `may_measure`, `may_change_account`.
    """
    if may_change_account(user, account):
        return True
    return user.can(Permission.TAKE_IN_NUMBERS) and user.can(Permission.APPROVE_POSTS)


def check(is_allowed: bool) -> None:
    """:raises PermissionDenied: where it is not."""
    if not is_allowed:
        raise PermissionDenied(_("This is for somebody else to do."))


def author_shown_to(user: User, post: Post) -> str:
    """Who wrote it, as far as this reader may know: a volunteer may be a child."""
    if post.organisation_id:
        return post.organisation.name
    if not post.volunteer_id:
        return ""
    if is_author(user, post):
        return _("you")
    if user.can(Permission.SEE_VOLUNTEERS) and (
        user.sees_all_regions or post.volunteer.region_id in user.region_ids
    ):
        return post.volunteer.full_name
    return _("a volunteer")
