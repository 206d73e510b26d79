"""Sessions as lists: the coordinator's own page, and the parts that other apps' pages show."""

from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.models import Grant, User
from accounts.permissions import Permission
from regions.models import District, Region
from schools.models import ClassGroup, School
from schools.school_years import FIRST_MONTH, school_year_of
from sessions.forms.filters import SessionFilter
from sessions.kept_answers import kept_answer, tag_of, token_put_in_later, with_token
from sessions.models import (
    Assignment,
    Attendance,
    Lesson,
    LogQuestion,
    NotHeld,
    SchoolSession,
    SessionLog,
)
from sessions.queries import page_of_sessions, rows_of
from volunteers.models import Project, Volunteer

PRESETS = [
    (_("Upcoming"), ""),
    (_("Need volunteers"), "staffing=open"),
    (_("Not logged"), "status=unlogged"),
    (_("To verify"), "status=delivered"),
    (_("All"), "when=any"),
]
MOST_IN_A_FRAGMENT = 8
SHOWN = (
    *(SchoolSession, Assignment, Attendance, SessionLog, LogQuestion, NotHeld),
    *(Lesson, Project, Volunteer, School, ClassGroup, Region, District, User, Grant),
)
"""All that the page reads: it is drawn anew once one of them has changed."""


@require_safe
@requires(Permission.SEE_SESSIONS)
def session_list(request: HttpRequest) -> HttpResponse:
    """All that a coordinator runs; for a volunteer, the own ones."""
    if not request.user.can(Permission.PLAN_SESSIONS):
        from sessions.views.volunteer import my_sessions

        return my_sessions(request)
    template = "sessions/list.html#results" if is_swap(request) else "sessions/list.html"
    has_news = bool(len(get_messages(request)))
    tag = "" if has_news else tag_of(request, SHOWN)
    kept = kept_answer(tag and f"{template}-{tag}", lambda: _drawn_list(request, template))
    return HttpResponse(with_token(kept, request))


def _drawn_list(request: HttpRequest, template: str) -> str:
    filters = SessionFilter(request)
    page = page_of_sessions(filters.qs, request.user, number=page_number(request.GET))
    can_verify = any(row.can_be_verified for row in page.rows)
    can_confirm = any(row.can_be_confirmed for row in page.rows)
    context = {
        "filters": filters,
        "page": page,
        "presets": presets(request.GET),
        "can_verify": can_verify,
        "can_confirm": can_confirm,
        "has_boxes": can_verify or can_confirm,
        "narrowed_to": [
            filters.values[name] for name in ("school", "volunteer") if filters.values.get(name)
        ],
        "csrf_token": token_put_in_later(),
    }
    return render_to_string(template, context, request)


@require_safe
@requires(Permission.PLAN_SESSIONS)
def sessions_of_school(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of a school, as a part of the school's page."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    sessions = SchoolSession.objects.visible_to(request.user).filter(school=school)
    return fragment(request, sessions, {"school": school.code}, shows="volunteers")


@require_safe
@requires(Permission.PLAN_SESSIONS)
def sessions_of_volunteer(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of a volunteer, as a part of the volunteer's page."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    sessions = SchoolSession.objects.visible_to(request.user).filter(
        assignments__volunteer=volunteer
    )
    return fragment(request, sessions, {"volunteer": volunteer.pk}, shows="school")


@require_safe
@requires(Permission.PLAN_SESSIONS)
def taught_by_school(request: HttpRequest) -> HttpResponse:
    """How many sessions schools had in this school year: numbers for the schools list."""
    ids = [int(pk) for pk in request.GET.getlist("school")[:200] if pk.isdecimal()]
    schools = School.objects.visible_to(request.user).filter(pk__in=ids)
    year = school_year_of(timezone.localdate())
    taught = dict(
        SchoolSession.objects.taught()
        .filter(school__in=ids, date__gte=f"{year}-{FIRST_MONTH:02d}-01")
        .order_by()
        .values_list("school")
        .annotate(Count("pk"))
    )
    counts = [(school, taught.get(school.pk, 0)) for school in schools]
    return render(request, "sessions/taught_by_school.html", {"counts": counts})


def fragment(request: HttpRequest, sessions: QuerySet, query: dict, *, shows: str) -> HttpResponse:
    """What comes, then what was: a short list, with a link to the whole one."""
    now = timezone.now()
    upcoming = rows_of(
        sessions.filter(ends_at__gt=now).order_by("starts_at", "pk")[:MOST_IN_A_FRAGMENT],
        request.user,
    )
    past = rows_of(
        sessions.filter(ends_at__lte=now).order_by("-starts_at", "-pk")[:MOST_IN_A_FRAGMENT],
        request.user,
    )
    context = {
        "upcoming": upcoming,
        "past": past,
        "groups": [(_("To come"), upcoming), (_("Past"), past)],
        "shows": shows,
        "list_query": urlencode(query | {"when": "any"}),
    }
    return render(request, "sessions/fragment.html", context)


def is_swap(request: HttpRequest) -> bool:
    """Whether only a part is wanted; a page that htmx restores from history is a whole one."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_number(query: QueryDict) -> int:
    text = query.get("page", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


def presets(query: QueryDict) -> list[dict]:
    """The tabs: addresses of the filters that are used every day."""
    asked = {name: value for name, value in query.items() if value and name != "page"}
    return [
        {
            "label": label,
            "query": text,
            "is_current": asked == QueryDict(text).dict(),
        }
        for label, text in PRESETS
    ]
