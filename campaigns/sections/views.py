"""The page of a section: written by those who may, read by all others; and what others change."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.approving.discussion import discussion_of
from campaigns.choices import SheetKind
from campaigns.models import Campaign, Sheet
from campaigns.next_steps.due_readings import due_readings
from campaigns.people.workers import workers_of
from campaigns.policy import check_edit, may_edit
from campaigns.sections.changes import told
from campaigns.sections.forms import SheetForms
from campaigns.sections.kinds import Section
from campaigns.sections.needs import needs_of
from campaigns.sections.objectives import lacks
from campaigns.sections.reading import read
from campaigns.sections.registry import SECTIONS
from campaigns.sections.services import changes_since, save_sheet
from campaigns.starting.samples import sample_of
from campaigns.states import State
from campaigns.views.loading import load_campaign
from sessions.errors import ChangedMeanwhile


def _section_of(kind: str) -> Section:
    if kind not in SECTIONS:
        raise Http404
    return SECTIONS[kind]


def sheet_of(campaign: Campaign, kind: str, subject: int = 0) -> Sheet:
    """The sheet as it is; a new one, not written, where nobody has saved yet."""
    found = campaign.sheets.filter(kind=kind, subject=subject).first()
    return found or Sheet(campaign=campaign, kind=kind, subject=subject)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def section(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    campaign, shown = load_campaign(request, pk), _section_of(kind)
    if request.method == "POST":
        check_edit(request.user, campaign)
        return _save(request, campaign, shown)
    return _page(request, campaign, shown, SheetForms(shown, campaign))


def _save(request: HttpRequest, campaign: Campaign, section: Section) -> HttpResponse:
    forms = SheetForms(section, campaign, request.POST)
    seen = seen_version(request)
    if "merge" in request.POST:
        return _with_others(request, campaign, forms, seen)
    if not forms.is_valid():
        return _page(request, campaign, section, forms, seen=seen, status=422)
    try:
        save_sheet(campaign, forms, seen=seen, by=request.user)
    except ChangedMeanwhile:
        return _with_others(request, campaign, forms, seen)
    messages.success(request, _("%(section)s is saved.") % {"section": section.title})
    if "next" not in request.POST:
        return redirect("campaigns:section", pk=campaign.pk, kind=section.kind)
    after = neighbours(section)[1]
    if after is None:
        return redirect("campaigns:detail", pk=campaign.pk)
    return redirect("campaigns:section", pk=campaign.pk, kind=after.kind)


def neighbours(section: Section) -> tuple[Section | None, Section | None]:
    """The sections before and after; none before the first and after the last."""
    row = [None, *SECTIONS.values(), None]
    place = row.index(section)
    return row[place - 1], row[place + 1]


def _with_others(
    request: HttpRequest, campaign: Campaign, forms: SheetForms, seen: int
) -> HttpResponse:
    """Their changes, told; and under them what this person has typed on top of those."""
    now = Campaign.objects.select_related("organisation").get(pk=campaign.pk)
    merged = forms.with_others(now)
    merged.is_valid()
    sheet = sheet_of(campaign, forms.section.kind)
    entries = told(forms.section, now, changes_since(sheet, seen))
    return _page(request, now, forms.section, merged, entries=entries, status=409)


def seen_version(request: HttpRequest) -> int:
    text = request.POST.get("seen") or request.GET.get("seen") or "0"
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _page(
    request: HttpRequest,
    campaign: Campaign,
    section: Section,
    forms: SheetForms,
    *,
    seen: int | None = None,
    entries: list | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = sheet_of(campaign, section.kind)
    before, after = neighbours(section)
    progress = section.progress(campaign)
    context = {
        "campaign": campaign,
        "section": section,
        "place": list(SECTIONS).index(section.kind) + 1,
        "places": len(SECTIONS),
        "before": before,
        "after": after,
        "missing": progress.missing if progress.has_begun else [],
        "is_complete": progress.state == State.COMPLETE,
        "note": section.note(campaign) if section.note else "",
        **_of_readers(section, campaign),
        "sample": sample_of(section),
        "needs": needs_of(forms, campaign),
        "may_edit": may_edit(request.user, campaign),
        "forms": forms,
        "parts": read(section, campaign),
        **discussion_of(request.user, campaign, section.kind),
        "seen": sheet.version if seen is None else seen,
        "others": entries or [],
        "others_url": reverse("campaigns:others", args=[campaign.pk, section.kind]),
        "last": sheet.sheet_changes.select_related("by").first() if sheet.pk else None,
    }
    return render(request, "campaigns/sections/section.html", context, status=status)


def _of_readers(section: Section, campaign: Campaign) -> dict:
    """Of indicators: which readings are due, and who may be named to take them."""
    if section.kind != SheetKind.MONITORING:
        return {}
    today = timezone.localdate()
    return {"due": due_readings(campaign, today), "workers": workers_of(campaign)}


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def others(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What others saved since ``?seen=``: an open page asks every few seconds."""
    campaign, shown = load_campaign(request, pk), _section_of(kind)
    sheet, seen = sheet_of(campaign, kind), seen_version(request)
    if sheet.version <= seen:
        return HttpResponse(status=204)
    context = {
        "entries": told(shown, campaign, changes_since(sheet, seen)),
        "may_edit": may_edit(request.user, campaign),
    }
    return render(request, "campaigns/sections/_others.html", context)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def check_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """What one row still lacks, while it is typed; the row's prefix is in the fields' names."""
    campaign = load_campaign(request, pk)
    values = {
        name.rpartition("-")[2]: text
        for name, text in request.POST.items()
        if not name.startswith("initial-")
    }
    try:
        by_date = parse_date(values.get("by_date", ""))
    except ValueError:
        by_date = None
    texts = [values.get(name, "") for name in ("who", "change", "amount")]
    found = lacks(*texts, by_date, campaign.start_date)
    return render(request, "campaigns/sections/_lacks.html", {"found": found})
