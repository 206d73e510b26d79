"""Another time for a session: suggestions that keep everyone in it, one press moves."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.free_slots import next_free_slots
from sessions.history import seen_version
from sessions.queries import row_of
from sessions.services.moving import move_session
from sessions.views.loading import back_with, load_session

SUGGESTED = 6


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """The next times that keep volunteers, classes and teacher."""
    school_session = load_session(request, pk)
    try:
        policy.check_may_change(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    error = ""
    if request.method == "POST":
        start = _start(request.POST.get("starts_at", ""))
        try:
            if not start:
                raise Refusal(_("Choose one of the times."))
            moved = move_session(
                school_session,
                starts_at=start,
                by=request.user,
                seen=request.POST.get("seen", ""),
            )
        except NotNow as refusal:
            return back_with(request, school_session, refusal)
        except ChangedMeanwhile as refusal:
            school_session = load_session(request, pk)
            error = f"{refusal.message} {_('Look at it again before you move it.')}"
        except Refusal as refusal:
            error = refusal.message
        else:
            messages.success(request, _moved_message(school_session.status != moved.status))
            return redirect("sessions:detail", pk=pk)
    slots = next_free_slots(school_session, SUGGESTED)
    filling = school_session.assignments.filling().select_related("volunteer")
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "slots": slots,
        "filling": filling,
        "seen": seen_version(school_session),
        "error": error,
    }
    return render(request, "sessions/reschedule.html", context, status=422 if error else 200)


def _moved_message(needs_confirming: bool) -> str:
    if needs_confirming:
        return _("Moved. The school had said yes to the old time: ask again.")
    return _("Moved. Everyone in it stays.")


def _start(text: str) -> datetime.datetime | None:
    try:
        start = parse_datetime(text)
    except ValueError:
        return None
    if not start:
        return None
    return start if timezone.is_aware(start) else timezone.make_aware(start)
