"""The forms of a campaign's frame; those of its sections are in ``sections``."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from campaigns.days import check_day
from campaigns.models import Campaign
from campaigns.starting.filling import TEMPLATES


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def offer_organisations(field: forms.ModelChoiceField, user: User) -> None:
    """The own ones, or all for managers; a single one is chosen already."""
    own = Organisation.objects.all()
    if not user.sees_all_regions:
        own = own.filter(pk__in=user.organisation_ids)
    field.queryset = own
    if len(own) == 1:
        field.initial = own[0]


class CampaignForm(forms.ModelForm):
    """A new campaign: whose it is, what it is called, and when it is to run."""

    template = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        required=False,
        help_text=gettext_lazy("A template has an example in each section, to be written over."),
    )

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
        offer_organisations(self.fields["organisation"], user)
        self.fields["project"].empty_label = _("None of the programme's projects")
        self.fields["template"].choices = [("", _("An empty plan")), *TEMPLATES.items()]
        self.fields["summary"].help_text = _("What it is about, in one or two sentences.")


class CopyForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none()
    )

    start_date = forms.DateField(
        label=gettext_lazy("First day of the copy"),
        required=False,
        widget=day_input(),
        validators=[check_day],
        help_text=gettext_lazy(
            "With it the calendar comes along: activities and all days of the plan move to it. "
            "Empty: the copy has no days and no activities yet."
        ),
    )

    def __init__(self, *args, user: User, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self.fields["organisation"], user)
        if not campaign.start_date:
            del self.fields["start_date"]
