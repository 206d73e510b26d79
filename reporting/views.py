"""The impact report: its page, its headline figures for start pages, and its files."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.models import Region
from reporting import presentation, queries, tilemap
from reporting.books import Book, open_book
from reporting.choices import PeriodKind
from reporting.columns import COLUMN, HEADLINES, ON_THE_MAP
from reporting.exports.files import Format
from reporting.figures import Kind
from reporting.forms import ExportForm, ReportForm
from reporting.jobs import fresh_export, request_export
from reporting.kept import SHOWN, Kept, book_or_job, failed_job, find_kept, is_long, running_job
from reporting.period_words import name_of, neighbours, query_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question, Row, ask
from reporting.selection import Scope, Selection
from reporting.wording import definitions, scope_of, title_of, totals_note

MOST_YEARS = 6
"""Calendar years among the quick choices; any other is chosen by its days."""


def read_selection(request: HttpRequest, data) -> tuple[ReportForm, Selection | None]:
    """What the address asks for; no selection where it makes no sense, the form says why."""
    scope = Scope.of(request.user)
    scope.must_hold(data.getlist("region"))
    form = ReportForm(data, scope=scope)
    return form, form.selection() if form.is_valid() else None


@require_safe
@requires(Permission.SEE_REPORTS)
def impact(request: HttpRequest) -> HttpResponse:
    """The report; with htmx only its map, when another figure is to be drawn there."""
    form, selection = read_selection(request, request.GET)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    question = selection.question()
    takes_long = is_long(question, SHOWN)
    kept = find_kept(question, SHOWN) if takes_long else None
    if takes_long and (not kept or request.htmx.target == "counting"):
        return counting(request, selection, kept)
    if request.htmx.target == "map":
        book = kept.book if kept else open_book(question, [Breakdown.REGION])
        context = {"selection": selection, "map": map_of(book, selection)}
        return render(request, "reporting/impact.html#map", context)
    book = kept.book if kept else open_book(question, SHOWN)
    context = {
        "form": ReportForm.showing(selection),
        "selection": selection,
        "periods": period_choices(selection),
        **freshness_of(book.as_of),
        **(empty_context(selection) if book.is_empty else full_context(book, selection)),
        "title": title_of(book.question),
        "scope": scope_of(book.question),
        "query": selection.query(),
        "asked": selection.pairs(),
        "kept": kept,
        "job": running_job(question, SHOWN) if kept else None,
        "definitions": definitions(),
        "kinds": list(Kind),
    }
    return render(request, "reporting/impact.html", context)


def counting(request: HttpRequest, selection: Selection, kept: Kept | None) -> HttpResponse:
    """In place of a report that takes long: how far its counting is, or the button to start it.

    A script presses the button at once; reading the page alone writes nothing.
    """
    question = selection.question()
    context = {
        "job": running_job(question, SHOWN),
        "failed": failed_job(question, SHOWN),
        "most": settings.LONG_REPORT_SESSIONS,
        "asked": selection.pairs(),
        "query": selection.query(),
    }
    if request.htmx and not request.htmx.history_restore_request:
        if request.htmx.target == "counting" and (context["job"] or not kept):
            return render(request, "reporting/_counting.html", context)
        return HttpResponse(headers={"HX-Refresh": "true"})
    context |= {
        "form": ReportForm.showing(selection),
        "selection": selection,
        "periods": period_choices(selection),
        "title": title_of(question),
        "scope": scope_of(question),
        "is_counting": True,
    }
    return render(request, "reporting/impact.html", context)


@require_POST
@requires(Permission.SEE_REPORTS)
def count(request: HttpRequest) -> HttpResponse:
    """Have a report that takes long counted, and that of the period before beside it."""
    form, selection = read_selection(request, request.POST)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    book_or_job(
        selection.question(),
        SHOWN,
        by=request.user,
        also=[(selection.previous(), [Breakdown.PROJECT])],
        query=selection.query(),
        again="again" in request.POST,
    )
    if request.htmx:
        return counting(request, selection, None)
    return redirect(reverse("reports:impact") + selection.query())


def full_context(book: Book, selection: Selection) -> dict:
    period = selection.period
    compared = period.kind != PeriodKind.ALL_TIME and period.previous().start.year > 1
    before = total_before(selection) if compared else None
    return {
        "headlines": presentation.headlines(selection, book.total, before),
        "verified": share_verified(book),
        "unverified_url": presentation.sessions_url(selection, status="delivered"),
        "map": map_of(book, selection),
        "projects": presentation.project_table(book, selection),
        "regions": presentation.region_table(book, selection),
        "regions_without": presentation.regions_without_sessions(book, selection),
        "goals": presentation.goal_table(book),
        "modes": presentation.mode_table(book, selection),
        "months": presentation.month_table(book, selection),
        "chart": presentation.month_chart(book[Breakdown.MONTH]),
        "totals_note": totals_note(),
    }


def total_before(selection: Selection) -> Row | None:
    """The figures of the period before, where they are at hand."""
    question = selection.previous()
    parts = [Breakdown.PROJECT]
    if not is_long(question, parts):
        return ask(question).total
    kept = find_kept(question, parts)
    return kept.book.total if kept else None


def empty_context(selection: Selection) -> dict:
    """Ways out of an empty period: years that have something, and fewer restrictions."""
    return {
        "is_empty": True,
        "is_narrowed": bool(selection.projects or selection.regions),
        "wider_query": selection.query(projects=(), regions=()),
    }


def map_of(book: Book, selection: Selection) -> dict:
    column = COLUMN[selection.figure]
    report = book[Breakdown.REGION]
    values = {code: column.value(report.row(value=code)) for code in report.values()}
    shown = [region.code for region in selection.shown_regions]
    drawn = tilemap.draw(Region.objects.all(), values, shown)
    return {
        "column": column,
        "tiles": list(presentation.tiles(drawn, column, selection)),
        "legend": drawn.legend,
        "choices": [
            {
                "label": choice.label,
                "query": selection.query(figure=choice.name),
                "is_current": choice is column,
            }
            for choice in ON_THE_MAP
        ],
    }


def share_verified(book: Book) -> dict:
    """How much of the report a coordinator has said yes to."""
    sessions = book.total.figures["sessions"]
    unverified = queries.count_unverified(book.question)
    if unverified > queries.MOST_COUNTED:
        return {"more_than": queries.MOST_COUNTED}
    unverified = min(unverified, sessions)
    return {"percent": 100 * (sessions - unverified) // sessions, "unverified": unverified}


def period_choices(selection: Selection) -> dict:
    """The period before and after, and those that are asked for most, as addresses."""
    today = timezone.localdate()
    kinds = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.SCHOOL_YEAR]
    periods = [Period.standard(kind, today) for kind in kinds]
    years = queries.years_with_sessions()[:MOST_YEARS]
    periods += [
        Period.standard(PeriodKind.CALENDAR_YEAR, today.replace(year=year, day=1))
        for year in reversed(years)
    ]
    periods.append(Period.standard(PeriodKind.ALL_TIME, today))

    def link(period: Period | None) -> dict | None:
        return period and {
            "name": name_of(period),
            "query": selection.query(period=period),
            "is_current": period == selection.period,
        }

    before, after = neighbours(selection.period)
    return {
        "before": link(before),
        "after": link(after),
        "choices": [link(period) for period in periods],
        "years": [link(period) for period in periods[3:-1]],
    }


def freshness_of(as_of) -> dict:
    counting = queries.changes_being_counted()
    return {
        "as_of": as_of,
        "counting": min(counting, queries.MOST_COUNTED),
        "counting_more": counting > queries.MOST_COUNTED,
    }


@require_safe
@requires(Permission.SEE_REPORTS)
def freshness(request: HttpRequest) -> HttpResponse:
    """Whether changes are being counted; asked again and again while there are some."""
    context = {**freshness_of(timezone.now()), "was_counting": True}
    return render(request, "reporting/_freshness.html", context)


@require_safe
@requires(Permission.SEE_REPORTS)
def headline(request: HttpRequest) -> HttpResponse:
    """The headline figures of this month and school year in the person's regions."""
    scope = Scope.of(request.user)
    return render_headline(request, () if scope.is_whole_country else scope.regions)


