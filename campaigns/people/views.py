"""Pages of organisations and their members, and of who takes part in a campaign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.models import Organisation
from accounts.permissions import Permission
from campaigns.models import Campaign
from campaigns.people.forms import InvitationForm, MemberForm, OrganisationForm
from campaigns.people.services import (
    add_member,
    invite,
    remove_member,
    save_organisation,
    take_back_invitation,
)
from campaigns.policy import check_owns, owns
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


@require_safe
@requires(Permission.EDIT_ORGANISATIONS)
def organisations(request: HttpRequest) -> HttpResponse:
    shown = Organisation.objects.prefetch_related("grants__user", "campaigns")
    return render(request, "campaigns/people/organisations.html", {"organisations": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ORGANISATIONS)
def new_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = save_organisation(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The organisation is there. Now say who works for it."))
            return redirect("campaigns:organisation", pk=organisation.pk)
    return _with(request, "campaigns/people/new_organisation.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ORGANISATIONS)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation with its members; what is sent is a new one's address."""
    shown = get_object_or_404(Organisation, pk=pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = add_member(shown, form.cleaned_data["email"], by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s works for it now.") % {"name": member.user})
            return redirect("campaigns:organisation", pk=pk)
    context = {
        "organisation": shown,
        "members": shown.grants.select_related("user").order_by("user__last_name", "pk"),
        "campaigns": Campaign.objects.visible_to(request.user).filter(organisation=shown),
    }
    return _with(request, "campaigns/people/organisation.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ORGANISATIONS)
def edit_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            save_organisation(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("campaigns:organisation", pk=pk)
    return _with(request, "campaigns/people/new_organisation.html", form, {"organisation": shown})


@require_POST
@requires(Permission.EDIT_ORGANISATIONS)
def remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    remove_member(get_object_or_404(Organisation, pk=pk), member, by=request.user)
    messages.success(request, _("They do not work for it any more; their account stays."))
    return redirect("campaigns:organisation", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on a campaign; what is sent is an invitation."""
    campaign = load_campaign(request, pk)
    form = InvitationForm(request.POST or None, campaign=campaign)
    if request.method == "POST":
        check_owns(request.user, campaign)
    if request.method == "POST" and form.is_valid():
        try:
            access = invite(campaign, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            words = {"who": access.organisation or access.user}
            messages.success(request, _("%(who)s finds the campaign in the list now.") % words)
            return redirect("campaigns:people", pk=pk)
    context = {
        "campaign": campaign,
        "members": campaign.organisation.grants.select_related("user"),
        "access": campaign.access.select_related("organisation", "user"),
        "may_invite": owns(request.user, campaign),
    }
    return _with(request, "campaigns/people/people.html", form, context)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def take_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    try:
        take_back_invitation(campaign, number, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("campaigns:people", pk=pk)


def _with(request: HttpRequest, template: str, form, context: dict | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **(context or {})}, status=status)
