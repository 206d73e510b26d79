"""A session's plan: choose a school, plan, change, confirm, cancel."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from schools.models import School
from sessions import policy
from sessions.eligibility import SOFT_CODES
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.forms.planning import NAMED_IN_ADDRESS, SessionForm, initial_for, initial_of
from sessions.forms.staffing import CancelForm
from sessions.history import seen_version
from sessions.models import Lesson, SchoolSession
from sessions.services import planning
from sessions.services.not_held import why_not_held
from sessions.views.lists import is_swap
from sessions.views.loading import add_refusal, back_with, load_session, on_from

MOST_SCHOOLS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def create(request: HttpRequest) -> HttpResponse:
    """Plan a session: first the school, then all that depends on it."""
    copied = load_session(request, int(request.GET["copy"])) if _is_id(request, "copy") else None
    school = _school(request) or (copied.school if copied else None)
    if not school or not policy.coordinates(request.user, school):
        return _choose_school(request, reverse("sessions:create"))
    initial = initial_for(school)
    if copied:
        initial |= {
            k: v for k, v in initial_of(copied).items() if k not in ("date", "class_groups")
        }
    form = SessionForm(
        request.POST or None,
        user=request.user,
        school=school,
        initial=initial | _from_address(request),
        action=reverse("sessions:create"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            school_session = planning.plan_session(
                form.plan(),
                by=request.user,
                lead=form.cleaned_data["lead"],
                co_teachers=list(form.cleaned_data["co_teachers"]),
                despite=SOFT_CODES if form.cleaned_data["despite_doubts"] else (),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The session is planned."))
            return redirect(_after(request, school_session))
    return _show_form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan that is still to come; never over somebody else's change unseen."""
    school_session = load_session(request, pk)
    try:
        policy.check_may_change(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    action = reverse("sessions:edit", args=[school_session.pk])
    if "choose" in request.GET:
        return _choose_school(request, action)
    school = _school(request) or school_session.school
    initial = initial_of(school_session) | {"seen": seen_version(school_session)}
    form = SessionForm(
        request.POST or None,
        user=request.user,
        school=school,
        school_session=school_session,
        initial=initial | _from_address(request),
        action=action,
    )
    changes: list = []
    if request.method == "POST" and form.is_valid():
        try:
            return _change(request, school_session, form)
        except ChangedMeanwhile as refusal:
            changes = refusal.changes
            add_refusal(form, refusal)
            form.data = form.data.copy()
            form.data["seen"] = seen_version(school_session)
        except NotNow as refusal:
            return back_with(request, school_session, refusal)
        except Refusal as refusal:
            add_refusal(form, refusal)
    return _show_form(request, form, school_session, changes)


def _change(request: HttpRequest, school_session: SchoolSession, form: SessionForm) -> HttpResponse:
    changed = planning.change_session(
        school_session, form.plan(), by=request.user, seen=form.cleaned_data["seen"]
    )
    if school_session.status != changed.status:
        messages.warning(
            request, _("The plan is changed. The school had said yes to the old one: ask again.")
        )
    else:
        messages.success(request, _("The plan is changed."))
    return redirect("sessions:detail", pk=school_session.pk)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_session(request, pk)
    try:
        planning.confirm_session(school_session, by=request.user)
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    messages.success(request, _("Confirmed: the school said yes."))
    return on_from(request, school_session)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_session(request, pk)
    try:
        policy.check_may_cancel(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = CancelForm(request.POST or None, initial={"reason": why_not_held(school_session)})
    if request.method == "POST" and form.is_valid():
        try:
            planning.cancel_session(
                school_session, by=request.user, reason=form.cleaned_data["reason"]
            )
        except NotNow as refusal:
            return back_with(request, school_session, refusal)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The session is cancelled; everyone's time is free again."))
            return redirect("sessions:detail", pk=school_session.pk)
    filling = school_session.assignments.filling().select_related("volunteer")
    context = {"session": school_session, "form": form, "filling": filling}
    return render(request, "sessions/cancel.html", context, status=422 if form.errors else 200)


def _is_id(request: HttpRequest, name: str) -> bool:
    text = request.GET.get(name, "")
    return text.isdecimal() and len(text) < 19


def _school(request: HttpRequest) -> School | None:
    """The school that was chosen; one outside the person's regions does not exist for them."""
    visible = School.objects.visible_to(request.user).select_related("region", "district")
    if request.method == "POST":
        text = request.POST.get("school", "")
        return visible.filter(pk=text).first() if text.isdecimal() and len(text) < 19 else None
    if not _is_id(request, "school"):
        return None
    return get_object_or_404(visible, pk=request.GET["school"])


def _after(request: HttpRequest, school_session: SchoolSession) -> str:
    """Where a new session leads: back to the calendar that it was begun in, or to its page."""
    if calendar := _calendar(request):
        return f"{calendar}{'&' if '?' in calendar else '?'}planned={school_session.pk}"
    return reverse("sessions:detail", args=[school_session.pk])


def _calendar(request: HttpRequest) -> str:
    """The calendar as it stood when planning began there; never another page or site."""
    where = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours and where.startswith(reverse("sessions:calendar")) else ""


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What an address has said already, while the school is still to be chosen."""
    names = (*NAMED_IN_ADDRESS, "next")
    return [(name, request.GET[name]) for name in names if request.GET.get(name)]


def _choose_school(request: HttpRequest, action: str) -> HttpResponse:
    """Search for a school; choosing one leads to the form."""
    search = request.GET.get("q", "").strip()
    schools = School.objects.visible_to(request.user).select_related("region", "district")
    found = list(schools.search(search)[: MOST_SCHOOLS + 1])
    refused = request.method == "POST"
    context = {
        "action": action,
        "search": search,
        "schools": found[:MOST_SCHOOLS],
        "has_more": len(found) > MOST_SCHOOLS,
        "refused": refused,
        "kept": _kept(request),
        "kept_query": urlencode(_kept(request)),
    }
    part = "sessions/choose_school.html"
    if is_swap(request) and not refused:
        part += "#schools"
    return render(request, part, context, status=422 if refused else 200)


def _from_address(request: HttpRequest) -> dict:
    """Values that an address brings, such as the day clicked in a calendar."""
    if request.method == "POST":
        return {}
    given = {name: request.GET[name] for name in NAMED_IN_ADDRESS if request.GET.get(name)}
    if "class_groups" in request.GET:
        given["class_groups"] = request.GET.getlist("class_groups")
    if (
        getattr(request.htmx, "trigger_name", None) == "lesson"
        and given.get("lesson", "").isdecimal()
    ):
        lesson = Lesson.objects.filter(pk=given["lesson"]).first()
        given["minutes"] = lesson.minutes if lesson else 45
    return given


def _show_form(
    request: HttpRequest,
    form: SessionForm,
    school_session: SchoolSession | None = None,
    changes: list | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "school": form.school,
        "session": school_session,
        "changes": changes or [],
        "leave_url": _calendar(request),
    }
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)
