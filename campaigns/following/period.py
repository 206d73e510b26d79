"""Of which days a campaign is followed: the whole of it, or some days."""

import datetime

from django import forms
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from campaigns.outreach.counting import Span
from campaigns.outreach.forms import day_field

LONGEST = datetime.timedelta(days=5 * 366)
RECENT = datetime.timedelta(days=27)


class PeriodForm(forms.Form):
    since = day_field(_("From"))
    until = day_field(_("To"))

    def __init__(self, data, *, whole: Span) -> None:
        self.whole = whole
        first = {"since": whole.since, "until": whole.until}
        asked = {name: data.get(name) or first[name] for name in first}
        super().__init__(asked, initial=first)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day is before the first."))
        elif not self.errors and self._is_too_long():
            self.add_error("since", _("Choose five years at most."))
        return cleaned

    def _is_too_long(self) -> bool:
        """A campaign that has run for longer can be seen whole all the same."""
        span, whole = self.span(), self.whole
        is_within = whole.since <= span.since and span.until <= whole.until
        return not is_within and span.until - span.since > LONGEST

    def span(self) -> Span:
        return Span(self.cleaned_data["since"], self.cleaned_data["until"])


def whole_span(campaign: Campaign) -> Span:
    """From the first thing that happened to the last: planned days that have come, posts, steps."""
    today = timezone.localdate()
    out = campaign.posts.published().aggregate(first=Min("published_on"), last=Max("published_on"))
    begun = campaign.steps.aggregate(first=Min("at"))["first"]
    days = [campaign.start_date, out["first"], begun and timezone.localdate(begun)]
    known = [day for day in days if day and day <= today]
    since = min(known, default=min(timezone.localdate(campaign.created_at), today))
    until = min(campaign.end_date or today, today)
    return Span(since, max(since, until, out["last"] or since))


def recent_span() -> Span:
    """Four weeks, today included."""
    today = timezone.localdate()
    return Span(today - RECENT, today)
