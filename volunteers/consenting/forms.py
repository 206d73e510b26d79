"""What guardians answer, and what coordinators record of a signed paper."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.choices import ConsentKind
from volunteers.consenting.services import needs_guardian
from volunteers.forms import FIRST_DAY, day_field
from volunteers.models import Volunteer

_YES_OR_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def _question(label: str, empty: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=_YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={"required": empty},
    )


class AnswerForm(forms.Form):
    """Yes or no to taking part, and separately to pictures."""

    takes_part = _question("", gettext_lazy("Choose yes or no."))
    pictures = _question("", gettext_lazy("Choose yes or no."))
    given_by = forms.CharField(
        label=gettext_lazy("Your first and last name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    is_guardian = forms.BooleanField(error_messages={"required": gettext_lazy("Tick this.")})

    def __init__(self, data=None, *, volunteer: Volunteer, name: str) -> None:
        super().__init__(data, initial={"given_by": name})
        known = {"name": volunteer.first_name}
        self.fields["takes_part"].label = _("May %(name)s take part?") % known
        self.fields["pictures"].label = _("Pictures on which %(name)s can be recognised?") % known
        self.fields["is_guardian"].label = (
            _("I am a parent or guardian of %(name)s and of age") % known
        )
        if not needs_guardian(volunteer):
            del self.fields["takes_part"]

    def clean(self) -> dict:
        given = super().clean()
        # Who does not take part is on no picture: nobody has to answer that.
        if given.get("takes_part") == "no" and "pictures" in self.errors:
            del self.errors["pictures"]
            given["pictures"] = "no"
        return given

    def answer(self) -> dict:
        """As `answer_request` takes it."""
        said = self.cleaned_data.get("takes_part")
        return {
            "takes_part": None if said is None else said == "yes",
            "pictures": self.cleaned_data["pictures"] == "yes",
            "given_by": self.cleaned_data["given_by"],
        }


class PaperForm(forms.Form):
    """A consent that was signed on paper."""

    title = gettext_lazy("Record a signed paper")
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What was signed"), widget=forms.CheckboxSelectMultiple
    )
    given_by = forms.CharField(label=gettext_lazy("Who signed"), max_length=200)
    signed_date = day_field(gettext_lazy("Signed on"), initial=timezone.localdate)
    kept_at = forms.CharField(
        label=gettext_lazy("Where the paper is kept"),
        max_length=300,
        help_text=gettext_lazy("So that somebody else finds it: the office, folder and number."),
    )

    def __init__(self, data=None, *, volunteer: Volunteer) -> None:
        super().__init__(data)
        kinds = [ConsentKind.PARTICIPATION, ConsentKind.GUARDIAN, ConsentKind.PHOTO]
        if not volunteer.is_minor_on(timezone.localdate()):
            kinds.remove(ConsentKind.GUARDIAN)
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in kinds]
        self.is_minor = ConsentKind.GUARDIAN in kinds
        self.own_name = volunteer.full_name

    def clean_signed_date(self) -> datetime.date:
        day = self.cleaned_data["signed_date"]
        if not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day from 2000 to today."))
        return day

    def clean(self) -> dict:
        given = super().clean()
        by_guardian = {ConsentKind.GUARDIAN, ConsentKind.PHOTO} & set(given.get("kinds", []))
        is_own = given.get("given_by", "").strip().lower() == self.own_name.lower()
        if self.is_minor and by_guardian and is_own:
            self.add_error(
                "given_by", _("Under 18, a parent or guardian signs this. Write their name.")
            )
        return given
