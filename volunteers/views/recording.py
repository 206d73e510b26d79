"""Coordinators record what makes a volunteer ready to teach, and when they can."""

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.forms import AwayForm, CheckForm, HoursForm, RecordForm, TrainingForm, WishForm
from volunteers.models import Check, Training, Unavailability, Volunteer, WeeklyTime
from volunteers.services import add_records, remove_record, set_wish

FORMS: dict[str, type[RecordForm]] = {
    "training": TrainingForm,
    "check": CheckForm,
    "hours": HoursForm,
    "away": AwayForm,
}
MODELS: dict[str, type[models.Model]] = {
    "training": Training,
    "check": Check,
    "hours": WeeklyTime,
    "away": Unavailability,
}


def _load(request: HttpRequest, pk: int) -> Volunteer:
    return get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_VOLUNTEERS)
def record(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    volunteer = _load(request, pk)
    form = FORMS[kind](request.POST or None, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        add_records(volunteer, form.rows(), by=request.user)
        messages.success(request, _("Recorded."))
        return redirect("volunteers:detail", pk=volunteer.pk)
    return _show(request, volunteer, form, form.title)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_VOLUNTEERS)
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    volunteer = _load(request, pk)
    initial = {"most_sessions_a_week": volunteer.most_sessions_a_week}
    form = WishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_wish(volunteer, form.cleaned_data["most_sessions_a_week"], by=request.user)
        messages.success(request, _("Recorded."))
        return redirect("volunteers:detail", pk=volunteer.pk)
    return _show(request, volunteer, form, _("Sessions a week"))


@require_POST
@requires(Permission.EDIT_VOLUNTEERS)
def remove(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    visible = Volunteer.objects.visible_to(request.user)
    row = get_object_or_404(MODELS[kind].objects.filter(volunteer__in=visible), pk=pk)
    remove_record(row, by=request.user)
    messages.success(request, _("Removed; the history keeps it."))
    return redirect("volunteers:detail", pk=row.volunteer_id)


def _show(
    request: HttpRequest, volunteer: Volunteer, form: RecordForm | WishForm, title: str
) -> HttpResponse:
    context = {"volunteer": volunteer, "form": form, "title": title}
    return render(request, "volunteers/record.html", context, status=422 if form.errors else 200)
