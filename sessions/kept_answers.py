"""Answers that are kept as long as nothing that they show has changed."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from redis import RedisError

from regions.versions import version_of_tables
from sessions.models import Assignment, Attendance, SchoolSession

CALENDAR = (SchoolSession, Assignment, Attendance)
"""What the calendar shows."""
MINUTES_THAT_HOLD = 5
"""What was to come is over after a while, though nobody has changed it."""
Answer = TypeVar("Answer", str, bytes)


def tag_of(request: HttpRequest, models: Iterable[type[Model]] = CALENDAR) -> str:
    """An ETag for what this person sees at this address; empty while somebody writes.

    :param models: what is shown there; each has an audit trail.
    """
    version = version_of_tables(
        {model.pgh_event_model._meta.db_table: "pgh_id" for model in models}
    )
    if not version:
        return ""
    minutes = int(timezone.now().timestamp()) // 60 // MINUTES_THAT_HOLD
    user = request.user
    scope = "all" if user.sees_all_regions else ",".join(map(str, sorted(user.region_ids)))
    reader = (user.pk, ",".join(sorted(user.roles)), scope, translation.get_language())
    release = getattr(staticfiles_storage, "manifest_hash", "")
    parts = (version, minutes, release, *reader, request.get_full_path())
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    return f'"{digest[:32]}"'


def kept_answer(tag: str, make: Callable[[], Answer]) -> Answer:
    """What was made for the same tag a short while ago, or else what is made now.

    Without a tag, and where Redis cannot be reached, it is made anew.
    """
    if not tag:
        return make()
    key, found = f"kept-{tag}", None
    with suppress(RedisError):
        found = cache.get(key)
    if found is None:
        found = make()
        with suppress(RedisError):
            cache.set(key, found, timeout=60 * MINUTES_THAT_HOLD)
    return found


def token_put_in_later() -> str:
    """What stands in a kept page for the form's token, which is each reader's own."""
    return salted_hmac("sessions.kept_answers", "token").hexdigest()


def with_token(html: str, request: HttpRequest) -> SafeString:
    """A kept page, with the token of who reads it."""
    return SafeString(html.replace(token_put_in_later(), get_token(request)))
