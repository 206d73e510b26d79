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
from django_htmx.http import push_url

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.models import Region
from reporting import queries
from reporting.books import Book
from reporting.choices import PeriodKind
from reporting.columns import HEADLINES
from reporting.exports.csv_outreach import write_outreach_csv
from reporting.exports.files import Format
from reporting.forms import ExportForm, ReportForm
from reporting.jobs import fresh_export, request_export
from reporting.kept import book_or_job, failed_job, find_kept, is_long, running_job
from reporting.page.context import report_context
from reporting.page.headlines import Headline
from reporting.page.links import unverified_url
from reporting.page.periods import period_choices
from reporting.page.questions import Questions
from reporting.period_words import name_of, query_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question, Row, ask
from reporting.selection import Scope, Selection
from reporting.wording import scope_of, title_of


def read_selection(request: HttpRequest, data) -> tuple[ReportForm, Selection | None]:
    """What the address asks for; no selection where it makes no sense, the form says why."""
    scope = Scope.of(request.user)
    scope.must_hold(data.getlist("region"))
    form = ReportForm(data, scope=scope)
    return form, form.selection() if form.is_valid() else None


@require_safe
@requires(Permission.SEE_REPORTS)
def impact(request: HttpRequest) -> HttpResponse:
    """The report; with htmx only the part below its tabs, shown in another way."""
    form, selection = read_selection(request, request.GET)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    questions = Questions.of(selection)
    if questions.missing or request.htmx.target == "counting":
        return counting(request, selection, questions)
    answers = questions.answers()
    book, kept = answers.book, questions.kept
    context = {
        **heading_of(selection),
        **freshness_of(book.as_of),
        "as_of": book.as_of,
        "kept": kept,
        "job": running_job(*questions.main) if kept else None,
    }
    if book.is_empty:
        context |= empty_context(selection)
    else:
        before, page_number = total_before(selection), request.GET.get("page")
        context |= report_context(answers, before, selection, page_number)
        context |= share_verified(book, selection)
    if request.htmx.target == "report" and not request.htmx.history_restore_request:
        response = render(request, "reporting/_report.html", context)
        number = context["detail"].page.number if "detail" in context else 1
        page = f"&page={number}" if number > 1 else ""
        return push_url(response, f"{request.path}{selection.query()}{page}")
    return render(request, "reporting/impact.html", context)


@require_safe
@requires(Permission.EXPORT_REPORTS)
def outreach_csv(request: HttpRequest) -> HttpResponse:
    """What posts reached in the period, projects and regions of a report."""
    form, selection = read_selection(request, request.GET)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    question = selection.question()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"outreach-{question.period.start}-{question.period.end}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    write_outreach_csv(question, response)
    return response


def heading_of(selection: Selection) -> dict:
    """What stands above every report, and by which it is changed."""
    question = selection.question()
    return {
        "form": ReportForm.showing(selection),
        "selection": selection,
        "periods": period_choices(selection),
        "title": title_of(question),
        "scope": scope_of(question),
        "query": selection.query(),
        "asked": selection.pairs(),
    }


def counting(request: HttpRequest, selection: Selection, questions: Questions) -> HttpResponse:
    """In place of a report that takes long: how far its counting is, or the button to start it.

    A script presses the button at once; reading the page alone writes nothing.
    """
    first = questions.missing[0] if questions.missing else questions.main
    context = {
        "job": running_job(*first),
        "failed": failed_job(*first),
        "most": settings.LONG_REPORT_SESSIONS,
        "asked": selection.pairs(),
        "query": selection.query(),
    }
    if request.htmx and not request.htmx.history_restore_request:
        if request.htmx.target == "counting" and (context["job"] or questions.missing):
            return render(request, "reporting/_counting.html", context)
        return HttpResponse(headers={"HX-Refresh": "true"})
    context |= {**heading_of(selection), "is_counting": True}
    return render(request, "reporting/impact.html", context)


@require_POST
@requires(Permission.SEE_REPORTS)
def count(request: HttpRequest) -> HttpResponse:
    """Have a report that takes long counted, and that of the period before beside it."""
    form, selection = read_selection(request, request.POST)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    questions = Questions.of(selection)
    again = "again" in request.POST
    first, *others = questions.all() if again else questions.missing or [questions.main]
    book_or_job(
        *first,
        by=request.user,
        also=[*others, (selection.previous(), [Breakdown.PROJECT])],
        query=selection.query(),
        again=again,
    )
    if request.htmx:
        return counting(request, selection, Questions.of(selection))
    return redirect(reverse("reports:impact") + selection.query())


def total_before(selection: Selection) -> Row | None:
    """The figures of the period before, where there is one and they are at hand."""
    period = selection.period
    if period.kind == PeriodKind.ALL_TIME or period.previous().start.year <= 1:
        return None
    question = selection.previous()
    parts = [Breakdown.PROJECT]
    if not is_long(question, parts):
        return ask(question).total
    kept = find_kept(question, parts)
    return kept.book.total if kept else None


def empty_context(selection: Selection) -> dict:
    """Ways out of an empty period: years that have something, and fewer restrictions."""
    wider = Selection(selection.scope, selection.period)
    return {
        "is_empty": True,
        "is_narrowed": selection.is_narrowed,
        "wider_query": wider.query(),
    }


def share_verified(book: Book, selection: Selection) -> dict:
    """How much of the report a coordinator has said yes to."""
    sessions = book.total.figures["sessions"]
    unverified = queries.count_unverified(book.question)
    if unverified > queries.MOST_COUNTED:
        verified = {"more_than": queries.MOST_COUNTED}
    else:
        unverified = min(unverified, sessions)
        percent = 100 * (sessions - unverified) // sessions
        verified = {"percent": percent, "unverified": unverified}
    return {"verified": verified, "unverified_url": unverified_url(selection)}


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
                    Headline(column, column.shown(column.value(total))) for column in HEADLINES
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
