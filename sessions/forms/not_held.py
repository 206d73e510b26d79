"""The form in which a volunteer says that a session did not take place."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.choices import NotHeldReason


class NotHeldForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reason = forms.ChoiceField(
        label=_("What happened?"),
        choices=NotHeldReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    note = forms.CharField(
        label=_("Anything your coordinator should know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
