"""What somebody says about a finding."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy

from reporting.choices import QualityKind


class ReviewForm(forms.Form):
    """A finding, as the page named it, and why the records are right."""

    kind = forms.ChoiceField(choices=QualityKind.choices, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=200, widget=forms.HiddenInput)
    fingerprint = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why is it right?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Whoever looks at it next reads this: “Assembly in the hall.”"),
        error_messages={"required": gettext_lazy("Say why it is right.")},
    )

    def named(self) -> tuple[str, str, str]:
        """The kind, the subject and the fingerprint.

        :raises BadRequest: they are not what a page could have sent.
        """
        if set(self.errors) - {"reason"}:
            raise BadRequest
        return tuple(self.cleaned_data[name] for name in ("kind", "subject", "fingerprint"))
