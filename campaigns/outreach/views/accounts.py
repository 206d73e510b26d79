"""Accounts in social media, their followers, and the rules of outreach."""

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import OutreachRules, SocialAccount
from campaigns.outreach import measuring, policy
from campaigns.outreach.forms import AccountForm, FollowersForm, ReachForm, RulesForm
from campaigns.outreach.posting import set_rules
from campaigns.outreach.queries import accounts_for_list, best_a_day, history_of_account
from sessions.errors import Refusal
from sessions.views.loading import add_refusal

MOST_READINGS = 60
"""So many days stand on an account's page; all of them count."""


def visible(request: HttpRequest) -> QuerySet[SocialAccount]:
    return SocialAccount.objects.visible_to(request.user).select_related("project", "organisation")


@require_safe
@requires(Permission.SEE_OUTREACH)
def account_list(request: HttpRequest) -> HttpResponse:
    context = {"accounts": accounts_for_list(request.user)}
    return render(request, "outreach/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ACCOUNTS)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_ACCOUNTS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(visible(request), pk=pk)
    policy.check(policy.may_change_account(request.user, account))
    return _edit(request, account)


def _edit(request: HttpRequest, account: SocialAccount | None) -> HttpResponse:
    form = AccountForm(request.POST or None, user=request.user, instance=account)
    if request.method == "POST" and form.is_valid():
        try:
            saved = measuring.save_account(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The account is written down."))
            return redirect("outreach:account", pk=saved.pk)
    context = {"form": form, "account": account and visible(request).get(pk=account.pk)}
    status = 422 if form.errors else 200
    return render(request, "outreach/account_form.html", context, status=status)


@require_safe
@requires(Permission.SEE_OUTREACH)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(visible(request), pk=pk))


def _show(
    request: HttpRequest, account: SocialAccount, *, status: int = 200, **forms: Form
) -> HttpResponse:
    readings = list(account.follower_readings.all())
    best = best_a_day(readings)
    can_change = policy.may_change_account(request.user, account)
    context = {
        "account": account,
        "readings": readings[:MOST_READINGS],
        "newest": best[0] if best else None,
        "oldest": best[-1] if best else None,
        "reach": account.reach.all(),
        "can_change": can_change,
        "followers_form": can_change and FollowersForm(),
        "reach_form": can_change and ReachForm(),
        "history": history_of_account(account) if can_change else [],
    }
    return render(request, "outreach/account.html", context | forms, status=status)


@require_POST
@requires(Permission.EDIT_ACCOUNTS)
def add_followers(request: HttpRequest, pk: int) -> HttpResponse:
    """How many follow it on a day; the same day again corrects what was read by hand."""
    account = get_object_or_404(visible(request), pk=pk)
    policy.check(policy.may_change_account(request.user, account))
    form = FollowersForm(request.POST)
    if form.is_valid():
        try:
            measuring.record_followers(account, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The number is written down."))
            return redirect("outreach:account", pk=account.pk)
    return _show(request, account, status=422, followers_form=form)


@require_POST
@requires(Permission.EDIT_ACCOUNTS)
def add_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """How many different people the platform says that it reached."""
    account = get_object_or_404(visible(request), pk=pk)
    policy.check(policy.may_change_account(request.user, account))
    form = ReachForm(request.POST)
    if form.is_valid():
        try:
            measuring.record_reach(account, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The number is written down."))
            return redirect("outreach:account", pk=account.pk)
    return _show(request, account, status=422, reach_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SET_OUTREACH_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Whether a coordinator looks at volunteers' posts before or after they go out."""
    word = "before" if OutreachRules.now().approve_before else "after"
    form = RulesForm(request.POST or None, initial={"approve_before": word})
    if request.method == "POST" and form.is_valid():
        set_rules(by=request.user, **form.cleaned_data)
        messages.success(request, _("From now on it is so."))
        return redirect("outreach:posts")
    status = 422 if form.errors else 200
    return render(request, "outreach/rules.html", {"form": form}, status=status)
