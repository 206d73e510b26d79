"""Which open places are to be filled."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from regions.models import Region
from sessions.filling.runs import MOST_DAYS
from sessions.forms.filters import regions_of
from volunteers.models import Project


def next_week() -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday."""
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    return monday, monday + datetime.timedelta(days=6)


class FillForm(forms.Form):
    """Bound to what the address or the form says; empty, it means next week, everywhere."""

    since = forms.DateField(
        label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Volunteers of these regions are asked. Without a choice, all of them."),
    )
    projects = forms.ModelMultipleChoiceField(
        label=_("Projects"),
        queryset=Project.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice, all of them."),
    )

    def __init__(self, data: dict | None, *, user: User) -> None:
        since, until = next_week()
        if not data or ("since" not in data and "until" not in data):
            data = {"since": since, "until": until}
        super().__init__(data)
        self.user = user
        self.fields["regions"].queryset = Region.objects.visible_to(user).current()
        if len(regions_of(user)) < 2:
            del self.fields["regions"]

    def clean_since(self) -> datetime.date:
        """Today at the earliest: what is over needs nobody any more."""
        return max(self.cleaned_data["since"], timezone.localdate())

    def clean(self) -> dict:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is over, or before the first one."))
        elif since and until and (until - since).days >= MOST_DAYS:
            message = ngettext(
                "Choose %(days)d day at the most.", "Choose %(days)d days at the most.", MOST_DAYS
            )
            self.add_error("until", message % {"days": MOST_DAYS})
        return cleaned

    def choice(self) -> dict:
        """What a plan is asked for with."""
        regions = self.cleaned_data.get("regions")
        return {
            "since": self.cleaned_data["since"],
            "until": self.cleaned_data["until"],
            "regions": list(regions or regions_of(self.user)),
            "projects": list(self.cleaned_data["projects"]),
        }
