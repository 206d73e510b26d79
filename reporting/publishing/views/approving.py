"""Saying yes or no to somebody's report, and withdrawing one."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.models import Publication
from reporting.publishing import policy, services
from reporting.publishing.forms import SendBackForm, WithdrawForm
from reporting.publishing.views.loading import back_with, load_publication
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


@require_POST
@requires(Permission.PUBLISH_REPORTS)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes; it is then counted and frozen in the background."""
    report = load_publication(request, pk)
    try:
        services.approve_publication(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication", pk=pk)


@require_POST
@requires(Permission.PUBLISH_REPORTS)
def publish_again(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    try:
        services.publish_again(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH_REPORTS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    form = SendBackForm(request.POST if request.method == "POST" else None)

    def do(comment: str) -> None:
        services.send_back(report, by=request.user, comment=comment)
        messages.success(
            request, _("Sent back to %(author)s with your comment.") % {"author": report.author}
        )

    return _answer(
        request, report, form, check=policy.check_may_send_back, do=do, template="send_back"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH_REPORTS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def do(reason: str) -> None:
        services.withdraw_publication(report, by=request.user, reason=reason)
        messages.success(request, _("The report is withdrawn; it says so wherever it is read."))

    return _answer(
        request, report, form, check=policy.check_may_withdraw, do=do, template="withdraw"
    )


def _answer(
    request: HttpRequest,
    report: Publication,
    form: forms.Form,
    *,
    check: policy.Check,
    do: Callable[[str], None],
    template: str,
) -> HttpResponse:
    """A form with one field of text, and what is done with it."""
    try:
        check(request.user, report)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    if request.method == "POST" and form.is_valid():
        try:
            do(next(iter(form.cleaned_data.values())))
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("reports:publication", pk=report.pk)
    context = {"report": report, "form": form}
    return render(
        request,
        f"reporting/publications/{template}.html",
        context,
        status=422 if form.errors else 200,
    )
