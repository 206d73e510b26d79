"""Who comes, for which organisation, and who leads through it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.workshops.attendance import days_by_participant
from campaigns.workshops.forms import (
    FacilitatorForm,
    OrganisationForm,
    ParticipantForm,
    PasteForm,
)
from campaigns.workshops.inviting import invited_people, send_invitations
from campaigns.workshops.people import Row, add_participants, read_rows, remove_participant
from campaigns.workshops.policy import check_organises
from campaigns.workshops.services import (
    add_organisation,
    name_facilitator,
    remove_facilitator,
    remove_organisation,
)
from campaigns.workshops.views.loading import done, load_workshop, page_of, saved


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, pk)


def _people(request: HttpRequest, pk: int, **bound) -> HttpResponse:
    """The page; a form that was not right stands there as it was sent."""
    workshop = load_workshop(request, pk)
    participants = list(workshop.participants.select_related("organisation", "user"))
    teams = list(workshop.teams.select_related("organisation"))
    there = days_by_participant(workshop)
    for one in participants:
        one.was_there = one.pk in there
    for team in teams:
        team.people = [one for one in participants if one.organisation_id == team.organisation_id]
    forms = {
        "participant_form": ParticipantForm(),
        "paste_form": PasteForm(),
        "organisation_form": OrganisationForm(workshop=workshop),
        "facilitator_form": FacilitatorForm(),
        **bound,
    }
    context = {
        "teams": teams,
        "total": len(participants),
        "facilitators": workshop.facilitators.select_related("user"),
        "invited": invited_people(workshop),
        "to_invite": sum(bool(one.email) for one in participants),
        **forms,
    }
    return page_of(request, "people", workshop, context, status=422 if bound else 200)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    form = ParticipantForm(request.POST)
    if saved(
        form,
        lambda: add_participants(workshop, [Row(**form.cleaned_data)], by=request.user),
    ):
        words = {"name": form.cleaned_data["name"]}
        messages.success(request, _("%(name)s is on the list.") % words)
        return redirect("workshops:people", pk=pk)
    return _people(request, pk, participant_form=form)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Many at once; with one fault in a line, nobody is written."""
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    form = PasteForm(request.POST)
    if form.is_valid():
        rows, faults = read_rows(form.cleaned_data["rows"], workshop)
        for fault in faults:
            form.add_error("rows", fault)
        if saved(form, lambda: add_participants(workshop, rows, by=request.user)):
            word = ngettext(
                "%(n)s person is on the list.", "%(n)s people are on the list.", len(rows)
            )
            messages.success(request, word % {"n": len(rows)})
            return redirect("workshops:people", pk=pk)
    return _people(request, pk, paste_form=form)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return done(
        request,
        "people",
        workshop,
        lambda: remove_participant(workshop, number, by=request.user),
        _("They are off the list."),
    )


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def organisation_add(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    form = OrganisationForm(request.POST, workshop=workshop)
    if saved(
        form,
        lambda: add_organisation(workshop, form.cleaned_data["organisation"], by=request.user),
    ):
        messages.success(request, _("Its members see the workshop now."))
        return redirect("workshops:people", pk=pk)
    return _people(request, pk, organisation_form=form)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def organisation_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return done(
        request,
        "people",
        workshop,
        lambda: remove_organisation(workshop, number, by=request.user),
        _("The organisation is taken out."),
    )


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def facilitator_add(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    form = FacilitatorForm(request.POST)
    if saved(form, lambda: name_facilitator(workshop, by=request.user, **form.cleaned_data)):
        messages.success(request, _("They see the board, and the plans as they are begun."))
        return redirect("workshops:people", pk=pk)
    return _people(request, pk, facilitator_form=form)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def facilitator_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return done(
        request,
        "people",
        workshop,
        lambda: remove_facilitator(workshop, number, by=request.user),
        _("They do not lead through it any more."),
    )


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter to everybody with an address who has not had one."""
    workshop = load_workshop(request, pk)
    return done(
        request,
        "people",
        workshop,
        lambda: send_invitations(workshop, by=request.user),
        _("The invitations are on their way."),
    )
