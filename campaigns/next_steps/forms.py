"""One next step: what, who, by when."""

import datetime

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaigns.days import check_day
from campaigns.models import NextStep
from campaigns.next_steps.places import Place

NAMES = "known-names"
"""The element with the names that the page proposes."""


class StepForm(forms.ModelForm):
    """Who has no account is typed by name; chosen and typed, the choice counts."""

    class Meta:
        model = NextStep
        fields = (
            "what",
            "owner",
            "due_date",
            "owner_name",
            "owner_organisation",
            "owner_email",
            "note",
        )
        widgets = {
            "what": forms.TextInput(attrs={"autocomplete": "off"}),
            "due_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "owner_name": forms.TextInput(attrs={"list": NAMES, "autocomplete": "off"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, place: Place, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.label_suffix = ""
        self.fields["owner_email"].help_text = ""
        owner = self.fields["owner"]
        offered = Q(pk__in=place.people().values("pk")) | Q(pk=self.instance.owner_id)
        if place.may_write(by):
            offered |= Q(pk=by.pk)
        owner.queryset = User.objects.filter(offered).order_by("first_name", "last_name", "pk")
        people = [(person.pk, str(person)) for person in owner.queryset]
        owner.choices = [*people, ("", _("Somebody else …"))]
        owner.error_messages["invalid_choice"] = _("This person does not take part any more.")
        if self.instance._state.adding:
            self.initial["owner"] = by.pk

    def clean_due_date(self) -> datetime.date:
        day = self.cleaned_data["due_date"]
        check_day(day)
        if self.instance._state.adding and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed already."))
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("owner"):
            cleaned |= dict.fromkeys(("owner_name", "owner_organisation", "owner_email"), "")
        elif "owner" in cleaned and not cleaned.get("owner_name"):
            self.add_error("owner_name", _("Choose who does it, or write a name."))
        elif known := self.place.named(cleaned.get("owner_name", "")):
            cleaned["owner_organisation"] = cleaned.get("owner_organisation") or known.organisation
            cleaned["owner_email"] = cleaned.get("owner_email") or known.email
        return cleaned


class NewStepForm(StepForm):
    """In one line; a note can be written afterwards."""

    class Meta(StepForm.Meta):
        fields = (
            "what",
            "owner",
            "due_date",
            "owner_name",
            "owner_organisation",
            "owner_email",
        )
        labels = {"what": gettext_lazy("What is to be done")}
