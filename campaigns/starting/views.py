"""A campaign is copied."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.forms import CopyForm
from campaigns.starting.services import copy_campaign
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Anyone who may begin campaigns and sees this one makes a draft of their own of it."""
    campaign = load_campaign(request, pk)
    initial = {"title": campaign.title}
    form = CopyForm(request.POST or None, user=request.user, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_campaign(campaign, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            told = _("The copy is a draft of your own. Give it new days first.")
            if made.start_date:
                told = _("The copy is a draft of your own, and its calendar came along.")
            messages.success(request, told)
            return redirect("campaigns:detail", pk=made.pk)
    context = {"campaign": campaign, "form": form}
    status = 422 if form.errors else 200
    return render(request, "campaigns/copy.html", context, status=status)
