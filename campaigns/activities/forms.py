"""One activity as a form."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.activities.services import FIELDS
from campaigns.forms import day_input
from campaigns.models import Activity, Campaign, ChannelUse
from sessions.errors import Refusal


class ChannelChoices(forms.ModelChoiceField):
    """A channel is called by its name and the audience that it reaches."""

    def label_from_instance(self, channel: ChannelUse) -> str:
        return f"{channel} · {channel.audience}" if channel.audience else str(channel)


class ActivityForm(forms.ModelForm):
    """All of an activity. The last day may be left empty: it is the first one then."""

    channel = ChannelChoices(
        label=gettext_lazy("Channel"), queryset=ChannelUse.objects.none(), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Activity
        fields = FIELDS
        widgets = {
            "first_day": day_input(),
            "last_day": day_input(),
            "starts_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        channels = self.fields["channel"]
        channels.queryset = campaign.channeluse_rows.select_related("audience")
        channels.empty_label = _("None of the plan's channels")
        self.fields["message"].queryset = campaign.message_rows.all()
        self.fields["message"].empty_label = _("None of the plan's messages")
        self.fields["region"].empty_label = _("Everywhere, or not a region")
        self.fields["last_day"].required = False
        self.fields["last_day"].help_text = _("Empty for a single day.")
        self.fields["cost"].label = _("Cost, in %(currency)s") % {
            "currency": campaign.get_currency_display()
        }
        self.fields["responsible"].widget.attrs["list"] = "activity-team"
        self.fields["seen"].initial = self.instance.version if self.instance.pk else None
        if not self.instance.pk:
            self.fields["state"].widget = forms.HiddenInput()
            self.fields["state"].required = False

    def clean(self) -> dict:
        given = super().clean()
        given["last_day"] = given.get("last_day") or given.get("first_day")
        given["state"] = given.get("state") or self.instance.state
        return given

    def refuse(self, refusal: Refusal) -> None:
        """What a service says, at the fields that it names."""
        for field, words in refusal.errors.items():
            for word in words:
                self.add_error(field or None, word)
