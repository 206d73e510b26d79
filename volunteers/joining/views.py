"""Coordinators screen applications: the board, moves of one or many, notes."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.choices import VolunteerStatus
from volunteers.filters import VolunteerFilter
from volunteers.joining import services
from volunteers.joining.board import board_of
from volunteers.joining.forms import DeclineForm, InterviewForm, NoteForm
from volunteers.models import Volunteer, VolunteerNote

ASKS: dict[str, type[forms.Form]] = {
    VolunteerStatus.DECLINED: DeclineForm,
    VolunteerStatus.INTERVIEW: InterviewForm,
}
"""What has to be said before somebody gets there."""


@require_safe
@requires(Permission.EDIT_VOLUNTEERS)
def board(request: HttpRequest) -> HttpResponse:
    filters = VolunteerFilter(request.GET, user=request.user)
    for name in ("status", "waiting"):
        del filters.filters[name]
    context = {"filters": filters, "columns": board_of(filters.qs, timezone.localdate())}
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = (
        "volunteers/joining/board.html#columns" if is_swap else "volunteers/joining/board.html"
    )
    return render(request, template, context)


@require_POST
@requires(Permission.EDIT_VOLUNTEERS)
def move(request: HttpRequest) -> HttpResponse:
    """Move one (``one``, as "12:trained") or those who are ticked (``v``, and ``to``)."""
    pk, _colon, to = request.POST.get("one", "").partition(":")
    ids = [pk] if pk else request.POST.getlist("v")
    to = to or request.POST.get("to", "")
    known = {number for number in ids if number.isdecimal() and len(number) < 19}
    volunteers = list(Volunteer.objects.visible_to(request.user).filter(pk__in=known))
    if to not in VolunteerStatus.values or not volunteers:
        messages.warning(request, _("Tick somebody first, then choose where they go."))
        return _back(request)
    said = {}
    if to in ASKS:
        form = ASKS[to](request.POST if "is_said" in request.POST else None)
        if not form.is_valid():
            return _ask(request, form, to, volunteers)
        said = form.cleaned_data
    _tell(request, services.move_volunteers(volunteers, to=to, by=request.user, **said), to)
    return _back(request)


def _ask(
    request: HttpRequest, form: forms.Form, to: str, volunteers: list[Volunteer]
) -> HttpResponse:
    context = {
        "form": form,
        "to": to,
        "volunteers": volunteers,
        "back": request.POST.get("back", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "volunteers/joining/move.html", context, status=status)


def _tell(request: HttpRequest, done: services.Moved, to: str) -> None:
    if done.moved:
        words = {"number": len(done.moved), "status": VolunteerStatus(to).label}
        messages.success(
            request,
            ngettext(
                "%(number)s volunteer moved to “%(status)s”.",
                "%(number)s volunteers moved to “%(status)s”.",
                len(done.moved),
            )
            % words,
        )
    for volunteer, why in done.refused.items():
        messages.warning(request, _("%(name)s stays: %(why)s.") % {"name": volunteer, "why": why})


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that the button stands on."""
    back = request.POST.get("back", "")
    if back.isdecimal() and Volunteer.objects.visible_to(request.user).filter(pk=back).exists():
        return redirect("volunteers:detail", pk=back)
    return redirect("volunteers:list" if back == "list" else "volunteers:board")


@require_POST
@requires(Permission.EDIT_VOLUNTEERS)
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {"volunteer": volunteer, "form": form, "title": _("Note")}
        return render(request, "volunteers/record.html", context, status=422)
    services.write_note(volunteer, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Noted."))
    return redirect("volunteers:detail", pk=volunteer.pk)


@require_POST
@requires(Permission.EDIT_VOLUNTEERS)
def remove_note(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Volunteer.objects.visible_to(request.user)
    note = get_object_or_404(VolunteerNote.objects.filter(volunteer__in=visible), pk=pk)
    services.remove_note(note, by=request.user)
    messages.success(request, _("The note is gone."))
    return redirect("volunteers:detail", pk=note.volunteer_id)
