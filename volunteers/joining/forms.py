"""What coordinators say when they move somebody, and notes."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

INTERVIEW_WITHIN = datetime.timedelta(days=180)


class DeclineForm(forms.Form):
    """Why an application is declined."""

    title = gettext_lazy("Decline")
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Stands word for word in the letter, after a thank-you. Be kind: a young person "
            "reads it."
        ),
        error_messages={"required": gettext_lazy("Give the reason: it stands in the letter.")},
    )


class InterviewForm(forms.Form):
    """When the interview is; it can also be agreed on later."""

    title = gettext_lazy("Invite to an interview")
    interview_at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy(
            "Stands in the letter. Leave it empty, and the letter says that you will get in touch."
        ),
        error_messages={
            "invalid": gettext_lazy("This is not a time; write it as 2020-12-31 16:00.")
        },
    )

    def clean_interview_at(self) -> datetime.datetime | None:
        at, now = self.cleaned_data["interview_at"], timezone.now()
        if at and not now <= at <= now + INTERVIEW_WITHIN:
            raise forms.ValidationError(_("Choose a time from now on, within half a year."))
        return at


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only coordinators read it. Write nothing you would not say."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
