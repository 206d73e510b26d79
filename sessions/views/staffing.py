"""Volunteers take places in a session, leave them, lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.candidates import candidates_for
from sessions.errors import NotNow, Refusal
from sessions.forms.staffing import AssignForm
from sessions.models import Assignment, SchoolSession
from sessions.queries import row_of
from sessions.services import places, staffing
from sessions.views.lists import is_swap
from sessions.views.loading import back_with, load_session


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a volunteer: who can teach then, and everything that stands against the others."""
    school_session = load_session(request, pk)
    try:
        policy.check_may_staff(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = AssignForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _assign(request, school_session, form)
    return _show_candidates(request, school_session, form)


def _show_candidates(
    request: HttpRequest,
    school_session: SchoolSession,
    form: AssignForm,
    instead_of: Assignment | None = None,
) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    standing = school_session.invitations.unanswered()
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "form": form,
        "search": search,
        "instead_of": instead_of,
        "asked": set(standing.values_list("volunteer", flat=True)),
        "found": candidates_for(school_session, request.user, search=search),
    }
    part = "sessions/assign.html#candidates" if is_swap(request) else "sessions/assign.html"
    return render(request, part, context, status=422 if form.errors else 200)


def _assign(request: HttpRequest, school_session: SchoolSession, form: AssignForm) -> HttpResponse:
    volunteer = form.cleaned_data["volunteer"]
    try:
        staffing.assign_volunteer(
            school_session,
            volunteer,
            by=request.user,
            role=form.cleaned_data["role"],
            despite=request.POST.getlist("despite"),
        )
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:assign", pk=school_session.pk)
    messages.success(request, _("%(volunteer)s is assigned.") % {"volunteer": volunteer.full_name})
    return redirect("sessions:detail", pk=school_session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose somebody who takes a volunteer's place, in the same role."""
    assignment = _load_assignment(request, pk)
    school_session = load_session(request, assignment.school_session_id)
    try:
        policy.check_may_staff(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = AssignForm(request.POST or None, user=request.user)
    if request.method == "GET" or not form.is_valid():
        return _show_candidates(request, school_session, form, assignment)
    volunteer = form.cleaned_data["volunteer"]
    try:
        staffing.swap_volunteer(
            assignment, volunteer, by=request.user, despite=request.POST.getlist("despite")
        )
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:swap_volunteer", pk=pk)
    names = {"volunteer": volunteer.full_name, "before": assignment.volunteer.full_name}
    messages.success(request, _("%(volunteer)s takes the place of %(before)s.") % names)
    return redirect("sessions:detail", pk=school_session.pk)


def _load_assignment(request: HttpRequest, pk: int) -> Assignment:
    """An assignment of a session that the person sees; who only teaches there gets a 403."""
    visible = Assignment.objects.visible_to(request.user)
    assignment = get_object_or_404(
        visible.select_related("school_session__school", "volunteer"), pk=pk
    )
    policy.check_coordinates(request.user, assignment.school_session)
    return assignment


@require_POST
@requires(Permission.PLAN_SESSIONS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _load_assignment(request, pk)
    return _change(request, assignment, staffing.remove_assignment, _("%(volunteer)s is out."))


@require_POST
@requires(Permission.PLAN_SESSIONS)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """A volunteer told the coordinator that they can't come."""
    assignment = _load_assignment(request, pk)
    try:
        freed = places.excuse_volunteer(assignment, by=request.user)
    except Refusal as refusal:
        return back_with(request, assignment.school_session, refusal)
    told = _("%(volunteer)s can't come.") % {"volunteer": assignment.volunteer.full_name}
    messages.success(request, f"{told} {_what_became_of(freed)}")
    return redirect("sessions:detail", pk=assignment.school_session_id)


def _what_became_of(freed: places.Freed) -> str:
    """Who takes the place, or who is asked; in a sentence."""
    if freed.moved:
        names = ", ".join(one.volunteer.full_name for one in freed.moved)
        return _("From the waiting list, the place goes to %(names)s.") % {"names": names}
    if freed.asked:
        names = ", ".join(one.volunteer.full_name for one in freed.asked)
        return ngettext(
            "The place is open again, and %(names)s is asked.",
            "The place is open again, and these are asked, the first yes counts: %(names)s.",
            len(freed.asked),
        ) % {"names": names}
    return _("The place is open again, and there was nobody to ask who can teach it then.")


@require_POST
@requires(Permission.PLAN_SESSIONS)
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _load_assignment(request, pk)
    return _change(request, assignment, staffing.set_lead, _("%(volunteer)s leads."))


def _change(request: HttpRequest, assignment: Assignment, service, done: str) -> HttpResponse:
    try:
        service(assignment, by=request.user)
    except Refusal as refusal:
        return back_with(request, assignment.school_session, refusal)
    messages.success(request, done % {"volunteer": assignment.volunteer.full_name})
    return redirect("sessions:detail", pk=assignment.school_session_id)
