"""Calendars to subscribe to: the calendar itself, and the pages that give out its address."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from accounts.rate_limits import is_too_often, too_often
from schools.models import School
from sessions import policy
from sessions.feeds import services
from sessions.feeds.calendars import calendar_of
from sessions.models import CalendarFeed
from sessions.views.lists import is_swap

ASKED_A_MINUTE = 300
"""Of one network address: the servers of a calendar service fetch for all of its users."""


@open_to_all("Calendar programs cannot sign in; the address itself is the secret.")
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A calendar as a program fetches it; 304 where the program has it already."""
    if is_too_often(request, "feed", a_minute=ASKED_A_MINUTE):
        return too_often(request)
    found = services.feed_of(token)
    if found is None:
        raise Http404
    content = calendar_of(found)
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-cache",
            "Content-Disposition": 'inline; filename="birge.ics"',
            "X-Robots-Tag": "noindex",
        },
    )
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def my_feed(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar, and how to put it into a phone."""
    if request.method == "POST":
        if "revoke" in request.POST:
            services.revoke_own_feed(by=request.user)
            messages.success(request, _("The address leads nowhere now."))
        else:
            services.make_own_feed(by=request.user)
            messages.success(request, _("Here is your address. Keep it to yourself."))
        return redirect("sessions:my_feed")
    found = CalendarFeed.objects.filter(user=request.user, revoked_at=None).first()
    return render(request, "sessions/my_feed.html", _addresses(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def school_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of a school's calendar, as a part of the school's page."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        if "revoke" in request.POST:
            services.revoke_school_feed(school, by=request.user)
            messages.success(request, _("The address leads nowhere now."))
        else:
            services.make_school_feed(school, by=request.user)
            messages.success(request, _("Here is the school’s address. Send it to the school."))
        return redirect("schools:detail", pk=school.pk)
    found = CalendarFeed.objects.filter(school=school, revoked_at=None).first()
    context = {"school": school, "may_change": policy.coordinates(request.user, school)}
    part = "_school_feed" if is_swap(request) else "school_feed"
    return render(request, f"sessions/{part}.html", context | _addresses(request, found))


def _addresses(request: HttpRequest, found: CalendarFeed | None) -> dict:
    """The address to copy, and the one that opens a calendar program by itself."""
    if found is None:
        return {"feed": None}
    address = request.build_absolute_uri(reverse("sessions:feed", args=[found.token]))
    return {
        "feed": found,
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
    }
