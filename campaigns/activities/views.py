"""The pages of a campaign's calendar: all of it, one activity, and the file for other calendars."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.activities.entries import calendar_of
from campaigns.activities.forms import ActivityForm
from campaigns.activities.reading import Plan, activities_of, weeks_of
from campaigns.activities.services import (
    add_activity,
    change_activity,
    changes_of,
    outside_words,
    plan_channels,
    remove_activity,
)
from campaigns.activities.words import settings_of
from campaigns.models import Activity, Campaign
from campaigns.policy import check_edit, may_edit
from campaigns.sections.views import seen_version
from campaigns.views.loading import load_campaign
from sessions.errors import ChangedMeanwhile, NotNow, Refusal


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def activities(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar; without scripts, and on a phone, a list by weeks."""
    campaign = load_campaign(request, pk)
    plan = Plan(campaign, request.user)
    today = timezone.localdate()
    context = {
        "campaign": campaign,
        "plan": plan,
        "weeks": weeks_of(plan.activities, today),
        "today": today,
        "outside_words": outside_words(campaign) if plan.outside else "",
        "settings": settings_of(request, campaign),
    }
    return render(request, "campaigns/activities/activities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """``?date=``, ``?until=`` and ``?channel=`` fill in what is known already."""
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    form = ActivityForm(request.POST or None, campaign=campaign, initial=_known(request, campaign))
    if request.method == "POST" and form.is_valid():
        try:
            added = add_activity(form.save(commit=False), by=request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _saved(request, added, is_new=True)
    return _form(request, campaign, form)


def _known(request: HttpRequest, campaign: Campaign) -> dict:
    """What the address says of a new activity; nonsense in it is left out."""
    known = {"channel": request.GET.get("channel"), "state": Activity().state}
    for name, asked in (("first_day", "date"), ("last_day", "until")):
        try:
            known[name] = parse_date(request.GET.get(asked, ""))
        except ValueError:
            known[name] = None
    if known["first_day"] is None:
        today = timezone.localdate()
        known["first_day"] = max(today, campaign.start_date or today)
    return known


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def activity(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who may edit gets the form, all others read."""
    campaign = load_campaign(request, pk)
    if request.method == "POST":
        check_edit(request.user, campaign)
    found = get_object_or_404(activities_of(campaign), pk=number)
    if not may_edit(request.user, campaign):
        context = {"campaign": campaign, "activity": found, "history": changes_of(found)}
        return _render(request, "campaigns/activities/activity.html", context)
    form = ActivityForm(request.POST or None, instance=found, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        return _change(request, campaign, form)
    return _form(request, campaign, form)


def _change(request: HttpRequest, campaign: Campaign, form: ActivityForm) -> HttpResponse:
    seen = form.cleaned_data["seen"] or 0
    try:
        changed = change_activity(form.save(commit=False), seen=seen, by=request.user)
    except ChangedMeanwhile as refusal:
        # What was typed stays; sent again it stands on top of what is told here.
        now = get_object_or_404(activities_of(campaign), pk=form.instance.pk)
        form.data = form.data.copy()
        form.data["seen"] = now.version
        return _form(request, campaign, form, others=refusal, status=409)
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return _back(request, campaign)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, campaign, form)
    return _saved(request, changed, is_new=False)


def _saved(request: HttpRequest, saved: Activity, *, is_new: bool) -> HttpResponse:
    """In the panel nothing is swapped: the calendar hears of it and closes the panel."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "activity-saved"})
    if is_new:
        return _back(request, saved.campaign, added=saved.pk)
    messages.success(request, _("%(activity)s is saved.") % {"activity": saved})
    return _back(request, saved.campaign)


def _back(request: HttpRequest, campaign: Campaign, **query: int) -> HttpResponse:
    """To the calendar; with what the scripts need to take an addition back."""
    url = reverse("campaigns:activities", args=[campaign.pk])
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "activity-saved"})
    return redirect(f"{url}?{urlencode(query)}" if query else url)


def _form(
    request: HttpRequest,
    campaign: Campaign,
    form: ActivityForm,
    *,
    others: ChangedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    there = form.instance.pk and get_object_or_404(activities_of(campaign), pk=form.instance.pk)
    context = {
        "campaign": campaign,
        "activity": there,
        "form": form,
        "others": others,
        "team": campaign.teammember_rows.all(),
        "history": changes_of(there) if there else [],
    }
    if form.errors and status == 200:
        status = 422
    return _render(request, "campaigns/activities/form.html", context, status=status)


def _render(request: HttpRequest, name: str, context: dict, *, status: int = 200) -> HttpResponse:
    """The page, or for the panel its inner part; that swaps what was refused with 422 only."""
    if request.htmx:
        return render(request, f"{name}#panel", context, status=422 if status == 409 else status)
    return render(request, name, context, status=status)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    found = get_object_or_404(activities_of(campaign), pk=number)
    try:
        remove_activity(found, seen=seen_version(request), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("campaigns:activity", pk=campaign.pk, number=found.pk)
    messages.success(request, _("%(activity)s is taken out.") % {"activity": found})
    return redirect("campaigns:activities", pk=campaign.pk)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def from_channels(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity for each channel of the plan that has days and none yet, or for one of them."""
    campaign = load_campaign(request, pk)
    check_edit(request.user, campaign)
    asked = request.POST.get("channel", "")
    channels = list(campaign.channeluse_rows.all())
    if asked:
        channels = [one for one in channels if str(one.pk) == asked]
    made = plan_channels(campaign, channels, by=request.user)
    if made:
        told = ngettext(
            "%(n)s activity is on the calendar, on the days that the plan gives its channel.",
            "%(n)s activities are on the calendar, on the days that the plan gives their channels.",
            len(made),
        )
        messages.success(request, told % {"n": len(made)})
    else:
        left_out = _(
            "Nothing was added: every channel has an activity, or no days of the campaign."
        )
        messages.info(request, left_out)
    return redirect("campaigns:activities", pk=campaign.pk)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """For Outlook, Google and others to take over."""
    campaign = load_campaign(request, pk)
    name = slugify(campaign.title) or f"campaign-{campaign.pk}"
    return HttpResponse(
        calendar_of(campaign, now=timezone.now()),
        headers={
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{name}.ics"',
        },
    )
