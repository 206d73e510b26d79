"""Volunteers, for those who coordinate them: the list, and a volunteer's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers import services
from volunteers.choices import JOINING
from volunteers.filters import VolunteerFilter
from volunteers.forms import GuardianForm
from volunteers.joining.board import steps_from
from volunteers.joining.forms import NoteForm
from volunteers.joining.missing import missing_of
from volunteers.models import Application, Volunteer
from volunteers.queries import age_today, describe, for_list, history_of_volunteer

PAGE_SIZE = 50


@require_safe
@requires(Permission.SEE_VOLUNTEERS)
def volunteer_list(request: HttpRequest) -> HttpResponse:
    filters = VolunteerFilter(request.GET, user=request.user)
    page = Paginator(for_list(filters.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    for volunteer in page.object_list:
        describe(volunteer)
    context = {"filters": filters, "page": page}
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "volunteers/list.html#results" if is_swap else "volunteers/list.html"
    return render(request, template, context)


@require_safe
@requires(Permission.SEE_VOLUNTEERS)
def volunteer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Volunteer.objects.visible_to(request.user).select_related("region", "user")
    volunteer = describe(get_object_or_404(visible, pk=pk))
    context = {
        "volunteer": volunteer,
        "age": age_today(volunteer),
        "enrolments": volunteer.enrolments.select_related("project").order_by("project__code"),
        "consents": volunteer.consents.all(),
        "asked": volunteer.consent_requests.filter(replaced_at=None).first(),
        "application": Application.objects.filter(volunteer=volunteer).first(),
        "today": timezone.localdate(),
        "trainings": volunteer.trainings.select_related("project", "recorded_by"),
        "checks": volunteer.checks.all(),
        "weekly_times": volunteer.weekly_times.all(),
        "times_away": volunteer.unavailabilities.filter(ends_at__gt=timezone.now()),
        "may_edit": request.user.can(Permission.EDIT_VOLUNTEERS),
        "may_erase": request.user.can(Permission.ERASE_VOLUNTEERS),
        "is_joining": volunteer.status in JOINING,
        "steps": steps_from(volunteer.status),
        "missing": missing_of(volunteer),
        "notes": volunteer.notes.select_related("written_by"),
        "note_form": NoteForm(),
    }
    if request.user.can(Permission.SEE_HISTORY):
        context["history"] = history_of_volunteer(volunteer)
    return render(request, "volunteers/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_VOLUNTEERS)
def guardian(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom copies go to while a volunteer is under 18."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    known = {"name": volunteer.guardian_name, "email": volunteer.guardian_email}
    form = GuardianForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.set_guardian(volunteer, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("volunteers:detail", pk=volunteer.pk)
    context = {"volunteer": volunteer, "form": form}
    return render(request, "volunteers/guardian.html", context, status=422 if form.errors else 200)
