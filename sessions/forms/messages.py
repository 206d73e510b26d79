"""A message in one's own words, and whom it is for."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.models import Region


class DayForm(forms.Form):
    """Everyone of a day in one region."""

    day = forms.DateField(
        label=_("Day"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"})
    )
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), empty_label=None
    )

    def __init__(self, data=None, *, user: User) -> None:
        super().__init__(data)
        self.fields["region"].queryset = Region.objects.visible_to(user)


class MessageForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(
        label=_("Message"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("An empty line begins a new paragraph. Links work."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    people = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_people(self) -> list[int]:
        """The numbers of those whom the person saw in the preview."""
        numbers = self.cleaned_data["people"].split(",")
        return [int(number) for number in numbers if number.isdecimal() and len(number) < 19]