@require_safe
@requires(Permission.SEE_IMPACT)
def impact_headline(request: HttpRequest) -> HttpResponse:
    """The same for the whole country, and for nothing smaller."""
    return render_headline(request, ())


def render_headline(request: HttpRequest, regions: tuple[Region, ...]) -> HttpResponse:
    today = timezone.localdate()
    parts = []
    for kind in (PeriodKind.MONTH, PeriodKind.SCHOOL_YEAR):
        period = Period.standard(kind, today)
        total = ask(Question(period, regions=regions)).total
        parts.append(
            {
                "name": name_of(period),
                "query": "?" + urlencode(query_of(period), safe="/"),
                "headlines": [
                    presentation.Headline(column, column.shown(column.value(total)))
                    for column in HEADLINES
                ],
            }
        )
    template = "reporting/headline.html#figures" if request.htmx else "reporting/headline.html"
    return render(
        request,
        template,
        {"parts": parts, "can_see_report": request.user.can(Permission.SEE_REPORTS)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXPORT_REPORTS)
def export(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is then written in the background."""
    data = request.POST if request.method == "POST" else request.GET
    report_form, selection = read_selection(request, data)
    if selection is None:
        context = {"form": report_form}
        return render(request, "reporting/impact.html", context, status=400)
    form = ExportForm(
        data if request.method == "POST" else None,
        may_hold_sessions=request.user.can(Permission.EXPORT_SESSIONS),
    )
    if request.method == "POST" and form.is_valid():
        question = selection.question(Breakdown(form.cleaned_data["by"]))
        format_ = Format(form.cleaned_data["format"])
        options = {"with_sessions": form.cleaned_data["sessions"]}
        job = fresh_export(question, format_, by=request.user, **options)
        if job:
            messages.info(request, _("Nothing has changed since you asked for this file."))
        else:
            job = request_export(question, format_, by=request.user, **options)
        return redirect("transfers:job", pk=job.pk)
    context = {
        "form": form,
        "title": title_of(selection.question()),
        "scope": scope_of(selection.question()),
        "report_url": reverse("reports:impact") + selection.query(),
        "asked": selection.pairs(),
        "days": settings.EXPORT_DAYS,
    }
    return render(request, "reporting/export.html", context, status=422 if form.errors else 200)
