"""Posts, accounts and readings for tests."""

import datetime
from itertools import count

from django.utils import timezone

from accounts.services import system_user
from campaigns.models import (
    AccountReach,
    FollowerReading,
    Post,
    PostReading,
    SocialAccount,
)

DAY = datetime.date(2020, 6, 1)
_numbers = count(1)


def make_account(**fields) -> SocialAccount:
    given = {"platform": "instagram", "handle": f"account{next(_numbers)}"}
    return SocialAccount.objects.create(**given | fields)


def make_post(**fields) -> Post:
    """A published one of June 2020 that somebody has looked at."""
    account = fields.get("account")
    given = {
        "status": "published",
        "platform": account.platform if account else "instagram",
        "published_on": DAY,
        "text": "Sort your waste",
        "checked_at": timezone.now(),
        "checked_by": system_user(),
    }
    return Post.objects.create(**given | fields)


def make_reading(post: Post, **fields) -> PostReading:
    return PostReading.objects.create(**{"post": post, "date": DAY, "source": 1} | fields)


def make_followers(
    account: SocialAccount, followers: int, date: datetime.date = DAY, source: int = 1
) -> FollowerReading:
    return FollowerReading.objects.create(
        account=account, date=date, followers=followers, source=source
    )


def make_reach(account: SocialAccount, people: int, **fields) -> AccountReach:
    year = {"since": datetime.date(2020, 1, 1), "until": datetime.date(2020, 12, 31), "source": 1}
    return AccountReach.objects.create(account=account, people=people, **year | fields)
