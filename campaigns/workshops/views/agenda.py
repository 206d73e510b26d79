"""The agenda is written: item by item in place, whole days moved, or filled from the example."""

import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import AgendaItem, Workshop
from campaigns.workshops.agenda import (
    agenda_of,
    fill_agenda,
    move_day,
    new_item,
    remove_item,
    save_item,
)
from campaigns.workshops.forms import ItemForm
from campaigns.workshops.policy import check_organises
from campaigns.workshops.views.loading import done, load_workshop, page_of, saved
from sessions.errors import Refusal


@require_safe
@requires(Permission.CREATE_CAMPAIGNS)
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    check_organises(request.user, workshop)
    return _agenda(request, workshop)


def _agenda(request: HttpRequest, workshop: Workshop, word: str = "") -> HttpResponse:
    days = agenda_of(workshop)
    context = {"days": days, "has_items": any(day.items for day in days), "word": word}
    return page_of(request, "agenda", workshop, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item, on ``?date=`` after what is there already."""
    workshop = load_workshop(request, pk)
    return _item(request, workshop, new_item(workshop, _date(request.GET, workshop)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CREATE_CAMPAIGNS)
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return _item(request, workshop, get_object_or_404(workshop.agenda, pk=number))


def _item(request: HttpRequest, workshop: Workshop, shown: AgendaItem) -> HttpResponse:
    """The form of an item in the place of its line; without scripts, on a page of its own."""
    check_organises(request.user, workshop)
    shown.workshop = workshop
    form = ItemForm(request.POST or None, instance=shown)
    if request.method == "POST" and saved(form, lambda: save_item(form.instance, by=request.user)):
        return _back(request, workshop, _("“%(title)s” is saved.") % {"title": shown.title})
    context = {"form": form, "item": shown, "date": shown.date}
    template = "_item_form" if request.htmx else "item"
    return page_of(request, template, workshop, context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def item_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    remove_item(workshop, number, by=request.user)
    return _back(request, workshop, _("It is taken out of the agenda."))


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def day_move(request: HttpRequest, pk: int) -> HttpResponse:
    """A day changes places with the one before or after it."""
    workshop = load_workshop(request, pk)
    days = -1 if request.POST.get("to") == "earlier" else 1
    try:
        move_day(workshop, _date(request.POST, workshop), by=request.user, days=days)
    except Refusal as refusal:
        return _back(request, workshop, refusal.message)
    return _back(request, workshop, _("The day has moved."))


@require_POST
@requires(Permission.CREATE_CAMPAIGNS)
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = load_workshop(request, pk)
    return done(
        request,
        "agenda",
        workshop,
        lambda: fill_agenda(workshop, by=request.user),
        _("The example agenda is there. Change whatever you like."),
    )


def _back(request: HttpRequest, workshop: Workshop, word: str) -> HttpResponse:
    """The whole agenda in place of what was pressed, since times and days may have changed."""
    if not request.htmx:
        messages.success(request, word)
        return redirect("workshops:agenda", pk=workshop.pk)
    response = _agenda(request, workshop, word)
    response["HX-Retarget"] = "#agenda"
    response["HX-Reselect"] = "#agenda"
    response["HX-Reswap"] = "outerHTML"
    return response


def _date(values, workshop: Workshop) -> datetime.date:
    try:
        found = parse_date(values.get("date", ""))
    except ValueError:
        raise BadRequest from None
    return found or workshop.start_date
