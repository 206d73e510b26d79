"""Certificates of a school: issue, take away as PDF, revoke; and the open page that checks one."""

from django.conf import settings
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from accounts.rate_limits import is_too_often, too_often
from reporting.certificates import school_pdf, volunteer_pdf, workshop_pdf
from reporting.certificates.documents import send_document
from reporting.certificates.forms import IssueForm, RevokeForm
from reporting.certificates.services import (
    NothingTaughtError,
    certificate_with_code,
    issue_certificate,
    revoke_certificate,
)
from reporting.certificates.typesetting import named
from reporting.models import Certificate
from reporting.models.certificates import CertificateKind
from reporting.period_words import days_of, period_of
from reporting.periods import Period
from schools.models import School

MOST_SHOWN = 20
CHECKS_A_MINUTE = 60
"""How many codes one address may check."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ISSUE_CERTIFICATES)
def of_school(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificates of a school, and a new one; also as a part of the school's page."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    form = IssueForm(request.POST if request.method == "POST" else None, school=school)
    if request.method == "POST" and form.is_valid():
        try:
            period = period_of(form.cleaned_data["period"])
            certificate = issue_certificate(school, period, by=request.user)
        except NothingTaughtError:
            form.add_error("period", _("Nothing was taught here in this period."))
        else:
            return redirect("reports:certificate_pdf", pk=certificate.pk)
    certificates = Certificate.objects.filter(school=school)[:MOST_SHOWN]
    context = {
        "school": school,
        "form": form,
        "certificates": [(one, days_of(_period(one))) for one in certificates],
        "languages": settings.LANGUAGES,
        "can_revoke": request.user.can(Permission.REVOKE_CERTIFICATES),
    }
    template = "reporting/_certificates.html" if request.htmx else "reporting/certificates.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _period(certificate: Certificate) -> Period:
    return Period(certificate.period_start, certificate.period_end)


@require_safe
@requires(Permission.ISSUE_CERTIFICATES)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document of a school's or volunteer's certificate."""
    visible = Certificate.objects.visible_to(request.user).distinct()
    return send_document(request, get_object_or_404(visible, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REVOKE_CERTIFICATES)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate back, with a reason."""
    visible = Certificate.objects.visible_to(request.user)
    found = visible.select_related("school", "volunteer", "participant__workshop").distinct()
    certificate = get_object_or_404(found, pk=pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    about, back = _about(certificate)
    if request.method == "POST" and form.is_valid():
        if revoke_certificate(certificate, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, _("Revoked. Whoever checks it is told so from now on."))
        else:
            messages.info(request, _("It was revoked before."))
        return redirect(back)
    context = {"certificate": certificate, "form": form, "back": back, "about": about}
    status = 422 if form.errors else 200
    return render(request, "reporting/certificate_revoke.html", context, status=status)


def _about(certificate: Certificate) -> tuple[models.Model, str]:
    """What it certifies something of, and the page from which one came."""
    if certificate.participant:
        workshop = certificate.participant.workshop
        return certificate.participant, reverse("workshop_certificates", args=[workshop.pk])
    about = certificate.school or certificate.volunteer
    page = "schools:detail" if certificate.school else "volunteers:detail"
    return about, reverse(page, args=[about.pk])


@open_to_all("Whoever holds a certificate can check it; it says what the certificate says.")
@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate with this code was issued and still holds, and what it says."""
    if is_too_often(request, "verify", a_minute=CHECKS_A_MINUTE):
        return too_often(request)
    typed = code or request.GET.get("code", "")
    certificate = certificate_with_code(typed) if typed else None
    context = {"typed": typed[:40], "certificate": certificate}
    if certificate:
        context |= said_by(certificate)
    response = render(
        request, "reporting/verify.html", context, status=404 if typed and not certificate else 200
    )
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def said_by(certificate: Certificate) -> dict:
    """What stands on the certificate, in the reader's language; nothing else about its holder."""
    if certificate.erased_at:
        return {}
    if certificate.kind == CertificateKind.SCHOOL_DELIVERY:
        school = certificate.content["school"]
        return {
            "heading": named(school["name"]),
            "line": f"{named(school['region'])} · {days_of(_period(certificate))}",
            "figures": school_pdf.figures_of(certificate),
        }
    named_one = {
        "heading": certificate.holder_name,
        "line": volunteer_pdf.days_word(certificate),
        "is_named": True,
    }
    if certificate.kind == CertificateKind.WORKSHOP:
        return named_one | {"figures": workshop_pdf.figures_of(certificate)}
    return named_one | {
        "figures": volunteer_pdf.figures_of(certificate),
        "projects": volunteer_pdf.projects_of(certificate),
    }
