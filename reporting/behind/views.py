"""The page of what is behind a figure."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.behind.addresses import behind_url
from reporting.behind.listings import MOST_LISTED, figures_named, list_behind, subject_of
from reporting.behind.pages import ListingPage
from reporting.columns import COLUMN, Column
from reporting.figures import FIGURE
from reporting.labels import in_order, names_for
from reporting.periods import Period, last_day_of_month
from reporting.questions import Breakdown, Question
from reporting.reports import ask
from reporting.selection import Selection
from reporting.views import freshness_of, read_selection
from reporting.wording import scope_of


@require_safe
@requires(Permission.SEE_REPORTS)
def behind(request: HttpRequest) -> HttpResponse:
    """What a figure of the report counts, with the figure counted from it."""
    name = request.GET.get("of", "sessions")
    if name not in COLUMN and name not in FIGURE:
        raise Http404
    form, selection = read_selection(request, request.GET)
    if selection is None:
        return render(request, "reporting/impact.html", {"form": form}, status=400)
    question = selection.question()
    column = COLUMN.get(name) or Column(name, FIGURE[name].label, (name,))
    around = ask(replace(question, period=whole_months(question.period)))
    context = {
        "column": column,
        "scope": scope_of(question),
        "report_url": selection.query(),
        "definition": column.definition,
        **freshness_of(around.as_of),
    }
    if around.total.figures["sessions"] > MOST_LISTED:
        return render(
            request, "reporting/behind.html", context | parts_of(question, column, selection)
        )
    number = page_number(request.GET.get("page", ""))
    listing = list_behind(question, name, page=number)
    kept = column.value(around.total) if question.period.is_whole_months else listing.value
    context |= {
        "page": ListingPage(listing, selection, request.user, number),
        "subject": listing.subject,
        "value": column.shown(listing.value),
        "kept": column.shown(kept),
        "differs": kept != listing.value,
    }
    return render(request, "reporting/behind.html", context)


def page_number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def whole_months(period: Period) -> Period:
    """The months that a period lies in, whose size the rollups know."""
    return Period(period.start.replace(day=1), last_day_of_month(period.end))


def parts_of(question: Question, column: Column, selection: Selection) -> dict:
    """The same figure by region, or by month within one, where a list would be too long."""
    by = Breakdown.MONTH if len(question.regions) == 1 else Breakdown.REGION
    report = ask(replace(question, by=by))
    name = names_for(by, report.values())
    return {
        "subject": subject_of(figures_named(column.name)),
        "value": column.shown(column.value(report.total)),
        "parts": [
            {
                "name": name(value),
                "value": column.shown(column.value(report.row(value=value))),
                "url": behind_url(selection, column.name, **{str(by): value}),
            }
            for value in in_order(by, report, name)
        ],
        "parts_head": by.label,
    }
