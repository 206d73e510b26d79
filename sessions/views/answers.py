"""The schools' yes to many sessions at once: asked for by week and school, noted, taken back."""

import datetime
import uuid
from collections import defaultdict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions.answers import Week, awaited_weeks, parts_of_week
from sessions.errors import NotNow
from sessions.models import SchoolSession
from sessions.queries import rows_of
from sessions.services import answers
from sessions.views.verifying import where_from

MOST_AT_ONCE = 500
MOST_NAMED = 5


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def confirm_many(request: HttpRequest) -> HttpResponse:
    """Who has not said yes yet; what is ticked here or in the list is noted together."""
    if request.method == "POST":
        return _confirm(request)
    weeks = awaited_weeks(request.user)
    week = _chosen(request, weeks)
    parts, has_more = parts_of_week(week.monday, request.user) if week else ([], False)
    return render(
        request,
        "sessions/confirm_many.html",
        {"weeks": weeks, "week": week, "parts": parts, "has_more": has_more},
    )


def _chosen(request: HttpRequest, weeks: list[Week]) -> Week | None:
    """The week of the address, though nothing may wait in it any more; else the next one."""
    try:
        day = datetime.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return weeks[0] if weeks else None
    monday = day - datetime.timedelta(days=day.weekday())
    return next((week for week in weeks if week.monday == monday), Week(monday, 0))


def _confirm(request: HttpRequest) -> HttpResponse:
    seen = _seen(request)
    if not seen:
        messages.warning(request, _("Select the sessions first that the school said yes to."))
        return redirect(_back(request))
    noted = answers.confirm_sessions(seen, by=request.user)
    if count := len(noted.sessions):
        said = ngettext(
            "Confirmed: %(count)s session.", "Confirmed: %(count)s sessions.", count
        ) % {"count": count}
        link = format_html(
            '<a class="text-link" href="{}">{}</a>',
            reverse("sessions:confirmed_together", args=[noted.change]),
            _("Look at it or take it back"),
        )
        messages.success(request, format_html("{} {}", said, link))
    _tell_refused(request, noted.refused)
    return redirect(_back(request))


def _seen(request: HttpRequest) -> dict[int, int]:
    """What was ticked: sessions that the person may see, each with the plan that was looked at.

    :returns: the number of changes by id; of one school only where its button was pressed.
    """
    pairs = [text.split("-") for text in request.POST.getlist("planned")[:MOST_AT_ONCE]]
    seen = {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(part.isdecimal() and len(part) < 19 for part in pair)
    }
    sessions = SchoolSession.objects.visible_to(request.user).filter(pk__in=seen)
    school = request.POST.get("school", "")
    if school.isdecimal() and len(school) < 19:
        sessions = sessions.filter(school=school)
    return {pk: seen[pk] for pk in sessions.values_list("pk", flat=True)}


def _back(request: HttpRequest) -> str:
    """The list as it was filtered, or the week in which it was pressed."""
    if "next" in request.POST:
        return where_from(request)
    week = urlencode({"week": request.POST["week"]}) if request.POST.get("week") else ""
    return f"{reverse('sessions:confirm_many')}?{week}".rstrip("?")


def _tell_refused(request: HttpRequest, refused: list[tuple[SchoolSession, str]]) -> None:
    """One sentence for each reason, with the sessions that it is about."""
    by_reason = defaultdict(list)
    for school_session, reason in refused:
        by_reason[reason].append(f"{school_session.title}, {school_session.school.name}")
    for reason, names in by_reason.items():
        named = "; ".join(names[:MOST_NAMED])
        if more := len(names) - MOST_NAMED if len(names) > MOST_NAMED else 0:
            named += ngettext(" and %(count)s more", " and %(count)s more", more) % {"count": more}
        messages.warning(
            request, _("%(sessions)s: %(reason)s") % {"sessions": named, "reason": reason}
        )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def confirmed_together(request: HttpRequest, change: uuid.UUID) -> HttpResponse:
    """What was noted in one go, by whom and when; sent, it is taken back."""
    entry = answers.entry_of(change)
    sessions = answers.confirmed_together(change, request.user).order_by("starts_at", "pk")
    if not entry or not sessions.exists():
        raise Http404
    if request.method == "POST":
        return _take_back(request, change)
    context = {
        "rows": rows_of(sessions[:MOST_AT_ONCE], request.user),
        "noted_at": entry.created_at,
        "noted_by": answers.noted_by(entry),
        "can_undo": answers.can_be_taken_back(entry),
    }
    return render(request, "sessions/confirmed_together.html", context)


def _take_back(request: HttpRequest, change: uuid.UUID) -> HttpResponse:
    try:
        taken = answers.take_back_answers(change, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:confirmed_together", change=change)
    if count := len(taken.sessions):
        messages.success(
            request,
            ngettext(
                "Taken back: %(count)s session waits for its school again.",
                "Taken back: %(count)s sessions wait for their schools again.",
                count,
            )
            % {"count": count},
        )
    _tell_refused(request, taken.refused)
    return redirect("sessions:confirm_many")
