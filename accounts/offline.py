"""Pages that a volunteer's device may keep; docs/offline.md says what else it keeps, and how."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.permissions import Role

KEPT_HEADER = "Birge-Offline"
"""What static/sw.js looks for: it keeps pages that carry it, and no others."""
FRAME, NAMELESS_FRAME = "base.html", "nameless.html"


def has_phone_frame(user: User | AnonymousUser) -> bool:
    """Whether pages look as they do for people who are volunteers and nothing else."""
    return user.is_authenticated and user.roles == {Role.VOLUNTEER}


def frame_for_offline(user: User | AnonymousUser) -> str:
    """The template that a readable_offline page extends: without the reader's name on a phone."""
    return NAMELESS_FRAME if has_phone_frame(user) else FRAME


def readable_offline(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let volunteers' devices keep the page, to be read where there is no network.

    For pages that are the same for all volunteers: no name, no form, nothing of the reader's own.
    Their template says ``{% extends frame_for_offline %}``. Stands below ``@requires``.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and has_phone_frame(request.user):
            response[KEPT_HEADER] = "keep"
        return response

    return marked
