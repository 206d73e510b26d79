"""The page of the goals; managers edit there what contributes to them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.forms import ReportForm
from reporting.goals.cards import goals_of, history_of_contribution, history_of_goals
from reporting.goals.forms import ContributionForm, goal_in_address
from reporting.goals.services import remove_contribution, save_contribution
from reporting.kept import report_at_hand
from reporting.models import Contribution
from reporting.period_words import name_of
from reporting.reports import Breakdown
from reporting.views import freshness_of, period_choices, read_selection
from reporting.wording import scope_of
from sessions.errors import Refusal
from sessions.views.loading import add_refusal

VIEW = ("period", "from", "to", "project", "region")
"""What of an address says which view of the goals it came from."""


def url_of_goals(request: HttpRequest) -> str:
    """The page that a link to a form was on, with its period, projects and regions."""
    kept = [(name, value) for name in VIEW for value in request.GET.getlist(name)]
    return reverse("reports:goals") + (f"?{urlencode(kept, safe='/')}" if kept else "")


@require_safe
@requires(Permission.SEE_REPORTS)
def goals(request: HttpRequest) -> HttpResponse:
    form, selection = read_selection(request, request.GET)
    if selection is None:
        return render(request, "reporting/goals/goals.html", {"form": form}, status=400)
    question = selection.question(Breakdown.GOAL)
    report = report_at_hand(question)
    context = {
        "form": ReportForm.showing(selection),
        "selection": selection,
        "periods": period_choices(selection),
        **freshness_of(report.as_of if report else timezone.now()),
        "goals": goals_of(selection, report) if report else None,
        "title": _("Goals, %(period)s") % {"period": name_of(selection.period)},
        "scope": scope_of(question),
        "query": selection.query(),
        "is_narrowed": bool(selection.projects),
        "wider_query": selection.query(projects=()),
        "may_edit": request.user.can(Permission.EDIT_GOALS),
        "history": history_of_goals() if request.user.can(Permission.SEE_HISTORY) else [],
    }
    return render(request, "reporting/goals/goals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_GOALS)
def create(request: HttpRequest) -> HttpResponse:
    """Add a contribution; with htmx only the targets, when another goal was chosen."""
    goal = goal_in_address(request.GET)
    form = ContributionForm(request.POST or None, initial={"goal": goal and goal.pk})
    if request.htmx.target == "target":
        return render(request, "reporting/goals/contribution.html#target", {"form": form})
    return _answer(request, form, _("%(project)s contributes to goal %(goal)s now."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_GOALS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contribution, or give it its last day."""
    contribution = _load(pk)
    form = ContributionForm(request.POST or None, instance=contribution)
    return _answer(request, form, _("The contribution of %(project)s to goal %(goal)s is changed."))


def _answer(request: HttpRequest, form: ContributionForm, said: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_contribution(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            words = {"project": saved.project, "goal": saved.goal_id}
            messages.success(request, said % words)
            return redirect(f"{url_of_goals(request)}#goal-{saved.goal_id}")
    is_there = form.instance.pk is not None
    context = {
        "form": form,
        "contribution": _load(form.instance.pk) if is_there else None,
        "goals_url": url_of_goals(request),
        "history": history_of_contribution(form.instance) if is_there else [],
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/goals/contribution.html", context, status=status)


@require_POST
@requires(Permission.EDIT_GOALS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    contribution = _load(pk)
    try:
        remove_contribution(contribution, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        words = {"project": contribution.project, "goal": contribution.goal_id}
        messages.success(
            request, _("%(project)s does not count in goal %(goal)s any more.") % words
        )
    return redirect(url_of_goals(request))


def _load(pk: int) -> Contribution:
    """Contributions are the programme's, of no region: who may edit one may edit each."""
    return get_object_or_404(Contribution.objects.select_related("project", "goal"), pk=pk)
