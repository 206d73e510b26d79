"""Which document a certificate becomes, in which language, and how it is sent."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from reporting.certificates import school_pdf, volunteer_pdf, workshop_pdf
from reporting.models import Certificate
from reporting.models.certificates import CertificateKind

RECORD = "record"
"""Asks for every lesson in place of the one page to hang up."""


def write_document(certificate: Certificate, *, as_record: bool = False) -> bytes:
    """The PDF in the active language."""
    if certificate.kind == CertificateKind.SCHOOL_DELIVERY:
        return school_pdf.write_pdf(certificate)
    if certificate.kind == CertificateKind.WORKSHOP:
        return workshop_pdf.write_award(certificate)
    if as_record and certificate.kind == CertificateKind.SERVICE:
        return volunteer_pdf.write_record(certificate)
    return volunteer_pdf.write_award(certificate)


def send_document(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """In the reader's language or ``?language=``; ``?as=record`` for every lesson."""
    language = request.GET.get("language", "")
    known = language if language in dict(settings.LANGUAGES) else translation.get_language()
    as_record = request.GET.get("as") == RECORD
    with translation.override(known):
        document = write_document(certificate, as_record=as_record)
    what = "service-record" if as_record else "certificate"
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={
            "Content-Disposition": (
                f'attachment; filename="birge-{what}-{certificate.number}-{known}.pdf"'
            ),
            "Cache-Control": "private, no-store",
        },
    )
