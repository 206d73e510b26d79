"""A planning run: what would come of it, changed row by row, planned, taken back."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from schools.models import School
from schools.queries import by_number
from sessions.bulk import numbers, services, undoing
from sessions.bulk.forms import RowChangeForm
from sessions.bulk.preview import Preview, Row, preview_of
from sessions.bulk.services import MOST_ROWS
from sessions.bulk.spreading import DAY
from sessions.bulk.views.ways import query_of
from sessions.bulk.weeks import monday_of
from sessions.choices import PlanningWay
from sessions.errors import Refusal
from sessions.filling.runs import MOST_DAYS
from sessions.models import PlanningRun
from sessions.views.lists import is_swap

SHOWN_AT_ONCE = 120
"""Of more rows than these, a school's are fetched when it is opened."""

MOST_TOLD = 5
MOST_LOOKED_AT = 30
PAGES = {
    PlanningWay.CLASSES: "sessions:plan_classes",
    PlanningWay.WEEK: "sessions:plan_week",
    PlanningWay.TEMPLATE: "sessions:plan_programme",
    PlanningWay.ROWS: "sessions:plan_rows",
}


@dataclass
class SchoolPart:
    """A school's rows on the page; folded where there are many schools."""

    school: School
    rows: list[Row]
    is_open: bool
    is_here: bool

    @property
    def good(self) -> int:
        return sum(row.will_be_planned for row in self.rows)

    @property
    def planned(self) -> int:
        return sum(row.verdict == "planned" for row in self.rows)

    @property
    def to_look_at(self) -> int:
        return sum(row.needs_a_look for row in self.rows)

    @property
    def numbers(self) -> str:
        return numbers.as_text(row.number for row in self.rows)

    @property
    def weeks(self) -> list[tuple[datetime.date | None, list[Row]]]:
        """The rows by the Monday of their week; none where all are of one week."""

        def monday(row: Row) -> datetime.date:
            return monday_of(timezone.localdate(row.plan.starts_at))

        weeks = [(day, list(rows)) for day, rows in groupby(self.rows, key=monday)]
        return weeks if len(weeks) > 1 else [(None, self.rows)]

    @property
    def are_all_wanted(self) -> bool:
        return all(row.wanted.is_wanted for row in self.rows)


