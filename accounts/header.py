"""The header of a page, drawn once for each reader and place and kept in the process.

It is the same on every page of a place but for the form's token and the page's address, and
drawing it anew costs more than answering many a request does. What is kept holds no secret: the
token and the address are put in afterwards.
"""

import secrets
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from types import SimpleNamespace

from django.conf import settings
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User

MOST_KEPT = 500
TEMPLATE = "_components/site_header.html"
_TOKEN, _ADDRESS = (f"put-in-later-{secrets.token_hex(16)}" for _ in range(2))


@dataclass(frozen=True)
class _Header:
    """All that a header depends on, and what the template reads of it."""

    language: str | None
    email: str
    names: tuple[str, str]
    roles: frozenset[str]
    places: tuple[tuple[str, bool], ...]
    scope: str
    user: User = field(compare=False, repr=False)
    navigation: list[dict] = field(compare=False, repr=False)


def header_of(context: RequestContext) -> SafeString:
    """The header for who reads the page; ``context`` has what ``accounts.navigation`` gives."""
    user, request = context["user"], context["request"]
    if not user.is_authenticated:
        return render_to_string(TEMPLATE, context.flatten())
    header = _Header(
        language=get_language(),
        email=user.email,
        names=(user.first_name, user.last_name),
        roles=user.roles if user.is_active else frozenset(),
        places=tuple((place["url"], place["is_current"]) for place in context["navigation"]),
        scope=context["navigation_scope"],
        user=copy(user),  # of what the request made of it nothing is kept
        navigation=context["navigation"],
    )
    drawn = _drawn.__wrapped__(header) if settings.DEBUG else _drawn(header)
    address = escape(request.get_full_path())
    return SafeString(drawn.replace(_TOKEN, str(context["csrf_token"])).replace(_ADDRESS, address))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(header: _Header) -> str:
    return render_to_string(
        TEMPLATE,
        {
            "user": header.user,
            "navigation": header.navigation,
            "navigation_scope": header.scope,
            "csrf_token": _TOKEN,
            "request": SimpleNamespace(get_full_path=_ADDRESS),
        },
    )
