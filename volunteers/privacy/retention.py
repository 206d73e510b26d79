"""How long data about people is kept; the periods are settings, docs/privacy.md has the table.

Each app of a higher layer announces rules of its own in ``traces.py``.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from accounts.models import Grant, User
from volunteers.choices import JOINING, VolunteerStatus
from volunteers.models import (
    Check,
    Consent,
    Enrolment,
    Training,
    Unavailability,
    Volunteer,
    VolunteerNote,
    WeeklyTime,
)
from volunteers.privacy.erasing import erase_volunteer
from volunteers.privacy.traces import rewriting

MOST_AT_ONCE = 200
"""So many people are taken out in one run; the others wait for the next."""


@dataclass(frozen=True)
class Rule:
    """What is kept no longer than so many days.

    :param period: its name in ``settings.KEEP_DAYS``.
    :param end: does away with what is older than a day.
    """

    period: str
    end: Callable[[datetime.date], None]


_rules: list[Rule] = []


def announce_rule(rule: Rule) -> None:
    _rules.append(rule)


def rules() -> tuple[Rule, ...]:
    return tuple(_rules)


def keep_no_longer(today: datetime.date | None = None) -> None:
    """Apply every rule. It can be repeated, and be killed in between."""
    today = today or timezone.localdate()
    for rule in _rules:
        rule.end(today - datetime.timedelta(days=settings.KEEP_DAYS[rule.period]))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _erase(*statuses: VolunteerStatus) -> Callable[[datetime.date], None]:
    def end(before: datetime.date) -> None:
        over = Volunteer.objects.filter(
            status__in=statuses, status_since__lt=before, erased_at=None
        )
        for volunteer in over.order_by("pk")[:MOST_AT_ONCE]:
            erase_volunteer(volunteer, by=None)

    return end


def _forget_checks(before: datetime.date) -> None:
    Check.objects.filter(valid_until__lt=before).delete()
    with rewriting(Check.pgh_event_model):
        Check.pgh_event_model.objects.filter(valid_until__lt=before).delete()


def _forget_times_away(before: datetime.date) -> None:
    over = Q(ends_at__lt=midnight(before))
    Unavailability.objects.filter(over).delete()
    with rewriting(Unavailability.pgh_event_model):
        Unavailability.pgh_event_model.objects.filter(over).delete()


def _forget_notes(before: datetime.date) -> None:
    VolunteerNote.objects.filter(written_at__lt=midnight(before)).delete()


def _forget_history(before: datetime.date) -> None:
    for model in (Volunteer, Enrolment, Consent, Training, Check, WeeklyTime, User, Grant):
        events = model.pgh_event_model
        with rewriting(events):
            events.objects.filter(pgh_created_at__lt=midnight(before)).delete()


def midnight(day: datetime.date) -> datetime.datetime:
    """With which a day begins."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


for _rule in (
    Rule("waiting", _erase(*JOINING)),
    Rule("declined", _erase(VolunteerStatus.DECLINED)),
    Rule("left", _erase(VolunteerStatus.LEFT)),
    Rule("checks", _forget_checks),
    Rule("times_away", _forget_times_away),
    Rule("notes", _forget_notes),
    Rule("history", _forget_history),
):
    announce_rule(_rule)
