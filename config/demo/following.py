"""What the demo's campaign for families on the move has published so far, with what came of it.

All of it is the partner organisation's own, so the programme's published figures stay as they are.
"""

import datetime
import json
import random
from pathlib import Path

from accounts.models import User
from campaigns.models import (
    Campaign,
    FollowerReading,
    Post,
    PostReading,
    ReadingSource,
    SocialAccount,
)
from config.demo.calendar import ALMATY
from config.demo.campaigns import TITLE
from config.demo.writing import write_new

TEXTS = json.loads((Path(__file__).parent / "data" / "campaign_posts.json").read_text("utf-8"))

ACCOUNTS = (("instagram", "bala.mektepte", 310, 940), ("telegram", "bala_mektepte", 120, 1_480))
"""Platform, name; followers before the first post, and now."""

OWN_GROUPS = "whatsapp"
"""Groups of women from the same towns: nobody's account."""

FIRST_DAY, LAST_DAY = -39, -1
A_WEEK = {0: 3, 1: 2, 2: 3, 3: 2, 4: 3, 5: 2, 6: 5}
"""Posts for each day of the week: most on Sunday, when the market is closed."""

USUAL_VIEWS = (760, 310, 90)
"""Of a post of each message."""

LOVED = {"uz": 1.5, "tg": 1.2, "ru": 1.0, "kk": 0.8}
"""Voice and text in one's own language are shown more often."""

PAID = 0.6
"""Of the short videos."""

BOUGHT = 5
"""How many times the views of a post are that was paid for."""

PLANNED = ((0, 2), (1, 7), (0, 12))
"""Posts that are still to go out: which message, in how many days."""

UNSORTED = 3
"""The newest of them, whose message nobody has chosen yet."""


def make_following(seed: int, users: dict[str, User], now: datetime.datetime) -> None:
    demo = DemoFollowing(seed, by=users["partner"], today=now.astimezone(ALMATY).date())
    demo.plan()
    write_new(SocialAccount, demo.accounts)
    write_new(Post, [*demo.posts, *demo.ahead()])
    write_new(PostReading, demo.readings)
    write_new(FollowerReading, demo.followers())


class DemoFollowing:
    """Plans the posts of the campaign; nothing is written here."""

    def __init__(self, seed: int, *, by: User, today: datetime.date) -> None:
        self.random = random.Random(f"{seed} following")  # noqa: S311
        self.by, self.today = by, today
        self.campaign = Campaign.objects.get(title=TITLE)
        self.messages = list(self.campaign.message_rows.all())
        self.channels = {row.kind: row for row in self.campaign.channeluse_rows.all()}
        self.accounts = [
            SocialAccount(platform=platform, handle=handle, organisation=self.campaign.organisation)
            for platform, handle, _first, _last in ACCOUNTS
        ]
        self.posts: list[Post] = []
        self.readings: list[PostReading] = []

    def plan(self) -> None:
        for day in self._days():
            (told,) = self.random.choices(range(len(self.messages)), (12, 7, 1))
            post = self._make_post(day, told)
            self.posts.append(post)
            self._measure(post, USUAL_VIEWS[told])
        for post in self.posts[-UNSORTED:]:
            post.message = post.channel = None

    def ahead(self) -> list[Post]:
        """What is planned for the next days, for the campaign's calendar."""
        account = self.accounts[0]
        return [
            Post(
                status="planned",
                platform=account.platform,
                account=account,
                organisation=self.campaign.organisation,
                campaign=self.campaign,
                message=self.messages[told],
                language=TEXTS[told][0][0],
                text=TEXTS[told][0][1],
                planned_on=self.today + datetime.timedelta(days=number),
                created_by=self.by,
                created_at=_at(self.today),
                checked_by=self.by,
                checked_at=_at(self.today),
            )
            for told, number in PLANNED
        ]

    def _days(self) -> list[datetime.date]:
        numbers = range(FIRST_DAY, LAST_DAY)
        days = [self.today + datetime.timedelta(days=number) for number in numbers]
        return [d for d in days for _n in range(self.random.randint(0, A_WEEK[d.weekday()]))]

    def _make_post(self, day: datetime.date, told: int) -> Post:
        language, text = self.random.choice(TEXTS[told])
        (place,) = self.random.choices([*self.accounts, None], (5, 4, 3))
        is_video = told == 1 and place is not None and place.platform == "instagram"
        is_paid = is_video and self.random.random() < PAID
        channel = self.channels["social"] if is_video else None
        return Post(
            status="published",
            platform=place.platform if place else OWN_GROUPS,
            account=place,
            organisation=self.campaign.organisation,
            campaign=self.campaign,
            message=self.messages[told],
            channel=channel if place else self.channels["messenger"],
            language=language,
            text=text,
            published_on=day,
            cost=self.random.choice((1_500, 2_500, 4_000)) if is_paid else None,
            created_by=self.by,
            created_at=_at(day),
            checked_by=self.by,
            checked_at=_at(day),
        )

    def _measure(self, post: Post, usual: int) -> None:
        """After two days and after ten, as far as they have come; groups tell views only."""
        draw = self.random
        views = (
            usual
            * LOVED[post.language]
            * draw.lognormvariate(0, 0.7)
            * (BOUGHT if post.cost else 1)
        )
        rate, clicks = draw.uniform(0.03, 0.12), draw.uniform(0.005, 0.03)
        for after, share in ((2, draw.uniform(0.5, 0.8)), (10, 1)):
            day = post.published_on + datetime.timedelta(days=after)
            if day > self.today:
                continue
            seen = round(views * share)
            numbers = {"views": seen}
            if post.account:
                numbers |= {
                    "reach": round(seen * 0.7),
                    "reactions": round(seen * rate),
                    "shares": round(seen * rate / 4),
                    "link_clicks": round(seen * clicks),
                }
            self.readings.append(
                PostReading(
                    post=post,
                    date=day,
                    source=ReadingSource.HAND,
                    recorded_by=self.by,
                    recorded_at=_at(day),
                    **numbers,
                )
            )

    def followers(self) -> list[FollowerReading]:
        """Once a week, growing faster as more people know of it."""
        rows = []
        weeks = -FIRST_DAY // 7 + 1
        for account, (*_names, first, last) in zip(self.accounts, ACCOUNTS, strict=True):
            for week in range(weeks + 1):
                day = self.today - datetime.timedelta(days=7 * (weeks - week))
                share = (week / weeks) ** 1.4
                rows.append(
                    FollowerReading(
                        account=account,
                        date=day,
                        followers=round(first + (last - first) * share),
                        recorded_by=self.by,
                        recorded_at=_at(day),
                    )
                )
        return rows


def _at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(19), ALMATY)
