"""Short links for posters: where they may lead, how they are made, and their codes to scan."""

import io
import re
import secrets
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import AccessLevel
from campaigns.models import ShortLink
from campaigns.outreach import policy
from campaigns.outreach.choices import Platform
from campaigns.outreach.platforms import is_link, platform_of
from campaigns.policy import level_of
from sessions.errors import Refusal

LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""Of codes that are drawn: none that look alike, and no vowels, so that no words come out."""
CODE_LENGTH = 6

QR_SCALE = {"svg": 8, "png": 24}
QR_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
QR_BORDER = 4
"""White modules around a code; scanners need them."""

_MACHINES = re.compile(
    r"bot|crawl|spider|preview|facebookexternalhit|whatsapp|vkshare|curl|wget|python|monitor", re.I
)
"""Who looks at a link for others, not as a visitor."""


def may_change_link(user: User, link: ShortLink) -> bool:
    """Managers, who made it, its organisation, and whoever may edit its campaign."""
    if not user.can(Permission.EDIT_LINKS):
        return False
    if user.sees_all_regions or link.created_by_id == user.pk:
        return True
    if link.organisation_id in user.organisation_ids:
        return True
    return bool(link.campaign) and level_of(user, link.campaign) == AccessLevel.EDIT


@transaction.atomic
def save_link(link: ShortLink, *, by: User) -> ShortLink:
    """A new short link, or one that leads elsewhere now: posters stay as they are.

    :raises Refusal: the target is no plain https address, or the code is taken.
    """
    if link.pk:
        kept = ShortLink.objects.select_for_update().get(pk=link.pk)
        policy.check(may_change_link(by, kept))
        link.code = kept.code  # it is printed
    else:
        policy.check(by.can(Permission.EDIT_LINKS))
        link.created_by = by
        if by.organisation_ids:
            link.organisation_id = min(by.organisation_ids)
        link.code = link.code.lower() or _new_code()
        if ShortLink.objects.filter(code=link.code).exists():
            raise Refusal(_("Somebody uses this word already. Choose another one."), field="code")
    _check_target(link.target)
    link.save()
    return link


def _check_target(target: str) -> None:
    parts = urlsplit(target)
    is_plain = parts.scheme == "https" and parts.hostname and "." in parts.hostname
    is_plain = is_plain and parts.username is None and is_link(target)
    if not is_plain or re.search(r"[\s\\\x00-\x1f]", target):
        raise Refusal(
            _("Give an address that begins with https:// and holds no spaces or passwords."),
            field="target",
        )


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _number in range(CODE_LENGTH))
        if not ShortLink.objects.filter(code=code).exists():
            return code


def leads_to_known_place(link: ShortLink) -> bool:
    """Whether it may be followed at once: to Birge itself or a platform.

    Anywhere else the visitor reads first where the link leads, and goes on by a click.
    """
    if platform_of(link.target) != Platform.OTHER:
        return True
    hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return urlsplit(link.target).hostname in hosts


def is_visitor(agent: str) -> bool:
    """Whether a person seems to look; what the browser says of itself is not kept."""
    return bool(agent) and not _MACHINES.search(agent)


def count_visit(link: ShortLink) -> None:
    """One more on this day. Nothing else is known or kept: no address, no cookie, no browser."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO campaigns_linkday (link_id, date, visits) VALUES (%s, %s, 1)
            ON CONFLICT ON CONSTRAINT link_day_is_unique
            DO UPDATE SET visits = campaigns_linkday.visits + 1
            """,
            [link.pk, timezone.localdate()],
        )


def qr_code(address: str, format_: str) -> bytes:
    """A code to scan, dark on white; it can be read with a quarter of it dirty."""
    stream = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        stream, kind=format_, scale=QR_SCALE[format_], border=QR_BORDER, light="white"
    )
    return stream.getvalue()
