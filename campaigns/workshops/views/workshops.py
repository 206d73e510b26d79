"""The list of workshops, the page of one, and its frame."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Material, Workshop, WorkshopOrganisation
from campaigns.workshops.agenda import agenda_of, now_and_next
from campaigns.workshops.forms import MaterialForm, NewWorkshopForm, WorkshopForm
from campaigns.workshops.materials import add_material, remove_material
from campaigns.workshops.policy import check_organises, plans_for
from campaigns.workshops.services import (
    change_workshop,
    create_workshop,
    delete_workshop,
)
from campaigns.workshops.views.loading import done, load_workshop, page_of, saved
from sessions.errors import Refusal
from sessions.views.lists import page_number

ON_A_PAGE = 30


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def workshops(request: HttpRequest) -> HttpResponse:
    visible = Workshop.objects.visible_to(request.user).select_related("organisation")
    today = timezone.localdate()
    context = {
        "coming": visible.to_come(),
        "page": Paginator(visible.filter(end_date__lt=today), ON_A_PAGE).get_page(
            page_number(request.GET)
        ),
    }
    return render(request, "workshops/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def create(request: HttpRequest) -> HttpResponse:
    form = NewWorkshopForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = create_workshop(
            form.save(commit=False), by=request.user, with_agenda=form.cleaned_data["with_agenda"]
        )
        messages.success(request, _("The workshop is there. Now say who comes."))
        return redirect("workshops:detail", pk=made.pk)
    status = 422 if form.errors else 200
    return render(request, "workshops/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    # A second copy: what is typed is not to stand in the page's heading before it is saved.
    form = WorkshopForm(
        request.POST or None, instance=load_workshop(request, pk), user=request.user
    )
    if request.method == "POST" and saved(
        form, lambda: change_workshop(form.instance, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("workshops:detail", pk=pk)
    status = 422 if form.errors else 200
    return page_of(request, "edit", workshop, {"form": form}, status=status)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    try:
        delete_workshop(workshop, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("workshops:edit", pk=pk)
    messages.success(request, _("The workshop is deleted."))
    return redirect("workshops:list")


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on, the own plan, the agenda by day, and what is handed out."""
    workshop = load_workshop(request, pk)
    days = agenda_of(workshop)
    now, coming = now_and_next(days)
    context = {
        "days": days,
        "now": now,
        "coming": coming,
        "has_items": any(day.items for day in days),
        "has_later": any(day.number is None for day in days),
        "own_teams": own_teams(request, workshop),
        "materials": workshop.materials.all(),
        "facilitators": workshop.facilitators.select_related("user"),
        "material_form": MaterialForm(),
    }
    return page_of(request, "detail", workshop, context)


def own_teams(request: HttpRequest, workshop: Workshop) -> list[WorkshopOrganisation]:
    """The organisations at the workshop for which the person works."""
    teams = workshop.teams.select_related("organisation", "campaign")
    own = teams.filter(organisation__in=request.user.organisation_ids)
    return [team for team in own if plans_for(request.user, team)]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def material_add(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    form = MaterialForm(request.POST or None, instance=Material(workshop=workshop))
    if request.method == "POST" and saved(
        form, lambda: add_material(form.instance, by=request.user)
    ):
        messages.success(request, _("Everybody who comes finds it on this page now."))
        return redirect("workshops:detail", pk=pk)
    status = 422 if form.errors else 200
    return page_of(request, "material", workshop, {"form": form}, status=status)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def material_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return done(
        request,
        "detail",
        workshop,
        lambda: remove_material(workshop, number, by=request.user),
        _("It is taken out."),
    )
