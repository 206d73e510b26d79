"""Certificates of a school: issue, take away as PDF, revoke; and the open page that checks one."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from accounts.rate_limits import is_too_often, too_often
from reporting.certificates.pdf import figures_of, write_pdf
from reporting.certificates.services import (
    NothingTaughtError,
    certificate_with_code,
    issue_certificate,
    revoke_certificate,
)
from reporting.choices import PeriodKind
from reporting.models import Certificate
from reporting.period_words import days_of, name_of, period_of, query_of
from reporting.periods import Period
from schools.models import School
from sessions.models import SchoolSession

MOST_SHOWN = 20
CHECKS_A_MINUTE = 60
"""How many codes one address may check."""


class IssueForm(forms.Form):
    """For which school year or calendar year; only such in which something was taught."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        error_messages={"invalid_choice": gettext_lazy("Nothing was taught here in this period.")},
    )

    def __init__(self, data=None, *, school: School) -> None:
        super().__init__(data)
        taught = SchoolSession.objects.taught().filter(school=school)
        days = taught.order_by().dates("date", "month", order="DESC")
        years = dict.fromkeys(Period.standard(PeriodKind.SCHOOL_YEAR, day) for day in days)
        years |= dict.fromkeys(Period.standard(PeriodKind.CALENDAR_YEAR, day) for day in days)
        self.fields["period"].choices = [
            (query_of(period)["period"], name_of(period)) for period in years
        ]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("For your own records; the open page says only that it is revoked."),
    )


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
    """The document, in the reader's language or the one that was asked for."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    language = request.GET.get("language", "")
    known = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(known):
        document = write_pdf(certificate)
    name = f"birge-certificate-{certificate.number}-{known}.pdf"
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REVOKE_CERTIFICATES)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate back, with a reason."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    back = reverse("schools:detail", args=[certificate.school_id])
    if request.method == "POST" and form.is_valid():
        if revoke_certificate(certificate, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, _("Revoked. Whoever checks it is told so from now on."))
        else:
            messages.info(request, _("It was revoked before."))
        return redirect(back)
    context = {"certificate": certificate, "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "reporting/certificate_revoke.html", context, status=status)


@open_to_all("Whoever holds a certificate can check it; it says nothing about a person.")
@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate with this code was issued and still holds, and what it says."""
    if is_too_often(request, "verify", a_minute=CHECKS_A_MINUTE):
        return too_often(request)
    typed = code or request.GET.get("code", "")
    certificate = certificate_with_code(typed) if typed else None
    context = {"typed": typed[:40], "certificate": certificate}
    if certificate:
        school = certificate.content["school"]
        language = translation.get_language()
        context |= {
            "school": school["name"].get(language) or school["name"]["en"],
            "region": school["region"].get(language) or school["region"]["en"],
            "period": days_of(_period(certificate)),
            "figures": figures_of(certificate),
        }
    response = render(
        request, "reporting/verify.html", context, status=404 if typed and not certificate else 200
    )
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
