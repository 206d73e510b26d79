"""How often one address may open an open page. The login library limits its own pages itself."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis import RedisError

MINUTE = 60


def is_too_often(request: HttpRequest, what: str, *, a_minute: int) -> bool:
    """Count this request; whether the address has asked for more than that in this minute.

    Without Redis nothing is counted: the page itself matters more.
    """
    address = get_adapter().get_client_ip(request)
    who = hashlib.sha256(address.encode()).hexdigest()[:32]
    key = f"rate:{what}:{who}:{int(time.time()) // MINUTE}"
    try:
        cache.add(key, 0, timeout=2 * MINUTE)
        return cache.incr(key) > a_minute
    except (RedisError, ValueError):
        return False


def too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
