"""What a volunteer's device asks for: who is signed in, what to keep, the page for no network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from accounts.decorators import open_to_all, requires
from accounts.navigation import places_on_a_phone
from accounts.offline import KEPT_HEADER
from accounts.permissions import Permission
from sessions import policy
from sessions.forms.log_again import UnplannedPage
from sessions.forms.logs import LogPage
from sessions.forms.not_held import NotHeldForm
from sessions.kept import kept_sessions
from sessions.kept_schools import kept_schools, unplanned_version
from sessions.models import SchoolSession
from sessions.views.places import volunteer_or_404


@never_cache
@require_safe
@requires(Permission.LOG_SESSIONS)
def device(request: HttpRequest) -> JsonResponse:
    """Whose logs may be sent now, and the token to send them with."""
    return JsonResponse({"user": str(request.user.pk), "csrf_token": get_token(request)})


@never_cache
@require_safe
@gzip_page
@requires(Permission.LOG_SESSIONS)
def sessions_to_keep(request: HttpRequest) -> JsonResponse:
    """The sessions that this person may have to log where there is no network."""
    volunteer = getattr(request.user, "volunteer", None)
    found = {
        "user": str(request.user.pk),
        "language": get_language(),
        "sessions": kept_sessions(request.user),
        "unplanned_version": unplanned_version(volunteer) if volunteer else "",
    }
    return JsonResponse(found)


@never_cache
@require_safe
@gzip_page
@requires(Permission.LOG_SESSIONS)
def log_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one session's log, without the page around it and without people's names."""
    unlogged = SchoolSession.objects.visible_to(request.user).filter(log=None)
    related = unlogged.select_related("school", "project", "lesson")
    school_session = get_object_or_404(related, pk=pk)
    policy.check_may_log(request.user, school_session)
    page = LogPage(school_session, request.user, is_kept=True)
    context = {"page": page, "school_session": school_session}
    response = render(request, "sessions/log.html#log-form", context)
    response[KEPT_HEADER] = "keep"
    return response


@never_cache
@require_safe
@gzip_page
@requires(Permission.LOG_SESSIONS)
def unplanned_form(request: HttpRequest) -> JsonResponse:
    """The form for what was not on the calendar, and the schools and classes to choose from."""
    volunteer = volunteer_or_404(request)
    context = {"page": UnplannedPage(None, volunteer)}
    found = {
        "user": str(request.user.pk),
        "version": unplanned_version(volunteer),
        "form": render_to_string("sessions/log_new.html#unplanned-form", context),
        "schools": kept_schools(volunteer),
    }
    return JsonResponse(found)


@conditional_page
@cache_control(no_cache=True)
@open_to_all("The same for everyone: the page itself holds nothing, the device fills it.")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a device shows where there is no network, and which of its logs wait to be sent."""
    context = {
        "navigation": places_on_a_phone(request.path),
        "nameless": True,
        "not_held_form": NotHeldForm(initial={"client_uuid": ""}),
    }
    response = render(request, "sessions/offline.html", context)
    response[KEPT_HEADER] = "keep"
    return response
