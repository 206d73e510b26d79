"""Which column of a platform's file means what.

The names are those under which Meta Business Suite, YouTube Studio, TikTok and Telegram export;
languages and versions differ, so whatever is not known is asked once and remembered.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meaning(models.TextChoices):
    NOTHING = "nothing", _("leave it out")
    LINK = "link", _("link to the post")
    EXTERNAL_ID = "external_id", _("number of the post on the platform")
    TEXT = "text", _("text or title")
    PUBLISHED = "published_on", _("day on which it went out")
    DATE = "date", _("day of the reading")
    DAY = "day", _("single day that the numbers are of")
    VIEWS = "views", _("views")
    REACH = "reach", _("people reached")
    REACTIONS = "reactions", _("likes and reactions")
    COMMENTS = "comments", _("comments")
    SHARES = "shares", _("shares")
    SAVES = "saves", _("saves")
    LINK_CLICKS = "link_clicks", _("clicks on links")
    WATCH_SECONDS = "watch_seconds", _("seconds watched")
    WATCH_HOURS = "watch_hours", _("hours watched")
    FOLLOWERS = "followers", _("followers of the account")


M = Meaning
COMMON = {
    "link": M.LINK,
    "url": M.LINK,
    "date": M.DATE,
    "views": M.VIEWS,
    "reach": M.REACH,
    "likes": M.REACTIONS,
    "reactions": M.REACTIONS,
    "comments": M.COMMENTS,
    "shares": M.SHARES,
    "saves": M.SAVES,
    "followers": M.FOLLOWERS,
    "text": M.TEXT,
    "publish time": M.PUBLISHED,
    "published": M.PUBLISHED,
    # Not "day": of a table of one's own it cannot be told what the numbers of a day are.
    **{str(one): one for one in Meaning if one not in (M.NOTHING, M.DAY)},
}
META = {
    "post id": M.EXTERNAL_ID,
    "video asset id": M.EXTERNAL_ID,
    "permalink": M.LINK,
    "title": M.NOTHING,
    "description": M.TEXT,
    "publish time": M.PUBLISHED,
    "impressions": M.VIEWS,
    "link clicks": M.LINK_CLICKS,
    "seconds viewed": M.WATCH_SECONDS,
    # Says "Lifetime", and then the numbers are those since it went out; or each row has its day.
    "date": M.DAY,
    **dict.fromkeys(
        (
            "page id",
            "page name",
            "account id",
            "account username",
            "account name",
            "duration (sec)",
            "caption type",
            "is crosspost",
            "is share",
            "post type",
            "languages",
            "custom labels",
            "funded content status",
            "data comment",
            "reactions, comments and shares",
            "total clicks",
            "other clicks",
            "average seconds viewed",
            "follows",
            "profile visits",
            "replies",
            "navigation",
            "sticker taps",
            "photo clicks",
            "photo views",
            "3-second video views",
            "1-minute video views",
            "negative feedback from users: hide all",
            "estimated earnings (usd)",
            "ad cpm (usd)",
            "ad impressions",
        ),
        M.NOTHING,
    ),
}
YOUTUBE = {
    "content": M.EXTERNAL_ID,
    "video": M.EXTERNAL_ID,
    # Stands in the file of the chart, which has a row for each day.
    "date": M.DAY,
    "video title": M.TEXT,
    "video publish time": M.PUBLISHED,
    "watch time (hours)": M.WATCH_HOURS,
    "unique viewers": M.REACH,
    "comments added": M.COMMENTS,
    "total subscribers": M.FOLLOWERS,
    **dict.fromkeys(
        (
            "duration",
            "subscribers",
            "impressions",
            "impressions click-through rate (%)",
            "average view duration",
            "average percentage viewed (%)",
            "engaged views",
            "thumbnail impressions",
            "thumbnail click-through rate (%)",
            "dislikes",
            "likes (vs. dislikes) (%)",
            "new viewers",
            "returning viewers",
            "subscribers gained",
            "subscribers lost",
            "estimated revenue (usd)",
            "your estimated revenue (usd)",
            "rpm (usd)",
            "cpm (usd)",
        ),
        M.NOTHING,
    ),
}
TIKTOK = {
    "video title": M.TEXT,
    "video link": M.LINK,
    "post time": M.PUBLISHED,
    "total likes": M.REACTIONS,
    "total comments": M.COMMENTS,
    "total shares": M.SHARES,
    "total views": M.VIEWS,
    "reached audience": M.REACH,
    "add to favorites": M.SAVES,
    "total bookmarks": M.SAVES,
    "total play time": M.NOTHING,
    "average watch time": M.NOTHING,
    "watched full video": M.NOTHING,
    "new followers": M.NOTHING,
    "time": M.NOTHING,
    "difference in followers from previous day": M.NOTHING,
}
TELEGRAM = {
    "message id": M.EXTERNAL_ID,
    "post": M.LINK,
    "total followers": M.FOLLOWERS,
    "subscribers": M.FOLLOWERS,
    "forwards": M.SHARES,
    "joined": M.NOTHING,
    "left": M.NOTHING,
}
BY_PLATFORM = {
    "facebook": META,
    "instagram": META,
    "youtube": YOUTUBE,
    "tiktok": TIKTOK,
    "telegram": TELEGRAM,
}


def folded_head(head: str) -> str:
    """A column's name as it is compared: one case, single spaces."""
    return " ".join(head.split()).casefold()[:100]


def known_meaning(platform: str, head: str) -> Meaning | None:
    """What a column of a platform's file means; none where nobody has written it down here."""
    name = folded_head(head)
    if not platform:
        return COMMON.get(name) or _of_any_platform(name)
    return BY_PLATFORM.get(platform, {}).get(name) or COMMON.get(name)


def _of_any_platform(name: str) -> Meaning | None:
    """For a table of several platforms: what all that know the column agree on."""
    known = {columns[name] for columns in BY_PLATFORM.values() if name in columns}
    return known.pop() if len(known) == 1 else None
