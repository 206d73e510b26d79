"""The list of what is to be done next: of a campaign, of a workshop, and one's own."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.choices import StepState
from campaigns.models import NextStep
from campaigns.next_steps.due_readings import due_readings
from campaigns.next_steps.forms import NewStepForm, StepForm
from campaigns.next_steps.lists import DONE_SHOWN, closed_of, csv_of, groups_of
from campaigns.next_steps.places import Place, check_write, may_tick, mine, place_of
from campaigns.next_steps.services import add_step, change_step, set_state
from campaigns.sections.views import seen_version
from campaigns.views.loading import load_campaign
from campaigns.workshops.views.loading import load_workshop
from sessions.errors import ChangedMeanwhile, Refusal
from sessions.views.loading import add_refusal

LONGEST_NUMBER = 19
"""Digits of what the database takes for a row's number."""


def _load(request: HttpRequest, pk: int, of: str) -> Place:
    """:param of: ``campaign`` or ``workshop``; a 404 for one that the person may not see."""
    if of == "campaign":
        return Place(campaign=load_campaign(request, pk))
    return Place(workshop=load_workshop(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def next_steps(request: HttpRequest, pk: int, of: str = "campaign") -> HttpResponse:
    """The list, with a line to add one; the list alone for the page that asks what is new."""
    place = _load(request, pk, of)
    if request.method == "GET" and request.htmx and not request.htmx.history_restore_request:
        return _list(request, place)
    if request.method != "POST":
        form = _new(request, place) if place.may_write(request.user) else None
        return _page(request, place, form)
    check_write(request.user, place)
    form = _new(request, place)
    if form.is_valid():
        try:
            step = add_step(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("“%(step)s” is on the list.") % {"step": step.what})
            return redirect(place.url("next_steps"))
    return _page(request, place, form, status=422)


def _new(request: HttpRequest, place: Place) -> NewStepForm:
    data = request.POST if request.method == "POST" else None
    return NewStepForm(data, instance=place.new_step(), place=place, by=request.user)


def _context(request: HttpRequest, place: Place, just: int | None = None) -> dict:
    may_write = place.may_write(request.user)
    steps = _with_addresses(place.steps(request.user), request, may_write=may_write)
    closed = closed_of(steps, just=just)
    shown = len(closed) if "all" in request.GET else DONE_SHOWN
    today = timezone.localdate()
    return {
        "place": place,
        "campaign": place.campaign,
        "workshop": place.workshop,
        "list_url": place.url("next_steps"),
        "csv_url": place.url("next_steps_csv"),
        "groups": groups_of(steps, today, just=just),
        "closed": closed[:shown],
        "more_closed": len(closed) - shown,
        "just": just,
        "may_write": may_write,
        "is_empty": not steps,
        "due": due_readings(place.campaign, today) if place.campaign else [],
    }


def _with_addresses(
    steps: Iterable[NextStep], request: HttpRequest, *, may_write: bool
) -> list[NextStep]:
    """The steps with where they are changed and ticked, as their rows show them."""
    found = list(steps)
    for step in found:
        place = place_of(step)
        step.list_url = place.url("next_steps")
        step.url = place.url("next_step", step.pk)
        step.state_url = place.url("next_step_state", step.pk)
        step.can_be_ticked = may_write or step.owner_id == request.user.pk
    return found


def _page(
    request: HttpRequest, place: Place, form: NewStepForm | None, status: int = 200
) -> HttpResponse:
    context = _context(request, place) | {"form": form, "names": place.names() if form else []}
    return render(request, "campaigns/next_steps/next_steps.html", context, status=status)


def _list(request: HttpRequest, place: Place, just: int | None = None) -> HttpResponse:
    asked = request.GET.get("just", "")
    if just is None and asked.isdecimal() and len(asked) < LONGEST_NUMBER:
        just = int(asked)
    context = _context(request, place, just)
    return render(request, "campaigns/next_steps/next_steps.html#list", context)


def _step(request: HttpRequest, place: Place, number: int) -> NextStep | None:
    """None where it is gone, for those who write there; nobody else learns what numbers exist."""
    step = place.steps(request.user).filter(pk=number).first()
    if step is None or not may_tick(request.user, step):
        check_write(request.user, place)
    if step is None:
        messages.error(request, _("This step is not there any more."))
    return step


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def next_step(request: HttpRequest, pk: int, number: int, of: str = "campaign") -> HttpResponse:
    """One step, to be changed."""
    place = _load(request, pk, of)
    check_write(request.user, place)
    step = _step(request, place, number)
    if step is None:
        return redirect(place.url("next_steps"))
    data = request.POST if request.method == "POST" else None
    form = StepForm(data, instance=step, place=place, by=request.user)
    seen, now = step.version, None
    if form.is_valid():
        try:
            change_step(step, seen=seen_version(request), by=request.user)
        except ChangedMeanwhile as changed:
            add_refusal(form, changed)
            now = changed.changes[0]
            seen = now.version
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The step is saved."))
            return redirect(place.url("next_steps"))
    context = {"place": place, "step": step, "form": form, "seen": seen, "now": now}
    context |= {"list_url": place.url("next_steps"), "names": place.names()}
    context["state_url"] = place.url("next_step_state", step.pk)
    status = 422 if form.errors else 200
    return render(request, "campaigns/next_steps/next_step.html", context, status=status)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def next_step_state(
    request: HttpRequest, pk: int, number: int, of: str = "campaign"
) -> HttpResponse:
    """Done, dropped, or open again; in place where htmx asks."""
    place = _load(request, pk, of)
    state = request.POST.get("state", StepState.DONE)
    if state not in StepState.values:
        raise Http404
    step = _step(request, place, number)
    if step is not None:
        set_state(step, state, by=request.user)
    just, is_mine = step and step.pk, request.POST.get("back") == "mine"
    if request.htmx:
        return _my_list(request, just) if is_mine else _list(request, place, just)
    return redirect("campaigns:my_next_steps" if is_mine else place.url("next_steps"))


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def my_next_steps(request: HttpRequest) -> HttpResponse:
    """What the person does next, over all campaigns and workshops."""
    return render(request, "campaigns/next_steps/mine.html", _my_context(request))


def _my_list(request: HttpRequest, just: int | None) -> HttpResponse:
    return render(request, "campaigns/next_steps/mine.html#list", _my_context(request, just))


def _my_context(request: HttpRequest, just: int | None = None) -> dict:
    found = mine(request.user).filter(Q(state=StepState.OPEN) | Q(pk=just))
    steps = _with_addresses(found, request, may_write=False)
    return {"groups": groups_of(steps, timezone.localdate(), just=just), "just": just}


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def next_steps_csv(request: HttpRequest, pk: int, of: str = "campaign") -> HttpResponse:
    place = _load(request, pk, of)
    name = slugify(str(place.subject)) or f"{of}-{pk}"
    return HttpResponse(
        "\ufeff" + csv_of(place.steps(request.user)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-next-steps.csv"'},
    )
