"""The form of a short link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Campaign, ShortLink


class LinkForm(forms.ModelForm):
    target = forms.URLField(
        label=_("Where does it lead?"),
        max_length=500,
        assume_scheme="https",
        help_text=_("A page that begins with https://."),
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": _("Paste the address of the page.")},
    )

    class Meta:
        model = ShortLink
        fields = ("title", "target", "code", "campaign", "is_open")

    def __init__(self, data=None, *, user: User, instance: ShortLink | None = None) -> None:
        super().__init__(data, instance=instance)
        campaigns = Campaign.objects.visible_to(user)
        if campaigns.exists():
            self.fields["campaign"].queryset = campaigns
            self.fields["campaign"].empty_label = _("none")
        else:
            del self.fields["campaign"]
        del self.fields["code" if instance else "is_open"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()

    def validate_unique(self) -> None:
        """The service says that a code is taken."""

    def _get_validation_exclusions(self) -> set[str]:
        """An empty code is drawn by the service; until then it fits no rule."""
        excluded = super()._get_validation_exclusions()
        return excluded | ({"code"} if not self.cleaned_data.get("code") else set())
