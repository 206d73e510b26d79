"""Outreach of the demo: the posts of 2020 with what came of them, such that the published figures
come out, and some posts of these days.
"""

import datetime
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from accounts.models import User
from campaigns.models import (
    AccountReach,
    FollowerReading,
    Post,
    PostReading,
    ReadingSource,
    SocialAccount,
)
from config.demo.calendar import ALMATY
from config.demo.timetable import Member
from config.demo.writing import write_new
from volunteers.models import Project, Volunteer

YEAR = 2020
POSTS = 4_127
REACHED = 812_640
"""The sum over the posts; published was "over 800,000 people reached"."""

TEXTS = json.loads((Path(__file__).parent / "data" / "posts.json").read_text(encoding="utf-8"))

ACCOUNTS = (
    ("instagram", "bekind.kz", "BKD", 8_200, 31_480),
    ("instagram", "plasticfree.kz", "PLF", 3_100, 13_906),
    ("facebook", "volunteers.kz", "", 6_400, 9_870),
    ("tiktok", "volunteers.kz", "", 0, 11_240),
    ("telegram", "volunteers_kz", "", 1_900, 4_120),
    ("youtube", "Volunteers of Kazakhstan", "", 400, 1_760),
)
"""Platform, name, project; followers before 2020 and at its end, which add up to the published
20,000 and 72,376."""

COUNT_PEOPLE = {"instagram": 0.61, "facebook": 0.54}
"""Platforms that say how many different people an account reached, as a share of the sum."""

BY_MONTH = {3: 2, 4: 9, 5: 12, 6: 6, 7: 3, 8: 4, 9: 14, 10: 19, 11: 16, 12: 15}
"""How posts spread over the year: from the first weeks at home on."""

ON_ACCOUNTS = 0.22
"""Of all posts; the others are on volunteers' own pages."""

OWN_PAGES = (("instagram", "tiktok", "vk", "facebook", "telegram"), (56, 18, 12, 9, 5))
PROMOTED = 14
"""Posts that somebody paid for."""


