"""A school's lesson times, and which classes learn in which shift."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from schools.bells import usual_slots
from schools.forms import BellsForm
from schools.models import School
from schools.queries import class_groups_by_year, own_slots_of
from schools.school_years import school_year_label, school_year_of
from schools.services import set_bells


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_SCHOOL_CALENDAR)
def school_bells(request: HttpRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    slots = own_slots_of(school)
    this_year = school_year_label(school_year_of(timezone.localdate()))
    years = {year["label"]: year["groups"] for year in class_groups_by_year(school)}
    groups = years.get(this_year, [])
    form = BellsForm(
        request.POST or None, school=school, slots=slots or list(usual_slots()), groups=groups
    )
    if request.method == "POST" and form.is_valid():
        set_bells(
            school,
            form.cleaned_data["slots"],
            teaches_saturdays=form.cleaned_data["teaches_saturdays"],
            shifts=form.shifts_of_groups(),
            by=request.user,
        )
        messages.success(request, _("The lesson times are saved."))
        return redirect("schools:detail", pk=school.pk)
    context = {
        "form": form,
        "school": school,
        "has_own": bool(slots),
        "groups": groups,
        "school_year": this_year,
    }
    return render(request, "schools/bells.html", context, status=422 if form.errors else 200)
