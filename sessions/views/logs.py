"""Logging a session: the page for a volunteer's phone, and the same for devices as JSON."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.choices import AssignmentStatus, LogSource
from sessions.errors import LoggedOtherwise, Refusal, TooBusy
from sessions.forms.logs import LogPage
from sessions.forms.questions import FeedbackForm
from sessions.log_entries import read_entry
from sessions.models import SchoolSession
from sessions.own import named_for_others, next_things_of
from sessions.services.logs import log_session

MOST_BYTES = 256 * 1024
"""Of a log in JSON; the largest school takes a tenth of it."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """The log of a session: to be written, or as it was written."""
    sessions = SchoolSession.objects.visible_to(request.user)
    school_session = get_object_or_404(
        sessions.select_related("school", "project", "lesson", "log__logged_by"), pk=pk
    )
    if not school_session.log_id:
        policy.check_may_log(request.user, school_session)
    if request.method != "POST":
        if school_session.log_id:
            return show_logged(request, school_session)
        return show_form(request, LogPage(school_session, request.user))
    if request.content_type == "application/json":
        return log_from_device(request, school_session)
    if request.content_type not in FORMS:
        return JsonResponse(
            {"detail": _("Send the page's form, or JSON as application/json.")}, status=415
        )
    return log_from_page(request, school_session)


def log_from_page(request: HttpRequest, school_session: SchoolSession) -> HttpResponse:
    page = LogPage(school_session, request.user, request.POST)
    entry = page.read()
    if not entry:
        return show_form(request, page, status=422)
    try:
        log_session(school_session, entry, by=request.user, source=LogSource.PAGE)
    except LoggedOtherwise as refusal:
        messages.warning(request, refusal.message)
        fresh = SchoolSession.objects.select_related(
            "school", "project", "lesson", "log__logged_by"
        ).get(pk=school_session.pk)
        if fresh.log_id:
            return show_logged(request, fresh, status=409)
        return redirect(request.path)
    except Refusal as refusal:
        page.refuse(refusal)
        return show_form(request, page, status=503 if isinstance(refusal, TooBusy) else 422)
    messages.success(request, _("Saved. Thank you!"))
    return redirect(request.path)


def log_from_device(request: HttpRequest, school_session: SchoolSession) -> JsonResponse:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse(
            {"detail": _("This is larger than %(most)s KB.") % {"most": MOST_BYTES // 1024}},
            status=413,
        )
    try:
        entry = read_entry(read_json(request.body))
        _log, created = log_session(school_session, entry, by=request.user, source=LogSource.DEVICE)
    except LoggedOtherwise as refusal:
        return JsonResponse({"detail": refusal.message}, status=409)
    except TooBusy as refusal:
        return JsonResponse({"detail": refusal.message}, status=503, headers={"Retry-After": "5"})
    except Refusal as refusal:
        return JsonResponse({"errors": refusal.errors}, status=422)
    return JsonResponse(
        {"client_uuid": str(entry.client_uuid), "status": "saved"}, status=201 if created else 202
    )


def read_json(body: bytes) -> Any:
    """
    :raises Refusal: it is not JSON.
    """
    try:
        return json.loads(body.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(
            _("This is not JSON in UTF-8, or it was cut off on the way."), field="body"
        ) from error


def refuse_constant(name: str) -> None:
    """Python would read NaN and Infinity; JSON has none."""
    raise ValueError(name)


def show_form(request: HttpRequest, page: LogPage, *, status: int = 200) -> HttpResponse:
    context = {"page": page, "school_session": page.school_session}
    return render(request, "sessions/log.html", context, status=status)


def show_logged(
    request: HttpRequest, school_session: SchoolSession, *, status: int = 200
) -> HttpResponse:
    came = school_session.assignments.filter(status=AssignmentStatus.ATTENDED)
    context = {
        "school_session": school_session,
        "log": school_session.log,
        "attendance": school_session.attendance.select_related("class_group"),
        "came": came.select_related("volunteer"),
        "is_own": school_session.log.logged_by_id == request.user.pk,
        "logged_by": named_for_others(school_session.log.logged_by),
        "next": next_things_of(request.user),
        "question": school_session.log_questions.open().select_related("asked_by").first(),
        **_feedback(request, school_session),
    }
    return render(request, "sessions/logged.html", context, status=status)


def _feedback(request: HttpRequest, school_session: SchoolSession) -> dict:
    """The two questions after a session, for who taught it."""
    if not policy.allows(policy.check_may_give_feedback, request.user, school_session):
        return {}
    said = school_session.feedback.filter(volunteer__user=request.user).first()
    initial = {"went": said.went, "wish": said.wish} if said else None
    return {"feedback": said, "feedback_form": FeedbackForm(initial=initial)}
