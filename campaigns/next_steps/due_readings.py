"""When the next reading of an indicator is due. The rule, once for all pages and letters:

- Nothing is due before a campaign is approved, once it is closed, or without its first day.
- A reading in the last seven days of the campaign, or later, is the one at the end: nothing is
  due after it.
- *Every week, month, quarter*: the first on the first day; then one such time after the last
  reading (one from before the campaign counts as of its first day), the last of them on the
  last day.
- *Before and after*: on the first day; then on the last.
- *Once, at the end*: on the last day.
"""

import calendar
import datetime
from dataclasses import dataclass

from campaigns.choices import CampaignStatus, Rhythm
from campaigns.models import Campaign, Indicator

FOLLOWED = (CampaignStatus.APPROVED, CampaignStatus.RUNNING)
AT_THE_END = datetime.timedelta(days=7)
SOON = datetime.timedelta(days=7)

MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@dataclass(frozen=True)
class DueReading:
    """An indicator, and the day on which its next reading is due."""

    indicator: Indicator
    day: datetime.date
    today: datetime.date

    @property
    def is_due(self) -> bool:
        return self.day <= self.today

    @property
    def days_late(self) -> int:
        return (self.today - self.day).days


def next_due(
    rhythm: str,
    start: datetime.date | None,
    end: datetime.date | None,
    last: datetime.date | None,
) -> datetime.date | None:
    """The day on which the next reading is due, by the rule above; None where none is.

    :param last: the day of the latest reading.
    """
    if start is None or _is_at_the_end(start, end, last):
        return None
    if rhythm == Rhythm.ONCE:
        return end
    if last is None:
        return start
    if rhythm == Rhythm.TWICE:
        return end
    due = _after(max(last, start), rhythm)
    return min(due, end) if end else due


def _is_at_the_end(
    start: datetime.date, end: datetime.date | None, last: datetime.date | None
) -> bool:
    """In a campaign of a few days, the reading of its first day is not the one at its end."""
    if last is None or end is None:
        return False
    return last >= end or (last > start and last >= end - AT_THE_END)


def _after(day: datetime.date, rhythm: str) -> datetime.date:
    if rhythm == Rhythm.WEEKLY:
        return day + datetime.timedelta(weeks=1)
    months = day.month - 1 + MONTHS[rhythm]
    year, month = day.year + months // 12, months % 12 + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )


def due_day(indicator: Indicator, last: datetime.date | None) -> datetime.date | None:
    """When the next reading of an indicator is due, after the ``last`` one."""
    campaign = indicator.campaign
    return next_due(indicator.rhythm, campaign.start_date, campaign.end_date, last)


def due_readings(campaign: Campaign, today: datetime.date) -> list[DueReading]:
    """What is due by now or within a week, the longest overdue first."""
    if campaign.status not in FOLLOWED:
        return []
    last: dict[int, datetime.date] = {}
    for reading in campaign.indicatorreading_rows.all():
        number = reading.indicator_id
        last[number] = max(reading.day, last.get(number, reading.day))
    found = []
    for one in campaign.indicator_rows.all():
        one.campaign = campaign
        day = due_day(one, last.get(one.pk))
        if day and day <= today + SOON:
            found.append(DueReading(one, day, today))
    return sorted(found, key=lambda due: (due.day, due.indicator.number))
