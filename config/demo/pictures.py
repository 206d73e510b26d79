"""Pictures of the demo: drawings of our own, on which nobody is."""

import io

from PIL import Image, ImageDraw

from accounts.models import User
from campaigns.models import Campaign, Post
from campaigns.pictures.encoding import encode
from campaigns.pictures.services import NewPicture, add_to_campaign, add_to_post

_SIZE = (1200, 900)
_SKY, _SUN, _GRASS = "#bfe3f2", "#f5b82e", "#7aa874"

POSTERS = (
    ("A drawn school with its door open, under the sun", "school"),
    ("A drawn road that leads over the steppe to a school", "road"),
    ("A drawn yurt and a house side by side", "homes"),
)
POSTED = ("A drawn river bank with full waste bags", "bags")
WITH_PICTURE = 3
"""So many of the newest posts have one."""


def make_pictures(users: dict[str, User]) -> None:
    """Three posters of the partner's campaign, and one drawing on each of some posts."""
    partner = users["partner"]
    campaign = Campaign.objects.filter(created_by=partner).earliest("pk")
    for alt, name in POSTERS:
        add_to_campaign(campaign, by=partner, new=_new(alt, name))
    manager = users["manager"]
    for post in Post.objects.published().order_by("-published_on", "-pk")[:WITH_PICTURE]:
        add_to_post(post, by=manager, new=_new(*POSTED))


def _new(alt: str, name: str) -> NewPicture:
    return NewPicture(encoded=encode(_drawn(name)), alt=alt, shows="nobody")


def _drawn(name: str) -> bytes:
    image = Image.new("RGB", _SIZE, _SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((880, 90, 1060, 270), fill=_SUN)
    draw.polygon(
        [(0, 900), (0, 560), (400, 480), (820, 600), (1200, 500), (1200, 900)], fill=_GRASS
    )
    _DRAWINGS[name](draw)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _school(draw: ImageDraw.ImageDraw, left: int = 380, wall: str = "#f4ead7") -> None:
    draw.rectangle((left, 430, left + 420, 700), fill=wall)
    draw.polygon([(left - 30, 430), (left + 210, 320), (left + 450, 430)], fill="#b5533c")
    draw.rectangle((left + 170, 560, left + 250, 700), fill="#0f6e84")
    for window in (50, 290):
        draw.rectangle((left + window, 500, left + window + 80, 570), fill="#8fd0e6")


def _road(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(420, 900), (780, 900), (640, 560), (600, 560)], fill="#d9c7a3")
    draw.rectangle((560, 490, 680, 560), fill="#f4ead7")
    draw.polygon([(545, 490), (620, 445), (695, 490)], fill="#b5533c")


def _homes(draw: ImageDraw.ImageDraw) -> None:
    draw.pieslice((150, 430, 530, 810), 180, 360, fill="#f4ead7")
    draw.rectangle((150, 618, 530, 700), fill="#e2c9a0")
    draw.rectangle((310, 600, 370, 700), fill="#b5533c")
    _school(draw, left=640, wall="#f7d9b8")


def _bags(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(0, 900), (0, 760), (1200, 640), (1200, 900)], fill="#5aa7c7")
    for left, colour in ((300, "#2f5d50"), (450, "#3f7d6b"), (610, "#2f5d50")):
        draw.ellipse((left, 480, left + 170, 700), fill=colour)
        draw.rectangle((left + 65, 440, left + 105, 500), fill=colour)


_DRAWINGS = {"school": _school, "road": _road, "homes": _homes, "bags": _bags}
