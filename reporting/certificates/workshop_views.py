"""Certificates of a workshop: issued one by one or for all, and the own one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Participant, Workshop
from campaigns.workshops.attendance import days_by_participant
from campaigns.workshops.policy import check_organises, organises
from campaigns.workshops.views.loading import load_workshop
from reporting.certificates.documents import send_document
from reporting.certificates.services import (
    NothingTaughtError,
    certify_participation,
    erase_participant,
)
from reporting.certificates.workshop_batch import KIND, present_at
from reporting.models import Certificate
from transfers.services import request_job


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who was there, with the certificate that stands; others see their own."""
    workshop = load_workshop(request, pk)
    may_issue = organises(request.user, workshop)
    days = days_by_participant(workshop)
    issued = {
        one.participant_id: one
        for one in Certificate.objects.valid()
        .filter(participant__workshop=workshop)
        .order_by("issued_at", "pk")
    }
    people = present_at(workshop).distinct()
    people = list(people if may_issue else people.of(request.user))
    for one in people:
        one.days = len(days.get(one.pk, ()))
        one.certificate = issued.get(one.pk)
    context = {
        "workshop": workshop,
        "people": people,
        "all_days": len(workshop.days),
        "may_issue": may_issue,
        "languages": settings.LANGUAGES,
        "can_revoke": request.user.can(Permission.REVOKE_CERTIFICATES),
    }
    return render(request, "reporting/workshop_certificates.html", context)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def issue(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    participant = _participant(load_workshop(request, pk), number)
    try:
        made = certify_participation(participant, by=request.user)
    except NothingTaughtError:
        messages.warning(request, _("Nobody noted them as present on any day."))
    else:
        words = {"number": made.number, "name": participant}
        messages.success(request, _("Certificate %(number)s for %(name)s is ready.") % words)
    return redirect("workshop_certificates", pk=pk)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def issue_all(request: HttpRequest, pk: int) -> HttpResponse:
    """A job that certifies everybody who was there, and gives out a ZIP."""
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    job = request_job(KIND, by=request.user, parameters={"workshop": workshop.pk})
    return redirect("transfers:job", pk=job.pk)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """For who organises the workshop, and for the person who is certified."""
    workshop = load_workshop(request, pk)
    visible = Certificate.objects.visible_to(request.user).filter(participant__workshop=workshop)
    return send_document(request, get_object_or_404(visible.distinct(), pk=number))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def erase(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask, then delete what tells who somebody is."""
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    participant = _participant(workshop, number)
    if request.method == "POST":
        erase_participant(participant, by=request.user)
        messages.success(request, _("Nothing here tells who they are any more."))
        return redirect("workshops:people", pk=pk)
    context = {"workshop": workshop, "participant": participant}
    return render(request, "reporting/workshop_erase.html", context)


def _participant(workshop: Workshop, number: int) -> Participant:
    people = Participant.objects.filter(workshop=workshop, erased_at=None)
    return get_object_or_404(people.select_related("organisation", "workshop"), pk=number)
