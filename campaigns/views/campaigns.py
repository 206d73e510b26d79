"""The list of campaigns, the page of one, and its frame."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.approving.services import changes_since_approval, steps_for
from campaigns.choices import CampaignStatus
from campaigns.contents import contents_of, next_entry
from campaigns.forms import CampaignForm
from campaigns.models import Campaign, Workshop
from campaigns.policy import may_edit
from campaigns.services import create_campaign
from campaigns.states import State
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.lists import page_number
from sessions.views.loading import add_refusal

ON_A_PAGE = 30
STEPS_SHOWN = 20
WORKSHOPS_SHOWN = 3


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def campaigns(request: HttpRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    shown = Campaign.objects.visible_to(request.user).select_related("organisation", "project")
    if status in CampaignStatus.values:
        shown = shown.filter(status=status)
    context = {
        "page": Paginator(shown, ON_A_PAGE).get_page(page_number(request.GET)),
        "status": status,
        "statuses": CampaignStatus.choices,
        "workshops": Workshop.objects.visible_to(request.user).to_come()[:WORKSHOPS_SHOWN],
    }
    return render(request, "campaigns/list.html", context)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    contents = contents_of(campaign)
    context = {
        "campaign": campaign,
        "contents": contents,
        "complete": sum(entry.state == State.COMPLETE for entry in contents),
        "next": next_entry(contents) if may_edit(request.user, campaign) else None,
        "steps": steps_for(request.user, campaign),
        "way": list(campaign.steps.select_related("by")[:STEPS_SHOWN]),
        "changes_since_approval": changes_since_approval(campaign),
    }
    return render(request, "campaigns/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def create(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = create_campaign(
                form.save(commit=False), by=request.user, template=form.cleaned_data["template"]
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Your campaign is there. Begin at the top, or wherever you know most.")
            )
            return redirect("campaigns:detail", pk=campaign.pk)
    status = 422 if form.errors else 200
    return render(request, "campaigns/new.html", {"form": form}, status=status)
