"""A school's certificate of delivery as a document; the words come from here."""

from itertools import groupby

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.certificates.typesetting import named, short_day, typeset
from reporting.columns import COLUMN, Column
from reporting.models import Certificate
from reporting.period_words import days_of
from reporting.periods import Period
from sessions.choices import Mode

SHOWN = ("sessions", "class_groups", "students_reached", "students", "volunteer_hours")


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
    return typeset("certificate.typ", certificate, _words(certificate))


def _words(certificate: Certificate) -> dict:
    content = certificate.content
    return {
        "title": _("Certificate of delivery"),
        "statement": _("This certifies what young volunteers of the programme taught at"),
        "school": named(content["school"]["name"]),
        "region": named(content["school"]["region"]),
        "period": days_of(Period(certificate.period_start, certificate.period_end)),
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
        "signatures": [_("For the programme"), _("For the school")],
        "signed": _("name, signature"),
    }


def _lessons(rows: list[dict]) -> list[list[str]]:
    """One row for each lesson: its first and last day, and what adds up."""

    def name(row: dict) -> str:
        return named(row["lesson"])

    told = []
    for lesson, same in groupby(sorted(rows, key=name), key=name):
        of_it = list(same)
        days = [short_day(day) for day in sorted({row["date"] for row in of_it})]
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
        short_day(row["date"]),
        named(row["lesson"]),
        ", ".join(row["classes"]) or "–",
        capfirst(str(Mode(row["mode"]).label)),
        number_format(row["minutes"]),
        number_format(row["students"], force_grouping=True),
    ]
