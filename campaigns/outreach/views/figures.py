"""What posts and accounts reached in a span of days."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Post, SocialAccount
from campaigns.outreach.counting import Breakdown, Span, count_outreach, follower_rows
from campaigns.outreach.forms import FiguresForm
from campaigns.outreach.names import named_rows
from campaigns.outreach.wording import told

SHOWN = (Breakdown.PLATFORM, Breakdown.MONTH, Breakdown.LANGUAGE, Breakdown.WEEKDAY)
TITLES = {
    Breakdown.PLATFORM: _("Platforms compared"),
    Breakdown.MONTH: _("By month"),
    Breakdown.LANGUAGE: _("By language"),
    Breakdown.WEEKDAY: _("By day of the week"),
}
MOST_YEARS = 6


@require_safe
@requires(Permission.SEE_OUTREACH)
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of all that somebody may see, or of a project or campaign."""
    years = years_of(request)
    form = FiguresForm(request.GET or None, user=request.user, year=years[0])
    if form.is_bound and not form.is_valid():
        context = {"form": form, "years": years}
        return render(request, "outreach/figures.html", context, status=400)
    span, posts, accounts = form.scope()
    outreach = count_outreach(posts, accounts, span, SHOWN)
    context = {
        "form": form,
        "years": years,
        "span": span,
        "outreach": outreach,
        "told": told(outreach),
        "tables": [
            {"title": TITLES[by], "label": by.label, "rows": named_rows(by, rows)}
            for by, rows in outreach.rows.items()
            if len(rows) > 1
        ],
        "accounts": followers_by_account(accounts, span),
    }
    return render(request, "outreach/figures.html", context)


def years_of(request: HttpRequest) -> list[int]:
    """The years in which something was published that the person may see, the newest first."""
    published = Post.objects.visible_to(request.user).published()
    years = [day.year for day in published.dates("published_on", "year", order="DESC")]
    return years[:MOST_YEARS] or [timezone.localdate().year]


def followers_by_account(accounts: QuerySet[SocialAccount], span: Span) -> list[dict]:
    """How each account grew; those without a reading are left out."""
    shown = {account.pk: account for account in accounts.select_related("project")}
    changes = follower_rows(list(shown), span)
    rows = [{"account": shown[pk], "change": change} for pk, change in changes.items()]
    return sorted(rows, key=lambda row: -row["change"].last)
