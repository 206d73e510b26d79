"""Forms about people in a session, and about calling it off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sessions.choices import AssignmentRole
from volunteers.models import Volunteer


class AssignForm(forms.Form):
    """Which volunteer, and in which role; without one, the first leads and the others help."""

    volunteer = forms.ModelChoiceField(
        label=_("Volunteer"),
        queryset=Volunteer.objects.none(),
        error_messages={"invalid_choice": _("This volunteer is outside your regions.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("as needed")), *AssignmentRole.choices],
        required=False,
    )

    def __init__(self, data=None, *, user: User) -> None:
        super().__init__(data)
        self.fields["volunteer"].queryset = Volunteer.objects.visible_to(user)


class InviteForm(AssignForm):
    """Whom to ask: one volunteer or several."""

    volunteer = forms.ModelMultipleChoiceField(
        label=_("Volunteers"),
        queryset=Volunteer.objects.none(),
        error_messages={
            "required": _("Tick whom you want to ask."),
            "invalid_choice": _("This volunteer is outside your regions."),
        },
    )


class CannotComeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Only if you like. Your coordinator reads it, nobody else."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The volunteers and the school will read it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the volunteers will ask.")},
    )
