"""Forms about the own data, and about taking somebody out."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.choices import Language
from volunteers.models import Volunteer
from volunteers.models.volunteers import MOST_SESSIONS_A_WEEK


class OwnDataForm(forms.ModelForm):
    """What volunteers set right themselves; the rest decides what they may do, so they ask."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you can teach in"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    most_sessions_a_week = forms.IntegerField(
        label=gettext_lazy("At most so many sessions a week"),
        required=False,
        min_value=1,
        max_value=MOST_SESSIONS_A_WEEK,
        help_text=gettext_lazy("Leave it empty if you don’t mind."),
    )

    class Meta:
        model = Volunteer
        fields = ("first_name", "last_name", "languages", "most_sessions_a_week")


class ErasureForm(forms.Form):
    """A yes that nobody gives by accident: a tick, and the password where there is one."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("I understand that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this if you are sure.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data=None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Try again."))
        return password
