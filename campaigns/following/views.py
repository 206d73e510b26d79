"""How a campaign does: its page, the report of it as a file, and which post tells what."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.following.assigning import (
    AssignForm,
    assign_posts,
    check_assign,
    may_assign,
    page_to_assign,
)
from campaigns.following.content import Following, follow
from campaigns.following.links import posts_url
from campaigns.following.pdf import write_pdf
from campaigns.following.period import PeriodForm, recent_span, whole_span
from campaigns.following.progress import RULE
from campaigns.following.sheets import write_csv, write_xlsx
from campaigns.following.sources import sources_in_words
from campaigns.following.worked import LEAST_POSTS
from campaigns.models import Campaign
from campaigns.outreach.counting import Span
from campaigns.outreach.figures import FIGURE
from campaigns.policy import may_edit
from campaigns.views.loading import load_campaign
from sessions.views.lists import page_number

WRITERS = {
    "pdf": (write_pdf, "application/pdf"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}
DEFINED = (
    "posts",
    "views",
    "reach",
    "followers",
    "engagement_rate",
    "link_clicks",
    "cost",
    "cost_per_thousand",
    "views_middle",
    "rate_middle",
)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def follow_page(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever sees the campaign: all of it, or some days."""
    campaign = load_campaign(request, pk)
    whole = whole_span(campaign)
    form = PeriodForm(request.GET, whole=whole)
    context = {"campaign": campaign, "form": form, "may_edit": may_edit(request.user, campaign)}
    if not form.is_valid():
        return render(request, "campaigns/following/follow.html", context, status=400)
    followed = follow(campaign, form.span(), shown_to=request.user)
    context |= {
        "followed": followed,
        "is_whole": followed.span == whole,
        "spans": _spans(whole, form.span()),
        "may_assign": may_assign(request.user, campaign),
        "posts_url": posts_url(campaign, followed.span),
        "unmeasured_url": posts_url(campaign, followed.span, state="unmeasured"),
        "defined": [{"figure": FIGURE[name]} for name in DEFINED],
        "least_posts": LEAST_POSTS,
        "sources": sources_in_words(followed.sources) if followed.sources else "",
        "rule": RULE,
    }
    return render(request, "campaigns/following/follow.html", context)


def _spans(whole: Span, current: Span) -> list[dict]:
    """What is chosen by one press: the whole campaign, the last four weeks."""
    return [
        {"label": label, "span": span, "is_current": span == current}
        for label, span in ((_("Whole campaign"), whole), (_("Last four weeks"), recent_span()))
    ]


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the page says, as a file, in the reader's language."""
    campaign = load_campaign(request, pk)
    if kind not in WRITERS:
        raise Http404
    form = PeriodForm(request.GET, whole=whole_span(campaign))
    if not form.is_valid():
        return HttpResponse(
            "\n".join(str(word) for words in form.errors.values() for word in words),
            status=400,
            content_type="text/plain; charset=utf-8",
        )
    write, content_type = WRITERS[kind]
    followed = follow(campaign, form.span(), shown_to=request.user)
    return HttpResponse(
        write(followed),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="{_file_name(followed)}.{kind}"',
        },
    )


def _file_name(followed: Following) -> str:
    campaign, span = followed.campaign, followed.span
    title = slugify(campaign.title) or f"campaign-{campaign.pk}"
    return f"{title}-{span.since.isoformat()}-{span.until.isoformat()}"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of many posts at once which message they tell, and in which channel they went out."""
    campaign = load_campaign(request, pk)
    form = AssignForm(request.POST or None, campaign=campaign)
    if request.method == "POST":
        check_assign(request.user, campaign)
        if form.is_valid():
            count = assign_posts(campaign, by=request.user, **form.cleaned_data)
            told = ngettext("%(number)s post is sorted.", "%(number)s posts are sorted.", count)
            changed = told % {"number": count} if count else _("They were sorted so already.")
            messages.success(request, changed)
            which = "?all=1" if request.GET.get("all") == "1" else ""
            return redirect(f"{reverse('campaigns:follow_posts', args=[pk])}{which}")
        return _show_assigning(request, campaign, form, status=422)
    return _show_assigning(request, campaign, form)


def _show_assigning(
    request: HttpRequest, campaign: Campaign, form: AssignForm, status: int = 200
) -> HttpResponse:
    shows_all = request.GET.get("all") == "1"
    context = {
        "campaign": campaign,
        "form": form,
        "shows_all": shows_all,
        "page": page_to_assign(campaign, page_number(request.GET), shows_all=shows_all),
        "may_assign": may_assign(request.user, campaign),
    }
    return render(request, "campaigns/following/assign.html", context, status=status)
