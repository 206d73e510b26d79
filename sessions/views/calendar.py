"""The calendar: its page, and what it reads while somebody looks at it."""

import json
from typing import Any
from urllib.parse import urlencode

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions.calendar import conflicts, rows
from sessions.calendar.events import OPEN_ROW, events_of, events_of_volunteers
from sessions.calendar.filters import CalendarFilter
from sessions.calendar.ranges import Range, View, range_of
from sessions.calendar.words import names, words
from sessions.history import seen_version
from sessions.kept_answers import kept_answer, tag_of
from sessions.models import SchoolSession
from sessions.views.lists import page_number
from sessions.views.loading import load_time_of
from volunteers.models import Volunteer

VIEWS = (
    (View.MONTH, gettext_lazy("Month")),
    (View.WEEK, gettext_lazy("Week")),
    (View.DAY, gettext_lazy("Day")),
    (View.AGENDA, gettext_lazy("Agenda")),
    (View.SCHOOLS, gettext_lazy("Schools")),
    (View.VOLUNTEERS, gettext_lazy("Volunteers")),
)


@require_safe
@requires(Permission.PLAN_SESSIONS)
def calendar(request: HttpRequest) -> HttpResponse:
    """The page, which fetches what is visible by itself; without scripts it leads to the list."""
    filters = CalendarFilter(request)
    shown = range_of(request.GET)
    context = {
        "filters": filters,
        "shown": shown,
        "views": VIEWS,
        "list_query": _list_query(filters, shown),
        "settings": _settings(request, filters, shown),
    }
    return render(request, "sessions/calendar.html", context)


def _settings(request: HttpRequest, filters: CalendarFilter, shown: Range) -> dict[str, Any]:
    """What the scripts need to know."""
    named = {
        "page": "calendar",
        "events": "calendar_events",
        "conflicts": "calendar_conflicts",
        "volunteers": "calendar_volunteers",
        "create": "create",
    }
    planned = {name: filters.values.get(name) for name in ("school", "project")}
    return {
        "view": shown.view,
        "date": shown.day.isoformat(),
        "asked": request.GET.get("view", ""),
        "today": timezone.localdate().isoformat(),
        "zone": timezone.localtime().isoformat()[-6:],
        "addresses": {name: reverse(f"sessions:{view}") for name, view in named.items()},
        "plan": {name: one.pk for name, one in planned.items() if one},
        "planned": _planned(request),
        "words": words(),
        "names": names(),
    }


def _planned(request: HttpRequest) -> dict[str, Any] | None:
    """What takes back a session that was planned from here a moment ago."""
    visible = SchoolSession.objects.visible_to(request.user)
    school_session = visible.filter(pk=_id(request, "planned")).first()
    if not school_session:
        return None
    return {"id": school_session.pk, "kind": "plan", "seen": seen_version(school_session)}


def _list_query(filters: CalendarFilter, shown: Range) -> str:
    """The same sessions as a list."""
    names = ("q", "status", "staffing", "project", "region", "school", "volunteer")
    query = {name: filters.data[name] for name in names if filters.data.get(name)}
    days = {"when": "dates", "since": shown.first.isoformat(), "until": shown.last.isoformat()}
    return urlencode(query | days)


@require_safe
@requires(Permission.PLAN_SESSIONS)
def calendar_events(request: HttpRequest) -> HttpResponse:
    """What is visible, as JSON; 304 as long as nothing of it can have changed."""
    tag = tag_of(request)
    if tag and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "no-cache"})
    body = kept_answer(tag, lambda: json.dumps(_visible(request), cls=DjangoJSONEncoder).encode())
    headers = {"Cache-Control": "no-cache", **({"ETag": tag} if tag else {})}
    return HttpResponse(body, content_type="application/json", headers=headers)


def _visible(request: HttpRequest) -> dict[str, Any]:
    """Events, and the rows that a board has."""
    filters = CalendarFilter(request)
    shown = range_of(request.GET)
    sessions, user = filters.sessions_in(shown), request.user
    if shown.view.has_schools:
        found, more = rows.school_rows(filters, sessions, page=page_number(request.GET))
        sessions = sessions.filter(school__in=[row["id"] for row in found])
        return {"rows": found, "more": more, "events": events_of(sessions, shown, user)}
    if shown.view.has_volunteers:
        found, more = rows.volunteer_rows(filters, shown, page=page_number(request.GET))
        ids = [row["id"] for row in found if row["id"] != OPEN_ROW]
        events = events_of_volunteers(sessions, ids, shown, user)
        return {"rows": found, "more": more, "events": events}
    return {"events": events_of(sessions, shown, user)}


@require_safe
@requires(Permission.PLAN_SESSIONS)
def calendar_conflicts(request: HttpRequest) -> JsonResponse:
    """Where one session cannot go in all that is visible, or which sessions of it one volunteer
    cannot take; each time with the reasons. With both: why not this one for that one, also where
    no place is open."""
    shown = range_of(request.GET)
    session = _id(request, "session")
    if volunteer := _id(request, "who"):
        visible = Volunteer.objects.visible_to(request.user)
        found = get_object_or_404(visible.select_related("region"), pk=volunteer)
        sessions = CalendarFilter(request).sessions_in(shown)
        if session:
            sessions = SchoolSession.objects.visible_to(request.user).filter(pk=session)
        else:
            sessions = sessions.filter(pk__in=SchoolSession.objects.understaffed().values("pk"))
        return JsonResponse({"unfit": conflicts.unfit_for(found, sessions, request.user)})
    if not session:
        return JsonResponse({})
    school_session = load_time_of(request, session)
    blocked = conflicts.blocked_for(school_session, shown, request.user)
    return JsonResponse({"blocked": [one.as_json() for one in blocked]})


def _id(request: HttpRequest, name: str) -> int:
    """A number of the address; 0, which nothing has, where there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_safe
@requires(Permission.PLAN_SESSIONS)
def calendar_volunteers(request: HttpRequest) -> HttpResponse:
    """The volunteers beside the calendar: who has least to do in what is shown comes first."""
    filters = CalendarFilter(request)
    found = list(
        rows.volunteers_at_hand(filters, range_of(request.GET), request.GET.get("name", ""))
    )
    context = {"volunteers": found[: rows.MOST_AT_HAND], "has_more": len(found) > rows.MOST_AT_HAND}
    return render(request, "sessions/calendar.html#volunteers", context)
