"""Who gets the monthly report: the list, one subscription with its mails, and how to end it."""

import datetime

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.models import ReportMail, ReportSubscription
from reporting.periods import add_months
from reporting.subscriptions import services
from reporting.subscriptions.forms import SubscriptionForm

MAILS_SHOWN = 12


def _subscriptions(request: HttpRequest):
    return (
        ReportSubscription.objects.visible_to(request.user)
        .select_related("user", "created_by")
        .prefetch_related("projects", "regions")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBSCRIBE_REPORTS)
def subscriptions(request: HttpRequest) -> HttpResponse:
    """Everyone who gets it, and a form to add somebody."""
    form = SubscriptionForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        for person in asked["people"]:
            services.subscribe(
                person,
                by=request.user,
                projects=asked["projects"],
                regions=asked["regions"],
                day=asked["day"],
            )
        told = ngettext(
            "%(number)d person gets the monthly report.",
            "%(number)d people get the monthly report.",
            len(asked["people"]),
        )
        messages.success(request, told % {"number": len(asked["people"])})
        return redirect("reports:subscriptions")
    latest = Prefetch("mails", ReportMail.objects.order_by("-month")[:1], to_attr="latest_mails")
    found = _subscriptions(request).order_by("-is_active", "user__last_name", "user__pk", "pk")
    found = list(found.prefetch_related(latest))
    for one in found:
        one.next_on = next_mail_of(one, timezone.localdate())
    context = {"form": form, "subscriptions": found}
    return render(
        request, "reporting/subscriptions.html", context, status=422 if form.errors else 200
    )


def next_mail_of(subscription: ReportSubscription, today: datetime.date) -> datetime.date | None:
    """The day of the next mail; none where it was stopped."""
    if not subscription.is_active:
        return None
    day = today.replace(day=subscription.day)
    return day if day > today else add_months(today.replace(day=1), 1).replace(day=subscription.day)


@require_safe
@requires(Permission.SUBSCRIBE_REPORTS)
def subscription(request: HttpRequest, pk: int) -> HttpResponse:
    """One subscription: what was sent, and the button that ends it; mails lead here."""
    found = get_object_or_404(_subscriptions(request), pk=pk)
    context = {
        "subscription": found,
        "is_own": found.user_id == request.user.pk,
        "next_on": next_mail_of(found, timezone.localdate()),
        "mails": found.mails.all()[:MAILS_SHOWN],
    }
    return render(request, "reporting/subscription.html", context)


@require_POST
@requires(Permission.SUBSCRIBE_REPORTS)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    services.stop(get_object_or_404(_subscriptions(request), pk=pk))
    messages.success(request, _("Stopped: no more mails of it are sent."))
    return redirect("reports:subscription", pk=pk)


@require_POST
@requires(Permission.SUBSCRIBE_REPORTS)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    services.resume(get_object_or_404(_subscriptions(request), pk=pk))
    messages.success(request, _("The monthly report is sent again."))
    return redirect("reports:subscription", pk=pk)


@require_POST
@requires(Permission.SUBSCRIBE_REPORTS)
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail once more of which nobody knows whether it arrived."""
    visible = ReportSubscription.objects.visible_to(request.user)
    report_mail = get_object_or_404(ReportMail.objects.filter(subscription__in=visible), pk=pk)
    if services.send_again(report_mail):
        messages.success(request, _("It is being sent once more."))
    else:
        messages.info(request, _("It was sent, or is on its way."))
    return redirect("reports:subscription", pk=report_mail.subscription_id)
