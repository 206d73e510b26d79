"""Certificates of workshops in words: on the document, and on the page that checks one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import SheetKind
from reporting.certificates.typesetting import named, short_day, typeset
from reporting.certificates.volunteer_pdf import days_word, hours_word
from reporting.models import Certificate


def figures_of(certificate: Certificate) -> list[dict]:
    """What it says, line by line, for the open page."""
    content = certificate.content
    lines = [
        (_("workshop"), content["workshop"]),
        (_("organised by"), named(content["organiser"])),
        (_("came for"), named(content["organisation"])),
        (_("days"), ", ".join(short_day(day) for day in content["days"])),
        (_("hours"), hours_word(content["minutes"])),
    ]
    return [{"label": label, "value": value} for label, value in lines]


def write_award(certificate: Certificate) -> bytes:
    """One page to hang up."""
    content = certificate.content
    words = {
        "title": _("Certificate of participation"),
        "holder": certificate.holder_name or "–",
        "statement": _("took part in the workshop"),
        "period": days_word(certificate),
        "figures": [],
        "projects": [{"code": "", "name": content.get("workshop", "–"), "line": _line(content)}],
        "units": _units(content) if content else [],
        "note": _("Valid without a signature: the code shows whether it holds."),
    }
    return typeset("award.typ", certificate, words)


def _line(content: dict) -> str:
    if not content:
        return ""
    words = {"organisation": named(content["organisation"]), "host": named(content["organiser"])}
    parts = [
        _("for %(organisation)s") % words,
        _("organised by %(host)s") % words,
        content["place"],
    ]
    return " · ".join(part for part in parts if part)


def _units(content: dict) -> list[str]:
    number = len(content["days"])
    days = ", ".join(short_day(day) for day in content["days"])
    there = ngettext("%(n)s day: %(days)s", "%(n)s days: %(days)s", number)
    hours = hours_word(content["minutes"])
    units = [
        there % {"n": number, "days": days},
        _("%(hours)s hours of inputs and exercises") % {"hours": hours},
    ]
    if content["sections"]:
        sections = ", ".join(str(SheetKind(section).label) for section in content["sections"])
        units.append(_("Worked on: %(sections)s") % {"sections": sections})
    return units