@require_safe
@requires(Permission.PLAN_SESSIONS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come of it, as things are now."""
    run = _load(request, pk)
    opened = request.GET.get("school", "")
    context = _context(run, preview_of(run, request.user), opened=opened)
    template = "sessions/bulk/run.html"
    if is_swap(request):
        part = next((one for one in context["parts"] if str(one.school.pk) == opened), None)
        context["part"] = part
        template += "#part_rows" if part else "#results"
    return render(request, template, context)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One row or many: ticked or not, another time, all the same, or the next free time."""
    run = _load(request, pk)
    chosen = numbers.from_text(request.POST.get("rows", ""), MOST_ROWS)
    action = request.POST.get("action", "row")
    fault = ""
    if action == "find":
        everyone = request.POST.get("rows") == "all"
        moved = services.find_times(run, by=request.user, numbers=None if everyone else chosen)
        fault = "" if moved else _("No free time was found in the next weeks.")
    elif action in {"tick", "untick"}:
        services.change_wanted(run, chosen, by=request.user, is_wanted=action == "tick")
    elif action == "overrule":
        services.change_wanted(run, chosen, by=request.user, despite_calendar=True, is_wanted=True)
    else:
        form = RowChangeForm(request.POST)
        if form.is_valid():
            services.change_wanted(
                run,
                chosen,
                by=request.user,
                is_wanted=form.cleaned_data["is_wanted"],
                starts_at=form.starts_at(),
            )
        else:
            fault = _("Give a date and a time of day, such as 09:30.")
    return _answer(request, run, fault)


def _answer(request: HttpRequest, run: PlanningRun, fault: str) -> HttpResponse:
    """The part of the page that changes; without scripts, the whole page."""
    if not is_swap(request):
        if fault:
            messages.error(request, fault)
        return redirect("sessions:plan_run", pk=run.pk)
    opened = request.POST.get("school", "")
    context = _context(run, preview_of(run, request.user), opened=opened)
    context["fault"] = fault
    return render(request, "sessions/bulk/run.html#results", context)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan all good ones of those that the person has seen as good.

    What was typed in rows a moment before comes along, and is taken in first.
    """
    run = _load(request, pk)
    if not _take_in_typed(request, run):
        messages.error(request, _("Give a date and a time of day, such as 09:30."))
        return redirect("sessions:plan_run", pk=run.pk)
    seen = numbers.from_text(request.POST.get("seen", ""), MOST_ROWS)
    try:
        outcome = services.plan_wanted(run, by=request.user, seen=seen)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:plan_run", pk=run.pk)
    if outcome.planned:
        messages.success(
            request,
            ngettext(
                "%(count)s session is planned.", "%(count)s sessions are planned.", outcome.planned
            )
            % {"count": outcome.planned},
        )
    if outcome.left_out:
        count = len(outcome.left_out)
        messages.warning(
            request,
            ngettext(
                "%(count)s was left out: something changed while you looked. It says why below.",
                "%(count)s were left out: something changed while you looked. They say why below.",
                count,
            )
            % {"count": count},
        )
    for sentence in [one for told in outcome.without.values() for one in told][:MOST_TOLD]:
        messages.warning(request, sentence)
    return redirect("sessions:plan_run", pk=run.pk)


def _take_in_typed(request: HttpRequest, run: PlanningRun) -> bool:
    """Whether all that was typed could be read; if not, nothing of it is taken in."""
    forms = {
        number: RowChangeForm(
            {name: request.POST.get(f"{name}_{number}", "") for name in RowChangeForm.base_fields}
        )
        for number in numbers.from_text(",".join(request.POST.getlist("changed")), MOST_ROWS)
    }
    if not all(form.is_valid() for form in forms.values()):
        return False
    for number, form in forms.items():
        services.change_wanted(
            run,
            [number],
            by=request.user,
            is_wanted=form.cleaned_data["is_wanted"],
            starts_at=form.starts_at(),
        )
    return True


@require_POST
@requires(Permission.PLAN_SESSIONS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what came of it and was not touched since."""
    run = _load(request, pk)
    try:
        undone = undoing.undo_run(run, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:plan_run", pk=run.pk)
    count = undone.removed + undone.cancelled
    messages.success(
        request,
        ngettext("%(count)s session is taken back.", "%(count)s sessions are taken back.", count)
        % {"count": count},
    )
    if undone.kept:
        messages.warning(
            request,
            ngettext(
                "%(count)s stays: somebody has worked with it since.",
                "%(count)s stay: somebody has worked with them since.",
                undone.kept,
            )
            % {"count": undone.kept},
        )
    return redirect("sessions:plan_run", pk=run.pk)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the list away; sessions that came of it stay."""
    run = _load(request, pk)
    again = f"{reverse(PAGES[run.way])}?{query_of(run)}" if "again" in request.POST else ""
    services.discard_run(run, by=request.user)
    messages.success(request, _("The list is thrown away. Nothing of it was planned."))
    return redirect(again or "sessions:list")


def _load(request: HttpRequest, pk: int) -> PlanningRun:
    return get_object_or_404(PlanningRun.objects.visible_to(request.user), pk=pk)


def _context(run: PlanningRun, preview: Preview, *, opened: str) -> dict:
    rows = sorted(
        preview.rows,
        key=lambda row: (by_number(row.plan.school.name), row.plan.school.pk, row.plan.starts_at),
    )
    few = len(rows) <= SHOWN_AT_ONCE
    parts = []
    for school_id, of_school in groupby(rows, key=lambda row: row.plan.school.pk):
        own = list(of_school)
        is_opened = opened == str(school_id)
        parts.append(
            SchoolPart(own[0].plan.school, own, is_open=few or is_opened, is_here=few or is_opened)
        )
    run.refresh_from_db()
    return {
        "run": run,
        "preview": preview,
        "counts": preview.counts,
        "parts": parts,
        "good": len(preview.good),
        "planned": len(preview.planned),
        "to_look_at": preview.needing_a_look,
        "first_to_look_at": [(None, preview.needing_a_look[:MOST_LOOKED_AT])],
        "folded": not few,
        "unusual": numbers.as_text(row.number for row in preview.unusual),
        "unusual_count": len(preview.unusual),
        "seen": numbers.as_text(row.number for row in preview.good),
        "days_left_out": preview.days_without_lessons(),
        "can_undo": bool(preview.planned) and undoing.can_be_undone(run),
        "fill_query": _fill_query(preview),
        "choices_url": f"{reverse(PAGES[run.way])}?{query_of(run)}",
    }


def _fill_query(preview: Preview) -> str:
    """The days of what is planned, for filling its places; empty where nothing is."""
    days = [timezone.localdate(row.plan.starts_at) for row in preview.planned]
    if not days:
        return ""
    until = min(max(days), min(days) + (MOST_DAYS - 1) * DAY)
    return urlencode({"since": min(days).isoformat(), "until": until.isoformat()})
