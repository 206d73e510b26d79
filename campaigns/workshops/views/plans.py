"""Exercises lead into the organisations' plans; the board shows how far these are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import AgendaItem, Workshop, WorkshopOrganisation
from campaigns.sections.registry import SECTIONS
from campaigns.views.loading import load_campaign
from campaigns.workshops.board import board_of, open_steps, version_of
from campaigns.workshops.forms import BeginForm
from campaigns.workshops.policy import check_facilitates, facilitates, plans_for
from campaigns.workshops.services import begin_plan
from campaigns.workshops.views.loading import load_workshop, page_of
from campaigns.workshops.views.workshops import own_teams


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def exercise(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """To the exercise's section of the own organisation's plan; first a plan is begun."""
    workshop = load_workshop(request, pk)
    item = get_object_or_404(workshop.agenda.exclude(section=""), pk=number)
    teams = own_teams(request, workshop)
    if len(teams) == 1:
        return _into(teams[0], item)
    if not teams and facilitates(request.user, workshop):
        met = workshop.teams.filter(organisation=item.organisation_id).exclude(campaign=None)
        team = met.first()
        return _into(team, item) if team else redirect("workshops:board", pk=pk)
    return page_of(request, "exercise", workshop, {"item": item, "teams": teams})


def _into(team: WorkshopOrganisation, item: AgendaItem) -> HttpResponse:
    if team.campaign_id:
        return redirect("campaigns:section", pk=team.campaign_id, kind=item.section)
    response = redirect("workshops:begin", pk=team.workshop_id, number=team.pk)
    response["Location"] += f"?section={item.section}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def begin(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An organisation's plan at the workshop begins; ``?section=`` says where to go then."""
    workshop = load_workshop(request, pk)
    team = get_object_or_404(workshop.teams.select_related("organisation"), pk=number)
    team.workshop = workshop
    if team.campaign_id:
        return redirect(_page_of(team.campaign_id, request))
    form = BeginForm(request.POST or None, team=team)
    may_begin = plans_for(request.user, team)
    if request.method == "POST" and form.is_valid():
        campaign = begin_plan(team, by=request.user, **form.asked())
        messages.success(request, _("Your plan is there. Everybody of yours can work on it now."))
        return redirect(_page_of(campaign.pk, request))
    context = {"team": team, "form": form, "may_begin": may_begin}
    status = 422 if form.errors else 200
    return page_of(request, "begin", workshop, context, status=status)


def _page_of(campaign: int, request: HttpRequest) -> str:
    section = request.GET.get("section", "")
    if section in SECTIONS:
        return reverse("campaigns:section", args=[campaign, section])
    return reverse("campaigns:detail", args=[campaign])


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each plan is; with ``?seen=`` nothing where nothing has changed since."""
    workshop = load_workshop(request, pk)
    check_facilitates(request.user, workshop)
    version = version_of(workshop)
    if request.htmx and request.GET.get("seen") == version:
        return HttpResponse(status=204)
    context = {"lines": board_of(workshop, request.user), "version": version}
    return page_of(request, "board", workshop, context)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def plans(request: HttpRequest, pk: int) -> HttpResponse:
    """What every organisation leaves with: its plan, and what it does next."""
    workshop = load_workshop(request, pk)
    lines = board_of(workshop, request.user)
    steps = open_steps(request.user, [line.team.campaign_id for line in lines])
    context = {"lines": [(line, steps.get(line.team.campaign_id, [])) for line in lines]}
    return page_of(request, "plans", workshop, context)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def of_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """The workshops at which a campaign is planned, of those that the person sees."""
    campaign = load_campaign(request, pk)
    visible = Workshop.objects.visible_to(request.user).filter(teams__campaign=campaign)
    found = list(visible.select_related("organisation"))
    if len(found) == 1:
        return redirect("workshops:detail", pk=found[0].pk)
    context = {"campaign": campaign, "workshops": found}
    return render(request, "workshops/of_campaign.html", context)
