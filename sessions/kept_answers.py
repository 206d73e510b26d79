"""Answers that are kept as long as nothing that they show has changed."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from redis import RedisError

from sessions.calendar.version import MINUTES_THAT_HOLD

Answer = TypeVar("Answer", str, bytes)


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
