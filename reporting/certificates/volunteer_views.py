"""Certificates of a volunteer: the own ones on the phone, and those of somebody one coordinates."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import system_user
from reporting.certificates.documents import send_document
from reporting.certificates.forms import ServiceForm
from reporting.certificates.of_volunteers import standing_of, verified_sessions
from reporting.certificates.services import (
    NothingTaughtError,
    certify_service,
    certify_training,
    revoke_certificate,
)
from reporting.certificates.volunteer_pdf import days_word, hours_word, projects_of
from reporting.models import Certificate
from reporting.period_words import period_of
from volunteers.choices import TrainedHow
from volunteers.models import Volunteer

MOST_SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_OWN_HOURS)
def mine(request: HttpRequest) -> HttpResponse:
    """The own certificates, and a new one: of all lessons or a year, of a training."""
    volunteer = Volunteer.objects.filter(user=request.user).first()
    return _page(request, volunteer, "reporting/my_certificates.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_CERTIFICATES)
def of_volunteer(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for somebody one coordinates; also as a part of the volunteer's page."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    template = "_certificates_of_volunteer" if request.htmx else "certificates_of_volunteer"
    return _page(request, volunteer, f"reporting/{template}.html")


@require_safe
@requires(Permission.SEE_OWN_HOURS)
def my_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return send_document(request, _own(request.user, pk))


@require_POST
@requires(Permission.SEE_OWN_HOURS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever holds a certificate may end it, as where its code was shown to too many."""
    # Not in the person's own name: closing the account must not hang on it.
    revoke_certificate(_own(request.user, pk), by=system_user(), reason=_("by its holder"))
    messages.success(request, _("Taken back. Whoever checks it is told so from now on."))
    return redirect("my_certificates")


def _own(user: User, pk: int) -> Certificate:
    return get_object_or_404(Certificate.objects.filter(volunteer__user=user), pk=pk)


def _page(request: HttpRequest, volunteer: Volunteer | None, template: str) -> HttpResponse:
    if volunteer is None:
        return render(request, template, {"volunteer": None})
    asked = request.POST if "period" in request.POST else None
    form = ServiceForm(asked, verified=verified_sessions(volunteer))
    if request.method == "POST":
        by = system_user() if volunteer.user_id == request.user.pk else request.user
        made = _make(request, volunteer, form, by)
        if made:
            messages.success(
                request, _("Certificate %(number)s is ready.") % {"number": made.number}
            )
            return redirect(request.path)
    context = _context(volunteer, form, request)
    return render(request, template, context, status=422 if form.errors else 200)


def _make(
    request: HttpRequest, volunteer: Volunteer, form: ServiceForm, by: User
) -> Certificate | None:
    """What was asked for; a training of somebody else is a 404."""
    number = request.POST.get("training", "")
    try:
        if number:
            if not (number.isdecimal() and len(number) < 19):
                raise Http404
            return certify_training(get_object_or_404(volunteer.trainings, pk=number), by=by)
        if form.is_valid():
            return certify_service(volunteer, period_of(form.cleaned_data["period"]), by=by)
    except NothingTaughtError:
        messages.warning(request, _("There is nothing yet that a certificate could say."))
    return None


def _context(volunteer: Volunteer, form: ServiceForm, request: HttpRequest) -> dict:
    standing = standing_of(volunteer)
    certificates = volunteer.certificates.filter(erased_at=None)[:MOST_SHOWN]
    return {
        "volunteer": volunteer,
        "form": form,
        "standing": standing,
        "hours": hours_word(standing.minutes),
        "trainings": volunteer.trainings.filter(how=TrainedHow.COURSE).select_related("project"),
        "certificates": [(one, days_word(one), projects_of(one)) for one in certificates],
        "languages": settings.LANGUAGES,
        "can_revoke": request.user.can(Permission.REVOKE_CERTIFICATES),
    }
