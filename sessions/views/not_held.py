"""A volunteer says that a session did not take place: on a page, or from a device as JSON."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.choices import NotHeldReason
from sessions.errors import LoggedOtherwise, NotNow, Refusal, TooBusy
from sessions.forms.not_held import NotHeldForm
from sessions.log_entries import read_moment
from sessions.models import SchoolSession
from sessions.queries import row_of
from sessions.services.not_held import say_not_held
from sessions.views.loading import add_refusal, back_with, load_session
from sessions.views.logs import read_json


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def not_held(request: HttpRequest, pk: int) -> HttpResponse:
    """Why it did not take place; the coordinator finds another time or cancels it."""
    school_session = load_session(request, pk)
    if request.method == "POST" and request.content_type == "application/json":
        return _from_device(request, school_session)
    try:
        policy.check_may_say_not_held(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = NotHeldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            say_not_held(school_session, by=request.user, **form.cleaned_data)
        except (LoggedOtherwise, NotNow) as refusal:
            return back_with(request, school_session, refusal)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Thank you for telling us. Your coordinator looks for another time.")
            )
            return redirect("start")
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/not_held.html", context, status=status)


def _from_device(request: HttpRequest, school_session: SchoolSession) -> JsonResponse:
    """``client_uuid``, ``reason``, perhaps ``note``, and ``starts_at``, the time that the device
    knows; answers as a log does."""
    try:
        said = _read(read_json(request.body))
        _not_held, created = say_not_held(school_session, by=request.user, **said)
    except (LoggedOtherwise, NotNow) as refusal:
        return JsonResponse({"detail": refusal.message}, status=409)
    except TooBusy as refusal:
        return JsonResponse({"detail": refusal.message}, status=503, headers={"Retry-After": "5"})
    except Refusal as refusal:
        return JsonResponse({"errors": refusal.errors}, status=422)
    return JsonResponse(
        {"client_uuid": str(said["client_uuid"]), "status": "saved"},
        status=201 if created else 202,
    )


def _read(body: Any) -> dict:
    """
    :raises Refusal: with all that is wrong, by field.
    """
    if not isinstance(body, dict):
        raise Refusal(_("Send one JSON object, from { to }."), field="body")
    errors: dict[str, list[str]] = {}
    try:
        identifier = uuid.UUID(body.get("client_uuid"))
    except (ValueError, AttributeError, TypeError):
        errors["client_uuid"] = [_("Give a UUID of 36 characters, made anew for each log.")]
    if body.get("reason") not in NotHeldReason.values:
        errors["reason"] = [
            _("Give one of: %(reasons)s.") % {"reasons": ", ".join(NotHeldReason.values)}
        ]
    note = body.get("note", "")
    if not isinstance(note, str) or len(note) > 500 or "\x00" in note:
        errors["note"] = [_("Give a text of at most 500 characters, or leave it empty.")]
    starts_at = None
    if "starts_at" in body:
        try:
            starts_at = read_moment(body["starts_at"])
        except ValueError as error:
            errors["starts_at"] = [str(error)]
    if errors:
        raise Refusal(errors=errors)
    return {
        "client_uuid": identifier,
        "reason": body["reason"],
        "note": note,
        "starts_at": starts_at,
    }
