"""What coordinators write down about volunteers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuardianForm(forms.Form):
    """Whom copies go to while a volunteer is under 18; both empty: nobody."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Gets a copy of what coordinators write to the volunteer."),
    )
