"""Published reports as the world reads them: the open page, what others embed, files."""

from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import etag, require_POST, require_safe

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from reporting.exports.files import CONTENT_TYPES, Format
from reporting.models import Publication
from reporting.publishing import services
from reporting.publishing.open_page import file_of, read_open, sha256_of_file
from reporting.publishing.snapshot import LANGUAGES
from reporting.publishing.standing import suffix_of
from reporting.publishing.views.loading import back_with, language_of, load_publication
from sessions.errors import Refusal

PUBLISHED = "a published report: whoever has its link may read it"


def load_open(token: str) -> Publication:
    """:raises Http404: no report has this link, or has it no more."""
    related = ("snapshot", "replaced_by")
    return get_object_or_404(
        Publication.objects.frozen().select_related(*related), open_token=token
    )


def version_of(request: HttpRequest, token: str, **_: object) -> str | None:
    """For browsers that have the page already: it changes with what may change about it."""
    row = (
        Publication.objects.frozen()
        .filter(open_token=token)
        .values_list("snapshot__sha256", "status", "replaced_by__status", "replaced_by__open_token")
        .first()
    )
    if row is None:
        return None
    language = language_of(request, translation.get_language())
    least = settings.OPEN_REPORT_LEAST_VOLUNTEERS
    return f'"{row[0]}-{row[1]}-{row[2]}-{bool(row[3])}-{language}-{least}"'


def in_language_asked(view):
    """Answer in the language of ``?language=``, else in the reader's."""

    @wraps(view)
    def answering(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with translation.override(language_of(request, translation.get_language())):
            return view(request, *args, **kwargs)

    return answering


@open_to_all(PUBLISHED)
@require_safe
@cache_control(public=True, max_age=300)
@etag(version_of)
@in_language_asked
def open_report(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a published report."""
    return _render(request, token, "reporting/publications/open.html")


@open_to_all(PUBLISHED)
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=300)
@etag(version_of)
@in_language_asked
def embedded_report(request: HttpRequest, token: str) -> HttpResponse:
    """Its figures and map, for a frame in another site's page."""
    return _render(request, token, "reporting/publications/embed.html")


def _render(request: HttpRequest, token: str, template: str) -> HttpResponse:
    report = load_open(token)
    newer = getattr(report, "replaced_by", None)
    context = {
        "report": report,
        "open": read_open(report.snapshot),
        "newer": newer if newer and newer.is_frozen else None,
        "open_sha256": sha256_of_file(report),
        "language": translation.get_language(),
        "languages": [(code, get_language_info(code)["name_local"]) for code in LANGUAGES],
    }
    return render(request, template, context)


@open_to_all(PUBLISHED)
@require_safe
@cache_control(public=True, max_age=300)
@etag(version_of)
@in_language_asked
def open_file(request: HttpRequest, token: str, format_: str) -> HttpResponse:
    """The report as a file, as the page offers it."""
    report = load_open(token)
    if format_ not in CONTENT_TYPES:
        raise Http404
    name = f"birge-report-{report.number}-{report.edition}{suffix_of(report)}.{format_}"
    return HttpResponse(
        file_of(
            report,
            Format(format_),
            address=request.build_absolute_uri(reverse("reports:open", args=[token])),
        ),
        content_type=CONTENT_TYPES[Format(format_)],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@requires(Permission.PUBLISH_REPORTS)
def open_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a published report a page that is open to the world."""
    return _change(request, pk, services.open_to_the_world)


@require_POST
@requires(Permission.PUBLISH_REPORTS)
def close_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the link away."""
    return _change(request, pk, services.close_to_the_world)


def _change(request: HttpRequest, pk: int, service) -> HttpResponse:
    report = load_publication(request, pk)
    try:
        service(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication", pk=report.pk)
