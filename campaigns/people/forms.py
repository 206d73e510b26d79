"""Who takes part: an organisation, a member of it, an invitation."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from campaigns.choices import AccessLevel
from campaigns.models import Campaign


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name_en", "name_ru", "name_kk", "kind"]


class MemberForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"))


class InvitationForm(forms.Form):
    """Either a whole organisation, or one person by their address."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("An organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose one"),
    )
    email = forms.EmailField(label=gettext_lazy("or one person, by e-mail address"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("They may"),
        choices=[
            (AccessLevel.EDIT, gettext_lazy("write the plan with you")),
            (AccessLevel.COMMENT, gettext_lazy("read it and comment")),
            (AccessLevel.VIEW, gettext_lazy("only read it")),
        ],
        initial=AccessLevel.EDIT,
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=campaign.organisation_id)
        self.fields["organisation"].queryset = others

    def clean(self) -> dict:
        values = super().clean()
        chosen = [values.get("organisation"), values.get("email")]
        if not self.errors and sum(bool(one) for one in chosen) != 1:
            self.add_error("organisation", _("Choose an organisation, or give one address."))
        return values
