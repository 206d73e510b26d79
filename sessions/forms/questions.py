"""Forms about a log that is sent back, and about what volunteers say after a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.choices import HowItWent


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_(
            "The volunteer gets it by mail; of somebody under 18, a parent or guardian gets a copy."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to know.")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write an answer, even a short one.")},
    )


class TurnDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The volunteer reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the volunteer reads it.")},
    )


class FeedbackForm(forms.Form):
    went = forms.ChoiceField(
        label=_("How did it go?"),
        choices=HowItWent,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    wish = forms.CharField(
        label=_("What would make it better next time?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
