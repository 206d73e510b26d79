"""Logging what was not on the calendar, and what a coordinator says to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.choices import LogSource
from sessions.errors import LoggedOtherwise, NotNow, Refusal, TooBusy
from sessions.forms.log_again import UnplannedPage
from sessions.forms.questions import TurnDownForm
from sessions.kept_schools import MOST_SCHOOLS, familiar_first
from sessions.services.unplanned import log_unplanned, schools_for, turn_down
from sessions.unplanned_entries import read_unplanned
from sessions.views.loading import add_refusal, back_with, load_for_page
from sessions.views.logs import MOST_BYTES, read_json
from sessions.views.places import volunteer_or_404
from volunteers.models import Volunteer


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def new(request: HttpRequest) -> HttpResponse:
    """First the school, then the log; devices send both as one JSON object."""
    volunteer = volunteer_or_404(request)
    if request.method == "POST" and request.content_type == "application/json":
        return _from_device(request)
    number = request.GET.get("school", "")
    if not number.isdecimal():
        return _choose_school(request, volunteer)
    school = get_object_or_404(schools_for(volunteer).distinct(), pk=number)
    page = UnplannedPage(school, volunteer, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if entry := page.read_unplanned():
            try:
                session, _new = log_unplanned(entry, by=request.user, source=LogSource.PAGE)
            except (LoggedOtherwise, Refusal) as refusal:
                page.refuse(refusal)
                status = 503 if isinstance(refusal, TooBusy) else 422
            else:
                messages.success(request, _("Saved. It counts once your coordinator has seen it."))
                return redirect("sessions:log", pk=session.pk)
    return render(request, "sessions/log_new.html", {"page": page, "school": school}, status=status)


def _choose_school(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    """Those of late first; the others by a search."""
    search = request.GET.get("q", "").strip()
    schools = familiar_first(volunteer)
    if search:
        schools = schools.search(search)
    context = {
        "schools": schools[:MOST_SCHOOLS],
        "more": max(schools.count() - MOST_SCHOOLS, 0),
        "search": search,
    }
    return render(request, "sessions/log_new_school.html", context)


def _from_device(request: HttpRequest) -> JsonResponse:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse(
            {"detail": _("This is larger than %(most)s KB.") % {"most": MOST_BYTES // 1024}},
            status=413,
        )
    try:
        entry = read_unplanned(read_json(request.body))
        session, created = log_unplanned(entry, by=request.user, source=LogSource.DEVICE)
    except LoggedOtherwise as refusal:
        return JsonResponse({"detail": refusal.message}, status=409)
    except TooBusy as refusal:
        return JsonResponse({"detail": refusal.message}, status=503, headers={"Retry-After": "5"})
    except Refusal as refusal:
        return JsonResponse({"errors": refusal.errors}, status=422)
    saved = {"client_uuid": str(entry.log.client_uuid), "status": "saved"}
    saved["url"] = reverse("sessions:log", args=[session.pk])
    return JsonResponse(saved, status=201 if created else 202)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_LOGS)
def turn_down_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Not accepted, with a reason that the volunteer reads."""
    school_session = load_for_page(request, pk)
    try:
        policy.check_may_turn_down(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = TurnDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            turn_down(school_session, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Not accepted. The volunteer is told why."))
            return redirect("sessions:detail", pk=school_session.pk)
    context = {"session": school_session, "form": form}
    status = 422 if form.errors else 200
    return render(request, "sessions/turn_down.html", context, status=status)
