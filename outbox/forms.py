"""Which letters somebody wants, and how often; and narrowing what was sent."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outbox.kinds import choices_of, kinds
from outbox.models import LetterChoice, Rhythm, State


class ChoiceForm(forms.Form):
    """Ticked is what one gets; what is kept is what one does without."""

    rhythm = forms.ChoiceField(label=_("How often"), widget=forms.RadioSelect)
    wanted = forms.MultipleChoiceField(
        label=_("Tell me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, choice: LetterChoice, user: User) -> None:
        self.optional = choices_of(user)
        wanted = [kind.name for kind in self.optional if kind.name not in choice.unwanted]
        super().__init__(data, initial={"rhythm": choice.rhythm, "wanted": wanted})
        self.fields["rhythm"].choices = [
            (Rhythm.AT_ONCE, _("As things happen")),
            (
                Rhythm.DAILY,
                _("Once a day, in one mail at %(hour)s:00") % {"hour": settings.DIGEST_HOUR},
            ),
        ]
        self.fields["wanted"].choices = [
            (kind.name, f"{kind.label}: {kind.hint}") for kind in self.optional
        ]

    @property
    def unwanted(self) -> list[str]:
        wanted = self.cleaned_data["wanted"]
        return [kind.name for kind in self.optional if kind.name not in wanted]


class LetterFilter(forms.Form):
    """A list of letters, narrowed; all fields may be left empty."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *State.choices]
    )
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data=None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [
            ("", _("any")),
            *((kind.name, kind.label) for kind in kinds()),
        ]
