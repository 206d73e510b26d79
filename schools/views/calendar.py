"""The school calendar: breaks, closures, public holidays of a school year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from schools.forms import BreakForm
from schools.models import Break
from schools.policy import may_edit_breaks_of
from schools.queries import calendar_of_year
from schools.school_years import school_year_of
from schools.services import add_usual_breaks, remove_break, save_break

YEARS = range(2000, 2099)


@require_safe
@requires(Permission.SEE_SCHOOLS)
def calendar(request: HttpRequest) -> HttpResponse:
    year = _year(request.GET.get("year", ""))
    context = calendar_of_year(year, request.user) | {
        "can_edit_country": may_edit_breaks_of(request.user, None),
        "can_edit": request.user.can(Permission.EDIT_SCHOOL_CALENDAR),
    }
    return render(request, "schools/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_SCHOOL_CALENDAR)
def break_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_SCHOOL_CALENDAR)
def break_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Break.objects.visible_to(request.user).select_related("region"), pk=pk)
    if not may_edit_breaks_of(request.user, one.region):
        raise PermissionDenied
    return _edit(request, one)


def _edit(request: HttpRequest, one: Break | None) -> HttpResponse:
    form = BreakForm(request.POST or None, user=request.user, instance=one)
    if request.method == "POST" and form.is_valid():
        saved = save_break(form.save(commit=False), by=request.user)
        messages.success(request, _("The break is saved."))
        return redirect(_address(school_year_of(saved.since)))
    context = {"form": form, "break": one}
    return render(request, "schools/break.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.EDIT_SCHOOL_CALENDAR)
def break_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Break.objects.visible_to(request.user).select_related("region"), pk=pk)
    year = school_year_of(one.since)
    remove_break(one, by=request.user)
    messages.success(request, _("The break is removed."))
    return redirect(_address(year))


@require_POST
@requires(Permission.EDIT_SCHOOL_CALENDAR)
def breaks_usual(request: HttpRequest) -> HttpResponse:
    """Fill in a year's breaks as they usually are."""
    year = _year(request.POST.get("year", ""))
    if add_usual_breaks(year, by=request.user):
        messages.success(request, _("Filled in. Correct the days once the ministry names them."))
    else:
        messages.warning(request, _("This year has breaks already."))
    return redirect(_address(year))


def _year(text: str) -> int:
    """The school year that an address names; the present one where it names none."""
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if year in YEARS else school_year_of(timezone.localdate())


def _address(year: int) -> str:
    return f"{reverse('schools:calendar')}?year={year}"
