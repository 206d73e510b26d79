"""The words of outreach: platforms, the states of a post, where a reading comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Platform(models.TextChoices):
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    TELEGRAM = "telegram", "Telegram"
    VK = "vk", "VK"
    WHATSAPP = "whatsapp", "WhatsApp"
    THREADS = "threads", "Threads"
    X = "x", "X"
    OTHER = "other", _("elsewhere")


class PostStatus(models.TextChoices):
    WAITING = "waiting", _("waits for a yes")
    PLANNED = "planned", _("planned")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("declined")


class ReadingSource(models.IntegerChoices):
    """Of two readings of one day that of the larger number holds: a file was typed by nobody."""

    HAND = 1, _("by hand")
    PASTED = 2, _("pasted")
    FILE = 3, _("the platform’s file")


MEASURES = {
    "views": _("views"),
    "reach": _("people reached"),
    "reactions": _("likes and reactions"),
    "comments": _("comments"),
    "shares": _("shares"),
    "saves": _("saves"),
    "link_clicks": _("clicks on links"),
    "watch_seconds": _("seconds watched"),
}
"""What a reading of a post may hold; a platform that does not tell leaves it empty."""

ENGAGEMENTS = ("reactions", "comments", "shares", "saves")
"""What people do with a post, by kind; together they are its engagements."""

MOST_MEASURED = 10**12
"""More than all people could have looked at, and well within what the database holds."""

FIRST_YEAR, LAST_YEAR = 2004, 2099
"""Days outside are slips of the finger: no platform is older."""