class DemoOutreach:
    """Plans the posts of the year; nothing is written here."""

    def __init__(self, seed: int, *, members: Iterable[Member], by: User) -> None:
        self.random = random.Random(f"{seed} outreach")  # noqa: S311
        self.by = by
        self.projects = {project.code: project for project in Project.objects.all()}
        self.members = [
            member
            for member in members
            if member.projects and member.volunteer.joined_date.year == YEAR
        ]
        self.accounts = [
            SocialAccount(platform=platform, handle=handle, project=self.projects.get(code))
            for platform, handle, code, _first, _last in ACCOUNTS
        ]
        self.posts: list[Post] = []
        self.readings: list[PostReading] = []

    def plan(self) -> None:
        days = self._days()
        weights = [self.random.lognormvariate(0, 1.3) for _day in days]
        for number, (day, reach) in enumerate(zip(days, _shares(weights, REACHED), strict=True)):
            self._measure(self._make_post(number, day), reach)
        on_accounts = (one for one in self._last_readings() if one.post.account)
        for reading in sorted(on_accounts, key=lambda one: -one.reach)[:PROMOTED]:
            reading.post.cost = 100 * round(reading.views * self.random.uniform(0.4, 1.1) / 100)

    def _last_readings(self) -> Iterable[PostReading]:
        """The one of each post that counts."""
        return {id(reading.post): reading for reading in self.readings}.values()

    def _days(self) -> list[datetime.date]:
        months = self.random.choices(list(BY_MONTH), list(BY_MONTH.values()), k=POSTS)
        return sorted(datetime.date(YEAR, month, self.random.randint(1, 28)) for month in months)

    def _make_post(self, number: int, day: datetime.date) -> Post:
        there = [one for one in self.members if one.volunteer.joined_date <= day]
        if not there or self.random.random() < ON_ACCOUNTS:
            account = self.random.choice(self.accounts)
            volunteer, platform = None, account.platform
            code = account.project.code if account.project else self.random.choice(list(TEXTS))
        else:
            account, member = None, self.random.choice(there)
            volunteer = member.volunteer
            code = self.random.choice(sorted(member.projects))
            platform = self.random.choices(*OWN_PAGES)[0]
        language, text = self.random.choice(TEXTS[code])
        post = Post(
            status="published",
            platform=platform,
            account=account,
            volunteer=volunteer,
            region=volunteer.region if volunteer else None,
            project=self.projects[code],
            language=language,
            text=text,
            external_id=f"demo-{number:05}",
            published_on=day,
            created_by=self.by,
            created_at=_at(day),
            checked_by=self.by,
            checked_at=_at(day + datetime.timedelta(days=1)),
        )
        self.posts.append(post)
        return post

    def _measure(self, post: Post, reach: int) -> None:
        """After some weeks; of posts on accounts also after three days, when there was less."""
        source = ReadingSource.FILE if post.account else ReadingSource.HAND
        views = round(reach * self.random.uniform(1.15, 1.8))
        reactions = round(views * self.random.uniform(0.02, 0.11))
        numbers = {
            "views": views,
            "reach": reach,
            "reactions": reactions,
            "comments": round(reactions * self.random.uniform(0, 0.15)),
            "shares": round(reactions * self.random.uniform(0, 0.2)),
        }
        if post.platform in ("instagram", "tiktok"):
            numbers["saves"] = round(reactions * self.random.uniform(0, 0.1))
        if post.platform in ("youtube", "tiktok"):
            numbers["watch_seconds"] = views * self.random.randint(6, 25)
        days = (3, 28) if post.account else (self.random.randint(10, 40),)
        for after in days:
            share = 1 if after == days[-1] else self.random.uniform(0.4, 0.8)
            day = post.published_on + datetime.timedelta(days=after)
            self.readings.append(
                PostReading(
                    post=post,
                    date=day,
                    source=source,
                    recorded_by=self.by,
                    recorded_at=_at(day),
                    **{name: int(number * share) for name, number in numbers.items()},
                )
            )

    def followers(self) -> list[FollowerReading]:
        """The last day of each month, growing faster from autumn on; the first is of 2019."""
        rows = []
        for account, (*_names, first, last) in zip(self.accounts, ACCOUNTS, strict=True):
            for month in range(13):
                share = (month / 12) ** 1.6
                following = datetime.date(YEAR + month // 12, month % 12 + 1, 1)
                rows.append(
                    FollowerReading(
                        account=account,
                        date=following - datetime.timedelta(days=1),
                        followers=round(first + (last - first) * share),
                        recorded_by=self.by,
                        recorded_at=_at(following),
                    )
                )
        return rows

    def reach(self) -> list[AccountReach]:
        """How many different people platforms count in the year: fewer than the sum."""
        year = {"since": datetime.date(YEAR, 1, 1), "until": datetime.date(YEAR, 12, 31)}
        sums = Counter()
        for reading in self._last_readings():
            sums[id(reading.post.account)] += reading.reach
        return [
            AccountReach(
                account=account,
                people=round(sums[id(account)] * COUNT_PEOPLE[account.platform]),
                recorded_by=self.by,
                **year,
            )
            for account in self.accounts
            if account.platform in COUNT_PEOPLE
        ]


def make_outreach(
    seed: int, *, members: Iterable[Member], users: dict[str, User], now: datetime.datetime
) -> int:
    """Write accounts and posts in bulk; returns how many posts of 2020 there are."""
    demo = DemoOutreach(seed, members=members, by=users["coordinator"])
    demo.plan()
    write_new(SocialAccount, demo.accounts)
    write_new(Post, demo.posts)
    write_new(PostReading, demo.readings)
    write_new(FollowerReading, demo.followers())
    write_new(AccountReach, demo.reach())
    write_new(Post, _of_these_days(users, now))
    return len(demo.posts)


def _of_these_days(users: dict[str, User], now: datetime.datetime) -> list[Post]:
    """Two of the volunteer's that nobody has looked at, and one that is planned."""
    volunteer = Volunteer.objects.select_related("region").get(user=users["volunteer"])
    today = now.astimezone(ALMATY).date()
    texts = [(language, text) for language, text in TEXTS["BKD"] if language != "en"]
    own = {
        "volunteer": volunteer,
        "region": volunteer.region,
        "platform": "instagram",
        "project": Project.objects.get(code="BKD"),
        "created_by": users["volunteer"],
    }
    published = [
        Post(
            status="published",
            language=texts[number][0],
            text=texts[number][1],
            published_on=today - datetime.timedelta(days=3 * number + 2),
            link=f"https://instagram.com/p/demo{number}",
            **own,
        )
        for number in range(2)
    ]
    planned = Post(
        language=texts[3][0],
        text=texts[3][1],
        planned_on=today + datetime.timedelta(days=4),
        checked_by=users["coordinator"],
        checked_at=now,
        **own,
    )
    return [*published, planned]


def _shares(weights: list[float], total: int) -> list[int]:
    """Whole numbers, each at least one, that add up to a total in the proportion of weights."""
    spread = total - len(weights)
    ends, passed, whole = [], 0.0, sum(weights)
    for weight in weights:
        passed += weight
        ends.append(round(spread * passed / whole))
    return [1 + end - start for start, end in zip([0, *ends], ends, strict=False)]


def _at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(18), ALMATY)
