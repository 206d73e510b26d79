"""My times: weekly hours, days away, how many lessons a week."""

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.choices import Weekday, WeeklyTimeKind
from volunteers.models import Unavailability, Volunteer, WeeklyTime
from volunteers.own_times.forms import OwnAwayForm, OwnHoursForm, OwnWishForm
from volunteers.services import add_records, remove_record, set_wish

FORMS = {"hours": OwnHoursForm, "away": OwnAwayForm}
MODELS: dict[str, type[models.Model]] = {"hours": WeeklyTime, "away": Unavailability}


def _own(request: HttpRequest) -> Volunteer:
    """Who is signed in, as a volunteer.

    :raises Http404: an account with the role, and no volunteer joined with it yet.
    """
    volunteer = getattr(request.user, "volunteer", None)
    if volunteer is None:
        raise Http404
    return volunteer


@require_safe
@requires(Permission.SET_OWN_TIMES)
def home(request: HttpRequest) -> HttpResponse:
    volunteer = getattr(request.user, "volunteer", None)
    if volunteer is None:
        return render(request, "own_times/home.html", {"volunteer": None})
    hours = list(volunteer.weekly_times.order_by("weekday", "starts"))
    context = {
        "volunteer": volunteer,
        "days": [
            {"name": label, "hours": [one for one in hours if one.weekday == number]}
            for number, label in Weekday.choices
        ],
        "has_hours": bool(hours),
        "has_free_hours": any(one.kind == WeeklyTimeKind.AVAILABLE for one in hours),
        "times_away": volunteer.unavailabilities.filter(ends_at__gt=timezone.now()),
    }
    return render(request, "own_times/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SET_OWN_TIMES)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    volunteer = _own(request)
    form = FORMS[kind](request.POST if request.method == "POST" else None, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        add_records(volunteer, form.rows(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("times:home")
    return _show(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SET_OWN_TIMES)
def wish(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    initial = {"most_sessions_a_week": volunteer.most_sessions_a_week}
    form = OwnWishForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_wish(volunteer, form.cleaned_data["most_sessions_a_week"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("times:home")
    return _show(request, form)


def _show(request: HttpRequest, form) -> HttpResponse:
    context = {"form": form, "title": form.title}
    return render(request, "own_times/add.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SET_OWN_TIMES)
def remove(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = get_object_or_404(MODELS[kind].objects.filter(volunteer=_own(request)), pk=pk)
    remove_record(row, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("times:home")
