"""Schools: the list, and a school's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.choices import language_names
from schools.filters import SchoolFilter
from schools.forms import MoveForm
from schools.models import School
from schools.queries import (
    class_groups_by_year,
    for_list,
    former_places,
    history_of_school,
    shifts_of,
)
from schools.school_years import school_year_label, school_year_of
from schools.services import move_school

PAGE_SIZE = 50


@require_safe
@requires(Permission.SEE_SCHOOLS)
def school_list(request: HttpRequest) -> HttpResponse:
    filters = SchoolFilter(request.GET, user=request.user)
    year = school_year_of(timezone.localdate())
    page = Paginator(for_list(filters.qs, year), PAGE_SIZE).get_page(request.GET.get("page"))
    for school in page.object_list:
        school.language_names = language_names(school.languages)
    context = {"filters": filters, "page": page, "school_year": school_year_label(year)}
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "schools/list.html#results" if is_swap else "schools/list.html"
    return render(request, template, context)


@require_safe
@requires(Permission.SEE_SCHOOLS)
def school_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = School.objects.visible_to(request.user).select_related("region", "district")
    school = get_object_or_404(visible, pk=pk)
    years = class_groups_by_year(school)
    context = {
        "school": school,
        "languages": language_names(school.languages),
        "contacts": list(school.contacts.all()),
        "former_places": former_places(school),
        "can_edit_bells": request.user.can(Permission.EDIT_SCHOOL_CALENDAR),
        **shifts_of(school),
        "can_move": request.user.can(Permission.MOVE_SCHOOLS),
        "year": years[0] if years else None,
        "earlier_years": years[1:],
    }
    if request.user.can(Permission.SEE_HISTORY):
        context["history"] = history_of_school(school)
    return render(request, "schools/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MOVE_SCHOOLS)
def school_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a school into another region or district from a day on, or from the beginning."""
    visible = School.objects.visible_to(request.user).select_related("region", "district")
    school = get_object_or_404(visible, pk=pk)
    form = MoveForm(request.POST if request.method == "POST" else None, school=school)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        move_school(
            school,
            asked["region"],
            asked["district"] or None,
            since=asked["since"],
            by=request.user,
        )
        messages.success(request, _("Saved. The figures follow within seconds."))
        return redirect("schools:detail", pk=school.pk)
    context = {"form": form, "school": school}
    return render(request, "schools/move.html", context, status=422 if form.errors else 200)
