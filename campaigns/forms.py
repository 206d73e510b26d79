"""The forms of a campaign's frame; those of its sections are in ``sections``."""

from django import forms
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from campaigns.models import Campaign


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CampaignForm(forms.ModelForm):
    """A new campaign: whose it is, what it is called, and when it is to run."""

    class Meta:
        model = Campaign
        fields = ["organisation", "title", "summary", "project", "start_date", "end_date"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "start_date": day_input(),
            "end_date": day_input(),
        }

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.all()
        if not user.sees_all_regions:
            own = own.filter(pk__in=user.organisation_ids)
        self.fields["organisation"].queryset = own
        if own.count() == 1:
            self.fields["organisation"].initial = own.get()
        self.fields["project"].empty_label = _("None of the programme's projects")
        self.fields["summary"].help_text = _("What it is about, in one or two sentences.")
