"""Who was there: ticked on the phone, saved with each press; and a list to sign."""

import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Participant, Workshop
from campaigns.workshops.attendance import days_by_participant, note_presence
from campaigns.workshops.policy import check_facilitates
from campaigns.workshops.signatures import write_signatures
from campaigns.workshops.views.loading import load_workshop, page_of
from sessions.errors import Refusal


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_facilitates(request.user, workshop)
    return _attendance(request, workshop, _day(request.GET.get("day", ""), workshop))


def _day(text: str, workshop: Workshop) -> datetime.date:
    """The day that was asked for; else today, or the nearest day of the workshop."""
    try:
        asked = parse_date(text)
    except ValueError:
        asked = None
    if asked in workshop.days:
        return asked
    return min(max(timezone.localdate(), workshop.start_date), workshop.end_date)


def _attendance(request: HttpRequest, workshop: Workshop, day: datetime.date) -> HttpResponse:
    noted = days_by_participant(workshop)
    people = list(workshop.participants.filter(erased_at=None).select_related("organisation"))
    for one in people:
        one.days = noted.get(one.pk, set())
        one.is_there = day in one.days
    context = {
        "day": day,
        "days": workshop.days,
        "people": people,
        "there": sum(one.is_there for one in people),
        "is_to_come": day > timezone.localdate(),
    }
    return page_of(request, "attendance", workshop, context)


@require_POST
@requires(Permission.SEE_CAMPAIGNS)
def note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One person on one day, there or not; pressed once more, it is undone."""
    workshop = load_workshop(request, pk)
    check_facilitates(request.user, workshop)
    participants = Participant.objects.filter(workshop=workshop, erased_at=None)
    participant = get_object_or_404(participants, pk=number)
    participant.workshop = workshop
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        raise BadRequest
    try:
        note_presence(participant, day, is_there=request.POST.get("there") == "1", by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    if request.htmx:
        return _attendance(request, workshop, _day(str(day), workshop))
    return redirect(f"{reverse('workshops:attendance', args=[pk])}?day={day}")


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to be signed, with a column a day."""
    workshop = load_workshop(request, pk)
    check_facilitates(request.user, workshop)
    name = slugify(workshop.title) or f"workshop-{workshop.pk}"
    return HttpResponse(
        write_signatures(workshop),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{name}-attendance.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
