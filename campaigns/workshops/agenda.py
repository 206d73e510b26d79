"""The agenda: items by day, from an example or by hand, and what is on now."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import AgendaItem, Workshop
from campaigns.workshops.example import EXAMPLE
from campaigns.workshops.policy import check_organises
from sessions.errors import NotNow

FIRST_START = datetime.time(9)
FIRST_MINUTES = 60
LAST_MINUTE = datetime.time(23, 59)


@dataclass
class Day:
    """One day of a workshop, or a later one with meetings.

    :param number: counted from one; none for days after the workshop.
    """

    date: datetime.date
    number: int | None
    items: list[AgendaItem]

    @property
    def anchor(self) -> str:
        return f"day-{self.date.isoformat()}"

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()


def agenda_of(workshop: Workshop) -> list[Day]:
    """Each day of the workshop, also an empty one, and every later day with a meeting.

    The item that is on now is marked with ``is_now``, one that is over with ``is_over``.
    """
    now = timezone.localtime()
    days = {date: Day(date, number, []) for number, date in enumerate(workshop.days, start=1)}
    for item in workshop.agenda.select_related("organisation"):
        _mark(item, now)
        days.setdefault(item.date, Day(item.date, None, [])).items.append(item)
    return [days[date] for date in sorted(days)]


def _mark(item: AgendaItem, now: datetime.datetime) -> None:
    today, time = now.date(), now.time()
    item.is_now = item.date == today and item.starts <= time < item.ends
    item.is_over = item.date < today or (item.date == today and item.ends <= time)


def now_and_next(days: list[Day]) -> tuple[AgendaItem | None, AgendaItem | None]:
    """What is on now, and what comes next on the same day."""
    for day in days:
        if day.is_today:
            now = next((item for item in day.items if item.is_now), None)
            coming = [item for item in day.items if not item.is_over and not item.is_now]
            return now, coming[0] if coming else None
    return None, None


def new_item(workshop: Workshop, date: datetime.date) -> AgendaItem:
    """An item that begins when the last one of its day ends, not written yet."""
    last = workshop.agenda.filter(date=date).order_by("-ends").first()
    starts = last.ends if last and last.ends < LAST_MINUTE else FIRST_START
    later = datetime.datetime.combine(date, starts) + datetime.timedelta(minutes=FIRST_MINUTES)
    ends = later.time() if later.date() == date else LAST_MINUTE
    return AgendaItem(workshop=workshop, date=date, starts=starts, ends=ends)


@transaction.atomic
def fill_agenda(workshop: Workshop, *, by: User) -> int:
    """Write the example agenda, in the active language, into a workshop that has none.

    :returns: how many items; a workshop of one day gets the first day alone.
    :raises NotNow: there is an agenda already.
    """
    check_organises(by, workshop)
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.agenda.exists():
        raise NotNow(_("There is an agenda already: the example would come on top of it."))
    items = [
        AgendaItem(
            workshop=workshop,
            date=date,
            starts=datetime.time.fromisoformat(slot.starts),
            ends=datetime.time.fromisoformat(slot.ends),
            kind=slot.kind,
            title=str(slot.title),
            section=slot.section,
            note=str(slot.note),
        )
        for date, slots in zip(workshop.days, EXAMPLE, strict=False)
        for slot in slots
    ]
    AgendaItem.objects.bulk_create(items)
    return len(items)


@transaction.atomic
def save_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Write an item that a form has checked.

    :raises NotNow: somebody took it out a moment ago.
    """
    check_organises(by, item.workshop)
    if item.pk and not AgendaItem.objects.select_for_update().filter(pk=item.pk).exists():
        raise NotNow(_("Somebody has taken this item out a moment ago."))
    item.save()
    return item


@transaction.atomic
def remove_item(workshop: Workshop, number: int, *, by: User) -> None:
    """Gone already is as good as gone."""
    check_organises(by, workshop)
    workshop.agenda.filter(pk=number).delete()


@transaction.atomic
def move_day(workshop: Workshop, date: datetime.date, *, by: User, days: int) -> None:
    """Swap all of a day with another day of the workshop; meetings of later days stay.

    :param days: how many days later, or earlier where it is below zero.
    :raises NotNow: there is no such day.
    """
    check_organises(by, workshop)
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    there = workshop.days
    if date not in there or (other := date + datetime.timedelta(days=days)) not in there:
        raise NotNow(_("The workshop has no such day."))
    on_date = list(workshop.agenda.filter(date=date).values_list("pk", flat=True))
    workshop.agenda.filter(date=other).update(date=date)
    workshop.agenda.filter(pk__in=on_date).update(date=other)
