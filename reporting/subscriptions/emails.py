"""The mail with last month's report, in the language of who gets it."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from outbox.handover import absolute, domain
from reporting.books import Book, open_book
from reporting.choices import PeriodKind
from reporting.columns import HEADLINES
from reporting.exports.files import Format, breakdowns_of, write_book
from reporting.jobs import file_name
from reporting.models import ReportMail
from reporting.page.headlines import comparison
from reporting.period_words import name_of
from reporting.periods import Period
from reporting.reports import ask
from reporting.selection import Scope, Selection
from reporting.wording import moment, projects_of, regions_of, title_of

PDF = "application/pdf"


def message_of(report_mail: ReportMail) -> EmailMultiAlternatives:
    """The whole mail, with the report as PDF unless nothing was taught."""
    user = report_mail.subscription.user
    with translation.override(user.language or settings.LANGUAGE_CODE):
        selection = selection_of(report_mail)
        question = selection.question()
        book = open_book(question, breakdowns_of(Format.PDF, question))
        context = _context(report_mail, selection, book)
        message = EmailMultiAlternatives(
            subject=render_to_string("reporting/emails/monthly_subject.txt", context).strip(),
            body=render_to_string("reporting/emails/monthly.txt", context),
            to=[user.email],
            headers={
                # The same for every attempt, so that a mail program can tell one sent twice.
                "Message-ID": f"<report-{report_mail.pk}-{report_mail.month:%Y-%m}@{domain()}>",
                "List-Unsubscribe": f"<{context['stop_url']}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(
            render_to_string("reporting/emails/monthly.html", context), "text/html"
        )
        if not book.is_empty:
            message.attach(file_name(book.question, Format.PDF), _pdf(book), PDF)
    return message


def selection_of(report_mail: ReportMail) -> Selection:
    """The report that the mail is about, as its page shows it."""
    subscription = report_mail.subscription
    return Selection(
        Scope.of(subscription.user),
        Period.standard(PeriodKind.MONTH, report_mail.month),
        tuple(subscription.projects.all()),
        tuple(subscription.regions.all()),
    )


def _context(report_mail: ReportMail, selection: Selection, book: Book) -> dict:
    before = ask(selection.previous()).total
    previous = selection.period.previous()
    return {
        "name": report_mail.subscription.user.get_short_name(),
        "title": title_of(book.question),
        "month": name_of(selection.period),
        "scope": f"{projects_of(book.question)} · {regions_of(book.question)}",
        "is_empty": book.is_empty,
        "had_before": bool(before.figures["sessions"]),
        "headlines": [
            {
                "label": column.label,
                "value": column.shown(column.value(book.total)),
                "kind": column.kind.label,
                "change": comparison(column, book.total, before, previous, running=False),
            }
            for column in HEADLINES
        ],
        "as_of": moment(book.as_of),
        "report_url": absolute(reverse("reports:impact") + selection.query()),
        "stop_url": absolute(reverse("reports:subscription", args=[report_mail.subscription_id])),
        "language": translation.get_language(),
    }


def _pdf(book: Book) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        write_book(book, Format.PDF, path)
        return path.read_bytes()
