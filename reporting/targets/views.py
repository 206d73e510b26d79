"""The page of targets and their progress; managers edit them there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.models import Region
from reporting.models import Target
from reporting.targets.forms import TargetForm
from reporting.targets.reading import (
    groups_of,
    history_of_target,
    history_of_targets,
    page_of_periods,
)
from reporting.targets.services import remove_target, save_target
from sessions.errors import Refusal
from sessions.views.lists import page_number
from sessions.views.loading import add_refusal
from volunteers.models import Project


@require_safe
@requires(Permission.SEE_REPORTS)
def targets(request: HttpRequest) -> HttpResponse:
    user = request.user
    page = page_of_periods(user, page_number(request.GET))
    may_edit = user.can(Permission.EDIT_TARGETS)
    context = {
        "page": page,
        "groups": groups_of(user, list(page), timezone.localdate()),
        "may_edit": may_edit,
        "history": history_of_targets() if may_edit else [],
    }
    return render(request, "reporting/targets/targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_TARGETS)
def create(request: HttpRequest) -> HttpResponse:
    """Set a target; the address may say for what: ``?period=2026/27&project=BKD&region=KZ-71``."""
    form = TargetForm(request.POST or None, initial=_asked(request))
    return _answer(request, form, _("The target is set."))


def _asked(request: HttpRequest) -> dict:
    named = {"period": request.GET.get("period"), "figure": request.GET.get("figure")}
    for name, model in (("project", Project), ("region", Region)):
        named[name] = model.objects.filter(code=request.GET.get(name, "")[:10]).first()
    return {name: value for name, value in named.items() if value}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_TARGETS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    form = TargetForm(request.POST or None, instance=_load(request, pk))
    return _answer(request, form, _("The target is changed."))


def _answer(request: HttpRequest, form: TargetForm, said: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save_target(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect("reports:targets")
    is_there = form.instance.pk is not None
    context = {
        "form": form,
        "target": _load(request, form.instance.pk) if is_there else None,
        "history": history_of_target(form.instance) if is_there else [],
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/targets/target.html", context, status=status)


@require_POST
@requires(Permission.EDIT_TARGETS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        remove_target(_load(request, pk), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The target is removed."))
    return redirect("reports:targets")


def _load(request: HttpRequest, pk: int) -> Target:
    visible = Target.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("project", "region"), pk=pk)
