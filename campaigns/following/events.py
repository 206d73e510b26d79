"""What happened to a campaign, day by day. A new kind of event is one more source."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from campaigns.choices import ActivityState, CampaignStatus, SheetKind
from campaigns.models import Campaign, SheetChange, Workshop
from campaigns.outreach.counting import Span
from campaigns.outreach.wording import number


@dataclass(frozen=True)
class Event:
    """
    :param kind: what sort of thing it is, in a word.
    :param look: the colour of that word.
    """

    day: datetime.date
    kind: str | Promise
    title: str
    look: str = "quiet"
    url: str = ""


Source = Callable[[Campaign, Span, User], Iterator[Event]]


def events_of(campaign: Campaign, span: Span, *, shown_to: User) -> list[Event]:
    """All events of these days that the reader may know of, the oldest first."""
    found = [event for source in SOURCES for event in source(campaign, span, shown_to)]
    return sorted(found, key=lambda event: event.day)


def steps(campaign: Campaign, span: Span, _user: User) -> Iterator[Event]:
    """From draft to closed."""
    for step in _within(campaign.steps.order_by("at"), span):
        status = CampaignStatus(step.status)
        yield Event(
            step.day, gettext_lazy("plan"), capfirst(str(status.label)), _STEP_LOOKS[status]
        )


_STEP_LOOKS = {
    CampaignStatus.DRAFT: "warn",
    CampaignStatus.IN_REVIEW: "quiet",
    CampaignStatus.APPROVED: "good",
    CampaignStatus.RUNNING: "good",
    CampaignStatus.CLOSED: "quiet",
}


def changes(campaign: Campaign, span: Span, _user: User) -> Iterator[Event]:
    """Sections that were changed once the plan was approved, one event a day and section."""
    approved = campaign.steps.filter(status=CampaignStatus.APPROVED).order_by("at").first()
    if approved is None:
        return
    made = SheetChange.objects.filter(sheet__campaign=campaign, at__gt=approved.at)
    days = _within(made.order_by("at").select_related("sheet").defer("changes"), span)
    for (day, kind), count in Counter((one.day, one.sheet.kind) for one in days).items():
        times = ngettext("changed once", "changed %(number)s times", count)
        title = f"{SheetKind(kind).label}: {times % {'number': number(count)}}"
        url = reverse("campaigns:section", args=[campaign.pk, kind])
        yield Event(day, gettext_lazy("plan changed"), title, "warn", url)


def readings(campaign: Campaign, span: Span, _user: User) -> Iterator[Event]:
    """What was read of indicators."""
    rows = campaign.indicatorreading_rows.filter(day__range=(span.since, span.until))
    for row in rows.select_related("indicator"):
        yield Event(row.day, gettext_lazy("reading"), f"{row.indicator}: {row.value}", "note")


def activities(campaign: Campaign, span: Span, _user: User) -> Iterator[Event]:
    """On the day on which they begin."""
    rows = campaign.activities.filter(first_day__range=(span.since, span.until))
    for row in rows.exclude(state=ActivityState.CANCELLED):
        title = f"{row.title} ({row.get_state_display()})"
        url = reverse("campaigns:activity", args=[campaign.pk, row.pk])
        yield Event(row.first_day, gettext_lazy("activity"), title, row.state_look, url)


def workshops(campaign: Campaign, span: Span, user: User) -> Iterator[Event]:
    """Those in which the plan was worked on, and that the reader sees."""
    seen = Workshop.objects.visible_to(user).filter(teams__campaign=campaign)
    for row in seen.filter(start_date__range=(span.since, span.until)).distinct():
        url = reverse("campaigns:workshop", args=[campaign.pk])
        yield Event(row.start_date, gettext_lazy("workshop"), row.title, "note", url)


SOURCES: tuple[Source, ...] = (steps, changes, readings, activities, workshops)


def _within(rows, span: Span):
    """Rows that have a moment, with its day in Kazakhstan, in a span of days."""
    dated = rows.annotate(day=TruncDate("at"))
    return dated.filter(day__range=(span.since, span.until))
