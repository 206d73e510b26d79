"""Forms of sections whose fields need words or choices of their own."""

from django import forms
from django.utils.translation import gettext as _

from campaigns.choices import SafetyCheck
from campaigns.sections.forms import SeenForm


class FrameForm(SeenForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].empty_label = _("None of the programme's projects")
        self.fields["summary"].widget.attrs["rows"] = 3


class RisksForm(SeenForm):
    safety_checks = forms.MultipleChoiceField(
        choices=SafetyCheck, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["safety_checks"].label = _("Do no harm, and ask first")
