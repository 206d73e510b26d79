"""A layout and its words become a PDF/UA-1 document; what all certificates have in common."""

import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.exports.qr import qr_of
from reporting.models import Certificate
from transfers.typesetting import FONTS, set_pdf

FOLDER = Path(__file__).parent


def verify_url(certificate: Certificate) -> str:
    return settings.SITE_URL + reverse("verify", args=[certificate.shown_code])


def typeset(layout: str, certificate: Certificate, words: dict) -> bytes:
    """The document in the active language; the same for the same certificate.

    :param layout: the name of a file beside this one.
    """
    words = _common(certificate) | words
    issued = int(certificate.issued_at.timestamp())
    return set_pdf(FOLDER / layout, "certificate", words, issued)


def _common(certificate: Certificate) -> dict:
    issued = date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")
    return {
        "language": translation.get_language() or "en",
        "fonts": FONTS,
        "programme": _("Birge · youth volunteer programme"),
        "number": _("No. %(number)s") % {"number": certificate.number},
        "issued": _("Issued on %(day)s") % {"day": issued},
        "check": _("To check it, open"),
        "url": verify_url(certificate),
        "qr": qr_of(verify_url(certificate)),
        "qr_alt": _("Code that leads to the page which checks this certificate"),
        "fingerprint": certificate.sha256,
        "revoked": "" if certificate.is_valid else _("REVOKED"),
    }


def named(names: dict[str, str]) -> str:
    """A name in the active language, of those that the certificate keeps."""
    return names.get(translation.get_language() or "en") or names["en"]


def short_day(text: str) -> str:
    return date_format(datetime.date.fromisoformat(text), "SHORT_DATE_FORMAT")
