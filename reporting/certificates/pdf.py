"""A certificate as PDF/UA-1, in any of the languages; the words come from here."""

import datetime
import json
from itertools import groupby
from pathlib import Path

import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.columns import COLUMN, Column
from reporting.exports.fonts import FAMILIES, font_folder
from reporting.exports.qr import qr_of
from reporting.models import Certificate
from reporting.period_words import days_of
from reporting.periods import Period
from sessions.choices import Mode

LAYOUT = Path(__file__).with_name("certificate.typ")
SHOWN = ("sessions", "class_groups", "students_reached", "students", "volunteer_hours")


def verify_url(certificate: Certificate) -> str:
    return settings.SITE_URL + reverse("verify", args=[certificate.shown_code])


def figures_of(certificate: Certificate) -> list[dict]:
    """The totals, as the open page and the document show them."""
    return [
        {"label": str(column.label), "value": _total(certificate, column)}
        for column in (COLUMN[name] for name in SHOWN)
    ]


def _total(certificate: Certificate, column: Column) -> str:
    figures = certificate.content["figures"]
    return number_format(
        sum(float(figures[name]) for name in column.figures), column.decimals, force_grouping=True
    )


def write_pdf(certificate: Certificate) -> bytes:
    """The document in the active language; the same for the same certificate."""
    return typst.compile(
        LAYOUT,
        root=settings.BASE_DIR,
        sys_inputs={"certificate": json.dumps(_document(certificate), ensure_ascii=False)},
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(certificate.issued_at.timestamp()),
    )


def _document(certificate: Certificate) -> dict:
    content = certificate.content
    period = Period(certificate.period_start, certificate.period_end)
    return {
        "language": translation.get_language() or "en",
        "fonts": [*FAMILIES, "Libertinus Serif"],
        "title": _("Certificate of delivery"),
        "programme": _("Birge · youth volunteer programme"),
        "number": _("No. %(number)s") % {"number": certificate.number},
        "statement": _("This certifies what young volunteers of the programme taught at"),
        "school": _named(content["school"]["name"]),
        "region": _named(content["school"]["region"]),
        "period": days_of(period),
        "figures": figures_of(certificate),
        "lessons": {
            "title": _("Lessons"),
            "heads": [_("Lesson"), _("Days"), _("Sessions"), _("Students"), _("Hours")],
            "rows": _lessons(content["sessions"]),
        },
        "sessions": {
            "title": _("Every session"),
            "heads": [_("Day"), _("Lesson"), _("Classes"), _("Mode"), _("Minutes"), _("Students")],
            "rows": [_session(row) for row in content["sessions"]],
        },
        "note": _(
            "Students of a lesson are participations: a class that met twice counts twice. "
            "Reached are those who are counted once: each class with its largest number."
        ),
        "issued": _("Issued on %(day)s")
        % {"day": date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")},
        "signatures": [_("For the programme"), _("For the school")],
        "signed": _("name, signature"),
        "check": _("To check it, open"),
        "url": verify_url(certificate),
        "qr": qr_of(verify_url(certificate)),
        "qr_alt": _("Code that leads to the page which checks this certificate"),
        "fingerprint": certificate.sha256,
        "revoked": "" if certificate.is_valid else _("REVOKED"),
    }


def _named(names: dict[str, str]) -> str:
    return names.get(translation.get_language() or "en") or names["en"]


def _day(text: str) -> str:
    return date_format(datetime.date.fromisoformat(text), "SHORT_DATE_FORMAT")


def _lessons(rows: list[dict]) -> list[list[str]]:
    """One row for each lesson: its first and last day, and what adds up."""

    def name(row: dict) -> str:
        return _named(row["lesson"])

    told = []
    for lesson, same in groupby(sorted(rows, key=name), key=name):
        of_it = list(same)
        days = [_day(day) for day in sorted({row["date"] for row in of_it})]
        told.append(
            [
                lesson,
                days[0] if len(days) == 1 else f"{days[0]} – {days[-1]}",
                number_format(len(of_it)),
                number_format(sum(row["students"] for row in of_it), force_grouping=True),
                number_format(sum(row["minutes"] for row in of_it) / 60, 1),
            ]
        )
    return told


def _session(row: dict) -> list[str]:
    return [
        _day(row["date"]),
        _named(row["lesson"]),
        ", ".join(row["classes"]) or "–",
        capfirst(str(Mode(row["mode"]).label)),
        number_format(row["minutes"]),
        number_format(row["students"], force_grouping=True),
    ]
