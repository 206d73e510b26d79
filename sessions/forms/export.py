"""What is asked for before sessions go out as a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Project


class SessionExportForm(forms.Form):
    start = forms.DateField(
        label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    end = forms.DateField(
        label=_("To"),
        help_text=_("Both days are included."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    projects = forms.ModelMultipleChoiceField(
        label=_("Projects"),
        queryset=Project.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice, all of them."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("This day is before the first one. Choose a later one."))
        return cleaned

    def parameters(self) -> dict:
        """As a job keeps them."""
        return {
            "start": self.cleaned_data["start"].isoformat(),
            "end": self.cleaned_data["end"].isoformat(),
            "projects": [project.code for project in self.cleaned_data["projects"]],
        }
