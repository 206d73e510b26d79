"""Certificates of volunteers as documents: one page to hang up, and the whole record."""

import datetime

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.certificates.typesetting import named, short_day, typeset
from reporting.models import Certificate
from reporting.models.certificates import CertificateKind
from reporting.period_words import days_of
from reporting.periods import Period


def hours_word(minutes: int) -> str:
    """Hours with two decimals, so that they add up; whole ones without."""
    return number_format(round(minutes / 60, 2), 2 if minutes % 60 else 0, force_grouping=True)


def figures_of(certificate: Certificate) -> list[dict]:
    """The totals, as the open page and the document show them."""
    if certificate.kind == CertificateKind.TRAINING:
        return []
    total = certificate.content["total"]
    return [
        {"label": _words_of_lessons(total["lessons"]), "value": _number(total["lessons"])},
        {"label": _("hours"), "value": hours_word(total["minutes"])},
        {"label": _words_of_students(total["students"]), "value": _number(total["students"])},
    ]


def projects_of(certificate: Certificate) -> list[dict]:
    """What was done for each project: its name, and a line of figures and days."""
    content = certificate.content
    if certificate.kind == CertificateKind.TRAINING:
        project = content["project"]
        theme = named(project["theme"])
        return [{"code": project["code"], "name": named(project["name"]), "line": theme}]
    return [
        {
            "code": one["code"],
            "name": named(one["name"]),
            "line": " · ".join(
                [
                    f"{_number(one['lessons'])} {_words_of_lessons(one['lessons'])}",
                    _("%(hours)s hours") % {"hours": hours_word(one["minutes"])},
                    _from_to(one["first"], one["last"]),
                ]
            ),
        }
        for one in content["projects"]
    ]


def days_word(certificate: Certificate) -> str:
    start, end = certificate.period_start, certificate.period_end
    return date_format(start, "DATE_FORMAT") if start == end else days_of(Period(start, end))


def write_award(certificate: Certificate) -> bytes:
    """The one page to hang up."""
    is_training = certificate.kind == CertificateKind.TRAINING
    title = _("Certificate of training") if is_training else _("Certificate of service")
    statement = (
        _("passed the training of the programme for")
        if is_training
        else _("taught as a young volunteer of the programme")
    )
    words = {
        "title": title,
        "holder": certificate.holder_name or "–",
        "statement": statement,
        "period": days_word(certificate),
        "figures": figures_of(certificate),
        "projects": projects_of(certificate),
        "units": [named(unit) for unit in certificate.content.get("units", [])],
        "note": _("Valid without a signature: the code shows whether it holds."),
    }
    return typeset("award.typ", certificate, words)


def write_record(certificate: Certificate) -> bytes:
    """Hours by project and month, then every lesson."""
    content = certificate.content
    names = {one["code"]: named(one["name"]) for one in content["projects"]}
    words = {
        "title": _("Service record"),
        "holder": certificate.holder_name or "–",
        "period": days_word(certificate),
        "figures": figures_of(certificate),
        "months": {
            "title": _("By month and project"),
            "heads": [_("Month"), _("Project"), _("Lessons"), _("Students"), _("Hours")],
            "rows": [_month(row, names) for row in content["months"]],
        },
        "lessons": {
            "title": _("Every lesson"),
            "heads": [_("Day"), _("Lesson"), _("School"), _("Minutes"), _("Students")],
            "rows": [_lesson(row) for row in content["lessons"]],
        },
        "note": _(
            "Each lesson was verified by a coordinator. Hours are its minutes divided by 60; a "
            "class that was met twice counts twice."
        ),
    }
    return typeset("record.typ", certificate, words)


def _month(row: dict, names: dict[str, str]) -> list[str]:
    month = datetime.date.fromisoformat(f"{row['month']}-01")
    return [
        capfirst(date_format(month, "YEAR_MONTH_FORMAT")),
        names[row["project"]],
        _number(row["lessons"]),
        _number(row["students"]),
        hours_word(row["minutes"]),
    ]


def _lesson(row: dict) -> list[str]:
    return [
        short_day(row["date"]),
        named(row["lesson"]),
        named(row["school"]),
        _number(row["minutes"]),
        _number(row["students"]),
    ]


def _from_to(first: str, last: str) -> str:
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _words_of_lessons(number: int) -> str:
    return ngettext("lesson", "lessons", number)


def _words_of_students(number: int) -> str:
    return ngettext("student", "students", number)
