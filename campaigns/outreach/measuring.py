"""Writing down what platforms say of posts and accounts. A correction leaves its trace: every
version of a reading is kept, with who wrote it.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import (
    AccountReach,
    FollowerReading,
    Post,
    PostReading,
    PostStatus,
    ReadingSource,
    SocialAccount,
)
from campaigns.outreach import policy
from campaigns.outreach.choices import FIRST_YEAR, MEASURES
from sessions.errors import NotNow, Refusal


@transaction.atomic
def record_reading(
    post: Post,
    *,
    by: User,
    date: datetime.date,
    source: str = ReadingSource.HAND,
    **measures: int | None,
) -> PostReading:
    """What a platform says of a post on a day. The same day and source again is a correction.

    :param measures: by the names of ``MEASURES``; those that are not named are not known.
    :raises Refusal: nothing is measured, or the day cannot be.
    """
    policy.check(policy.may_measure(by, post))
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.status != PostStatus.PUBLISHED:
        raise NotNow(_("This post is not out, so there is nothing to measure yet."))
    _check_day(date)
    if date < post.published_on:
        raise Refusal(_("The post was not out on that day."), field="date")
    measured = {name: measures.get(name) for name in MEASURES}
    if all(value is None for value in measured.values()):
        raise Refusal(_("Fill in at least one number."))
    reading, _is_new = PostReading.objects.update_or_create(
        post=post, date=date, source=source, defaults={**measured, **_now(by)}
    )
    return reading


@transaction.atomic
def remove_reading(reading: PostReading, *, by: User) -> None:
    """Take out a reading that is of another post or day; its history keeps it."""
    policy.check(policy.may_measure(by, reading.post))
    reading.delete()


@transaction.atomic
def record_followers(
    account: SocialAccount,
    *,
    by: User,
    date: datetime.date,
    followers: int,
    source: str = ReadingSource.HAND,
) -> FollowerReading:
    """How many follow an account on a day. The same day and source again is a correction."""
    policy.check(policy.may_change_account(by, account))
    SocialAccount.objects.select_for_update().get(pk=account.pk)
    _check_day(date)
    reading, _is_new = FollowerReading.objects.update_or_create(
        account=account, date=date, source=source, defaults={"followers": followers, **_now(by)}
    )
    return reading


@transaction.atomic
def record_reach(
    account: SocialAccount,
    *,
    by: User,
    since: datetime.date,
    until: datetime.date,
    people: int,
    source: str = ReadingSource.HAND,
) -> AccountReach:
    """How many different people the platform says that an account reached in a span of days."""
    policy.check(policy.may_change_account(by, account))
    SocialAccount.objects.select_for_update().get(pk=account.pk)
    if until < since:
        raise Refusal(_("The last day is before the first."), field="until")
    _check_day(since, "since")
    _check_day(until, "until")
    reach, _is_new = AccountReach.objects.update_or_create(
        account=account,
        since=since,
        until=until,
        source=source,
        defaults={"people": people, **_now(by)},
    )
    return reach


@transaction.atomic
def save_account(account: SocialAccount, *, by: User) -> SocialAccount:
    """A new account, or one that is called otherwise now; a partner's is always the partner's.

    :raises Refusal: it is here already.
    """
    if account.pk:
        kept = SocialAccount.objects.select_for_update().get(pk=account.pk)
        policy.check(policy.may_change_account(by, kept))
        if kept.platform != account.platform and kept.posts.exists():
            raise Refusal(_("Posts went out there: its platform stays."), field="platform")
    account.handle = account.handle.strip().lstrip("@").strip()
    if not by.sees_all_regions and by.organisation_ids:
        account.organisation_id = min(by.organisation_ids)
    policy.check(policy.may_change_account(by, account))
    same = SocialAccount.objects.filter(platform=account.platform, handle__iexact=account.handle)
    if same.exclude(pk=account.pk).exists():
        raise Refusal(_("This account is here already."), field="handle")
    account.save()
    return account


def _check_day(day: datetime.date, field: str = "date") -> None:
    if day > timezone.localdate():
        raise Refusal(_("This day is still to come."), field=field)
    if day.year < FIRST_YEAR:
        raise Refusal(_("No platform is that old. Check the year."), field=field)


def _now(by: User) -> dict:
    return {"recorded_by": by, "recorded_at": timezone.now()}
