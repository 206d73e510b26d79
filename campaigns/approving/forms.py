from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"), max_length=1500, widget=forms.Textarea(attrs={"rows": 2})
    )


class StepForm(forms.Form):
    note = forms.CharField(
        label=_("What is to be said about it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
