"""Fill the week: ask for a plan, look at it, change it, accept it."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions.choices import ProposalState
from sessions.errors import Refusal
from sessions.filling import pages
from sessions.filling.accepting import accept_plan
from sessions.filling.editing import choose_volunteer, remove_proposal
from sessions.filling.reading import open_sessions
from sessions.filling.runs import request_fill
from sessions.filling.standing import choice_for
from sessions.forms.filling import FillForm
from sessions.models import FillProposal, FillRun, FillSession
from sessions.queries import row_of
from sessions.views.lists import is_swap
from sessions.views.loading import add_refusal
from volunteers.models import Volunteer

MOST_ABLE, MOST_OTHERS = 30, 60
"""Of the people who could take a place, and of those who can't: more is no help."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def start(request: HttpRequest) -> HttpResponse:
    """Which period, regions and projects; how many places are open there."""
    form = FillForm(request.POST or request.GET, user=request.user)
    if form.is_valid() and request.method == "POST":
        try:
            run = request_fill(by=request.user, **form.choice())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("sessions:fill_run", pk=run.pk)
    context = {"form": form, "found": _open_places(request, form)}
    if not is_swap(request):
        context["runs"] = pages.latest_runs(request.user)
    part = (
        "sessions/filling/start.html#found" if is_swap(request) else "sessions/filling/start.html"
    )
    failed = request.method == "POST" and form.errors
    return render(request, part, context, status=422 if failed else 200)


def _open_places(request: HttpRequest, form: FillForm) -> dict | None:
    """How many sessions and places wait; nothing where the form has errors."""
    if not form.is_valid():
        return None
    choice = form.choice()
    if not choice["regions"]:
        return {"sessions": 0, "places": 0}
    sessions = open_sessions(request.user, **choice)
    places = sessions.aggregate(open=Sum(F("places") - F("places_filled")))
    return {"sessions": sessions.count(), "places": places["open"] or 0}


@require_safe
@requires(Permission.PLAN_SESSIONS)
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, then the plan."""
    run = _load_run(request, pk)
    context = {"run": run, "again": _again(run)}
    if run.is_ready or run.is_accepted:
        context["plan"] = pages.plan_page(run, request.user, _day(request))
    part = "sessions/filling/run.html#fill" if is_swap(request) else "sessions/filling/run.html"
    return render(request, part, context)


def _day(request: HttpRequest) -> datetime.date | None:
    """The day that the address names, if it is one."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def _again(run: FillRun) -> str:
    """The address that asks for the same once more."""
    query = [("since", run.since.isoformat()), ("until", run.until.isoformat())]
    query += [("regions", region.pk) for region in run.regions.all()]
    query += [("projects", project.pk) for project in run.projects.all()]
    return f"{reverse('sessions:fill')}?{urlencode(query)}"


@require_POST
@requires(Permission.PLAN_SESSIONS)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign everybody of the plan."""
    run = _load_run(request, pk)
    try:
        accepted = accept_plan(run, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:fill_run", pk=run.pk)
    told = ngettext(
        "%(number)d place is filled, and the volunteer is told.",
        "%(number)d places are filled, and the volunteers are told.",
        accepted.assigned,
    )
    messages.success(request, told % {"number": accepted.assigned})
    if accepted.skipped:
        told = ngettext(
            "%(number)d was skipped, since something had changed.",
            "%(number)d were skipped, since something had changed.",
            accepted.skipped,
        )
        messages.warning(request, told % {"number": accepted.skipped})
    return redirect("sessions:fill_run", pk=run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Who else could take a place of the plan, and why the others can't."""
    runs = FillRun.objects.visible_to(request.user)
    fill_session = get_object_or_404(
        FillSession.objects.filter(run__in=runs).select_related(
            "run__job", "school_session__school__region", "school_session__project"
        ),
        pk=pk,
    )
    instead_of = _instead_of(request, fill_session)
    if request.method == "POST":
        return _choose(request, fill_session, instead_of)
    if not fill_session.run.is_ready:
        messages.error(request, _("This plan was accepted already."))
        return redirect("sessions:fill_run", pk=fill_session.run_id)
    choice = choice_for(fill_session, request.user, instead_of=instead_of)
    context = {
        "fill_session": fill_session,
        "row": row_of(fill_session.school_session, request.user),
        "instead_of": instead_of,
        "able": choice.able[:MOST_ABLE],
        "others": choice.others[:MOST_OTHERS],
        "more": max(0, len(choice.others) - MOST_OTHERS),
        "able_count": len(choice.able),
        "others_count": len(choice.others),
        "back_url": _address_of(fill_session),
    }
    return render(request, "sessions/filling/choose.html", context)


def _instead_of(request: HttpRequest, fill_session: FillSession) -> FillProposal | None:
    given = request.POST.get("instead_of") or request.GET.get("instead_of") or ""
    if not _is_number(given):
        return None
    own = fill_session.proposals.filter(state=ProposalState.PROPOSED)
    return own.select_related("volunteer").filter(pk=int(given)).first()


def _choose(
    request: HttpRequest, fill_session: FillSession, instead_of: FillProposal | None
) -> HttpResponse:
    given = request.POST.get("volunteer", "")
    visible = Volunteer.objects.visible_to(request.user)
    volunteer = visible.filter(pk=int(given)).first() if _is_number(given) else None
    if volunteer is None:
        messages.error(request, _("Choose one of the volunteers."))
        return redirect("sessions:fill_choose", pk=fill_session.pk)
    try:
        choose_volunteer(fill_session, volunteer, by=request.user, instead_of=instead_of)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(_address_of(fill_session))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18


@require_POST
@requires(Permission.PLAN_SESSIONS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of the plan."""
    runs = FillRun.objects.visible_to(request.user)
    proposals = FillProposal.objects.filter(fill_session__run__in=runs).select_related(
        "fill_session__run", "fill_session__school_session", "volunteer"
    )
    proposal = get_object_or_404(proposals, pk=pk)
    try:
        remove_proposal(proposal, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(_address_of(proposal.fill_session))


def _address_of(fill_session: FillSession) -> str:
    """The plan, at the day and the session that was changed."""
    day = fill_session.school_session.date
    page = reverse("sessions:fill_run", args=[fill_session.run_id])
    return f"{page}?day={day.isoformat()}#s{fill_session.pk}"


def _load_run(request: HttpRequest, pk: int) -> FillRun:
    visible = FillRun.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("job", "created_by", "accepted_by").prefetch_related(
            "regions", "projects"
        ),
        pk=pk,
    )
