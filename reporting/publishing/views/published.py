"""Published reports and those on their way: the list, one of them, and what changed since."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.arguments import UnknownWordError
from reporting.exports.files import CONTENT_TYPES, Format
from reporting.models import Publication
from reporting.period_words import days_of
from reporting.publishing import policy
from reporting.publishing.canonical import sha256_of
from reporting.publishing.comparing import comparison_context, request_comparison
from reporting.publishing.forms import LANGUAGE_NAMES
from reporting.publishing.open_page import document_as
from reporting.publishing.open_words import tokens_left_out
from reporting.publishing.policy import allows
from reporting.publishing.reading import read_draft, read_frozen
from reporting.publishing.snapshot import LANGUAGES
from reporting.publishing.standing import standing_of, suffix_of
from reporting.publishing.views.loading import language_of, load_publication

MOST_LISTED = 200
"""Published reports on the list; a programme publishes a few a year."""


@require_safe
@requires(Permission.DRAFT_REPORTS)
def publications(request: HttpRequest) -> HttpResponse:
    """What waits for approval, drafts, and what was published."""
    visible = Publication.objects.visible_to(request.user).select_related(
        "author", "approved_by", "replaces", "replaced_by", "job"
    )
    context = {
        "waiting": visible.waiting().order_by("submitted_at"),
        "drafts": visible.drafts().order_by("-changed_at"),
        "published": visible.frozen()[:MOST_LISTED],
    }
    return render(request, "reporting/publications/list.html", context)


@require_safe
@requires(Permission.DRAFT_REPORTS)
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: the draft with the figures of now, or what was frozen.

    With htmx, how far the freezing is; once that is done, the whole page is to be loaded anew.
    """
    report = load_publication(request, pk)
    if request.htmx:
        if not report.is_being_published or report.is_stuck:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(
            request, "reporting/publications/publication.html#progress", {"report": report}
        )
    language = language_of(request, translation.get_language() or LANGUAGES[0])
    context = {
        "report": report,
        "days": days_of(report.period),
        "editions": _editions(report),
        "language": language,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "may": _allowed(request, report),
        "open_url": open_url(request, report),
        "embed_code": embed_code(request, report),
        "least_volunteers": settings.OPEN_REPORT_LEAST_VOLUNTEERS,
        "needs_second": policy.approval_rule() == "second",
        **_read(request, report, language),
    }
    if not (report.is_frozen or context.get("gone")):
        least = settings.OPEN_REPORT_LEAST_VOLUNTEERS
        context["small_tokens"] = tokens_left_out(report, least)
    return render(request, "reporting/publications/publication.html", context)


def open_url(request: HttpRequest, report: Publication, name: str = "open") -> str:
    """The address to send; nothing where it is not open to the world."""
    if not report.open_token:
        return ""
    return request.build_absolute_uri(reverse(f"reports:{name}", args=[report.open_token]))


def embed_code(request: HttpRequest, report: Publication) -> str:
    """What shows it in another site's page, as text to copy."""
    address = escape(open_url(request, report, "open_embed"))
    title = escape(report.title)
    return f'<iframe src="{address}" title="{title}" width="100%" height="720"></iframe>'


def _read(request: HttpRequest, report: Publication, language: str) -> dict:
    """The report's own words and figures, in the language that it is read in."""
    if report.is_frozen:
        snapshot = report.snapshot
        document = json.loads(snapshot.document)
        about = {
            "document": document,
            "is_intact": sha256_of(snapshot.document) == snapshot.sha256,
        }
    with translation.override(language):
        try:
            reading = (
                read_frozen(document, snapshot.sha256) if report.is_frozen else read_draft(report)
            )
        except UnknownWordError as error:
            return {"gone": str(error)}
        body = render_to_string(
            "reporting/publications/_body.html", {"reading": reading, "report": report}, request
        )
    return {"reading": reading, "body": body, **(about if report.is_frozen else {})}


def _editions(report: Publication) -> list[Publication]:
    """All editions of a report, the latest first, where there are several."""
    if not (report.replaces_id or hasattr(report, "replaced_by")):
        return []
    found, one = [report], report
    while one.replaces_id:
        one = one.replaces
        found.append(one)
    one = report
    while hasattr(one, "replaced_by"):
        one = one.replaced_by
        found.insert(0, one)
    return found


def _allowed(request: HttpRequest, report: Publication) -> dict[str, bool]:
    checks = {
        "edit": policy.check_may_edit,
        "take_over": policy.check_may_take_over,
        "take_back": policy.check_may_take_back,
        "approve": policy.check_may_approve,
        "send_back": policy.check_may_send_back,
        "publish_again": policy.check_may_publish_again,
        "withdraw": policy.check_may_withdraw,
        "open": policy.check_may_open,
        "close": policy.check_may_close,
        "start_edition": policy.check_may_start_edition,
    }
    return {name: allows(check, request.user, report) for name, check in checks.items()}


@require_safe
@requires(Permission.DRAFT_REPORTS)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen document, byte by byte as it was hashed."""
    report = load_publication(request, pk)
    if not report.is_frozen:
        raise Http404
    name = f"birge-report-{report.number}-{report.edition}.json"
    return HttpResponse(
        report.snapshot.document.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@requires(Permission.DRAFT_REPORTS)
def frozen_file(request: HttpRequest, pk: int, format_: str) -> HttpResponse:
    """The published figures as PDF, XLSX or CSV, in the language that the page is read in.

    Whole, as managers see them; the open page leaves small rows out of its files.
    """
    report = load_publication(request, pk)
    if not report.is_frozen or format_ not in (Format.PDF, Format.XLSX, Format.CSV):
        raise Http404
    language = language_of(request, translation.get_language() or LANGUAGES[0])
    snapshot = report.snapshot
    with translation.override(language):
        content = document_as(
            json.loads(snapshot.document),
            snapshot.sha256,
            Format(format_),
            address=open_url(request, report),
            standing=standing_of(report),
        )
    name = f"birge-report-{report.number}-{report.edition}{suffix_of(report)}-{language}.{format_}"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[Format(format_)],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@requires(Permission.DRAFT_REPORTS)
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """The published figures beside those of today; with htmx only the short version."""
    report = load_publication(request, pk)
    if not report.is_frozen:
        raise Http404
    context = {"report": report, **comparison_context(report, by=request.user)}
    part = "#summary" if request.htmx else ""
    return render(request, f"reporting/publications/differences.html{part}", context)


@require_POST
@requires(Permission.DRAFT_REPORTS)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold every session of a large report against its records, in the background."""
    report = load_publication(request, pk)
    if not report.is_frozen:
        raise Http404
    job = request_comparison(report, by=request.user)
    return redirect("transfers:job", pk=job.pk)
