"""What a volunteer sees of the sessions: the own ones, and the own hours."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import own
from sessions.hours import Totals, months_of
from sessions.queries import with_people_and_classes

PAST_ON_A_PAGE = 20


@require_safe
@requires(Permission.SEE_SESSIONS)
def my_sessions(request: HttpRequest) -> HttpResponse:
    """What is to be logged, what comes, what was."""
    page = Paginator(with_people_and_classes(own.past(request.user)), PAST_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "questions": own.asked_about(request.user),
        "to_log": own.to_log(request.user),
        "upcoming": own.upcoming(request.user),
        "page": page,
        "past": own.as_own(page.object_list, request.user),
    }
    return render(request, "sessions/my_sessions.html", context)


@require_safe
@requires(Permission.SEE_OWN_HOURS)
def my_hours(request: HttpRequest) -> HttpResponse:
    months = months_of(request.user)
    total = Totals()
    for month in months:
        total.add(month.total)
    return render(request, "sessions/my_hours.html", {"months": months, "total": total})


@require_safe
@requires(Permission.SET_OWN_TIMES)
def while_away(request: HttpRequest) -> HttpResponse:
    """A part of the page of own times: lessons that one has while one is away."""
    return render(request, "sessions/_while_away.html", {"sessions": own.while_away(request.user)})
