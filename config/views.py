"""The start page, the answers for whatever watches the server, and the pages for faults."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views import csrf, defaults

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from config.health import readiness
from config.start import greeting, parts_for, things_to_do


@requires(Permission.SEE_START)
def start(request: HttpRequest) -> HttpResponse:
    now = timezone.localtime()
    parts = parts_for(request.user)
    day = f"{date_format(now, 'l')}, {date_format(now, 'DATE_FORMAT')}"
    context = {
        "greeting": greeting(request.user, now),
        "subtitle": " · ".join(filter(None, [day, things_to_do(parts)])),
        "parts": parts,
        "admin_apps": admin.site.get_app_list(request) if request.user.is_staff else [],
    }
    for part in parts:
        context |= part.context
    return render(request, "start/start.html", context)


@open_to_all("Tells a watcher that this process answers; it says nothing else.")
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all("Tells a watcher whether database, broker and worker are there; no data.")
def readyz(request: HttpRequest) -> HttpResponse:
    found = readiness()
    return JsonResponse(
        found.as_dict(),
        status=200 if found.is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )


def speaks_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if speaks_json(request):
        return JsonResponse({"detail": _("This could not be read.")}, status=400)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if speaks_json(request):
        return JsonResponse({"detail": str(exception) or _("Not allowed.")}, status=403)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if speaks_json(request):
        return JsonResponse({"detail": _("Not here.")}, status=404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if speaks_json(request):
        return JsonResponse({"detail": _("Something broke on our side.")}, status=500)
    return defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A script that was signed out meanwhile is told so: that is what it can do something about."""
    if not speaks_json(request):
        return csrf.csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return JsonResponse({"detail": _("Sign in first.")}, status=401)
    detail = _("The CSRF token in X-CSRFToken is missing or out of date.")
    return JsonResponse({"detail": detail, "reason": "csrf"}, status=403)
