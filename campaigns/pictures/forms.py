"""A picture and what is said of it: one form, on the phone and on the laptop."""

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from campaigns.models import Picture, PictureConsent
from campaigns.outreach.forms import day_field
from campaigns.pictures.choices import SaidBy, Shows
from campaigns.pictures.encoding import MOST_BYTES, encode
from campaigns.pictures.people import agrees_to_pictures, named_volunteers
from campaigns.pictures.services import NewPicture, Paper
from sessions.errors import Refusal

ME = "me"
NO_CONSENT = gettext_lazy("No picture of people without their consent.")
_PAPER = ("said_by", "said_on", "purpose", "kept_at")


def _length(model, name: str) -> int:
    return model._meta.get_field(name).max_length


class PictureForm(forms.Form):
    """
    :param is_optional: beside another form, where no picture is fine, too.
    """

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP. Where and when it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    alt = forms.CharField(
        label=gettext_lazy("What is to be seen?"),
        help_text=gettext_lazy("In a sentence, for who cannot see it. No names, please."),
        max_length=_length(Picture, "alt"),
        error_messages={"required": gettext_lazy("Say in a few words what is to be seen.")},
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("Who is on it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who is on it.")},
    )
    volunteers = forms.CharField(
        label=gettext_lazy("Volunteers who said yes to pictures"),
        help_text=gettext_lazy("One name a line. Their consent is here already; Birge looks."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    said_by = forms.ChoiceField(
        label=gettext_lazy("Everybody else: who signed?"),
        choices=[("", gettext_lazy("nobody else is on it")), *SaidBy.choices],
        required=False,
        error_messages={"required": NO_CONSENT},
    )
    said_on = day_field(gettext_lazy("Signed on"))
    purpose = forms.CharField(
        label=gettext_lazy("What they agreed to"),
        help_text=gettext_lazy("As the paper has it, for example: posts in social media."),
        max_length=_length(PictureConsent, "purpose"),
        error_messages={"required": gettext_lazy("Say what they agreed to.")},
    )
    kept_at = forms.CharField(
        label=gettext_lazy("Where the paper is"),
        help_text=gettext_lazy("So that somebody else finds it: the office or the folder."),
        max_length=_length(PictureConsent, "kept_at"),
        error_messages={"required": gettext_lazy("Say where the paper is.")},
    )

    def __init__(self, request: HttpRequest, *, is_optional: bool = False) -> None:
        is_sent = request.method == "POST"
        self.user = request.user
        self.too_large = getattr(request, "upload_was_too_large", False)
        super().__init__(
            request.POST if is_sent else None, request.FILES if is_sent else None, prefix="picture"
        )
        if is_optional and not self.is_begun:
            self.is_bound = False
        self.own = getattr(self.user, "volunteer", None)
        self.is_staff = self.user.can(Permission.SEE_VOLUNTEERS)
        self.may_be_on_it = bool(self.own and agrees_to_pictures(self.own))
        if not self.is_staff:
            del self.fields["volunteers"]
        choices = list(Shows.choices)
        if self.may_be_on_it:
            choices.insert(1, (ME, gettext_lazy("Only me: I have said yes to pictures")))
        self.fields["shows"].choices = choices
        self._ask_for_papers()

    def _ask_for_papers(self) -> None:
        """What has to be said depends on who is on it, and on whether Birge has their yes."""
        is_asked = not self.is_bound or self._sent("shows") == Shows.PEOPLE
        has_paper = not self.is_bound or not self.is_staff or bool(self._sent("said_by"))
        for name in ("said_on", "purpose", "kept_at"):
            self.fields[name].required = is_asked and has_paper
        if not self.is_staff:
            self.fields["said_by"].required = is_asked
            self.fields["said_by"].label = _("Who said yes, on paper?")
            self.fields["said_by"].choices = [("", _("Choose")), *SaidBy.choices]

    def _sent(self, name: str) -> str:
        return self.data.get(self.add_prefix(name), "")

    @property
    def is_begun(self) -> bool:
        """Whether somebody means to add a picture, also where the file itself was lost."""
        has_file = self.too_large or self.add_prefix("file") in self.files
        return bool(has_file or self._sent("alt") or self._sent("shows"))

    def ask_again(self) -> None:
        """The form beside it goes back to the person, and browsers forget the file."""
        if self.is_bound and self.is_valid():
            self.add_error("file", _("Choose the picture once more; browsers do not keep it."))

    @property
    def may_go_on(self) -> bool:
        """Whether it is all right, or nothing was to be added."""
        return not self.is_bound or self.is_valid()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(self._too_large())
        try:
            return encode(file.read())
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean_volunteers(self) -> list:
        if self._sent("shows") != Shows.PEOPLE:
            return []
        return named_volunteers(self.cleaned_data["volunteers"], user=self.user)

    def clean_said_on(self):
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict:
        given = super().clean()
        has_yes = given.get("volunteers") or given.get("said_by")
        is_open = not has_yes and not {"volunteers", "said_by"} & set(self.errors)
        if given.get("shows") == Shows.PEOPLE and is_open:
            self.add_error("said_by", NO_CONSENT)
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", self._too_large())
        elif self.errors and "file" not in self.errors:
            self.add_error("file", _("Choose the picture once more; browsers do not keep it."))
        return given

    def _too_large(self) -> str:
        return _("This picture is larger than %(most)s MB. Make it smaller, then send it.") % {
            "most": MOST_BYTES // 1_000_000
        }

    def new_picture(self) -> NewPicture | None:
        """What is to be added; nothing where no picture was meant."""
        if not self.is_bound:
            return None
        given = self.cleaned_data
        shows, volunteers = given["shows"], given.get("volunteers") or []
        if shows == ME:
            shows, volunteers = Shows.PEOPLE, [self.own]
        has_paper = given["shows"] == Shows.PEOPLE and given["said_by"]
        return NewPicture(
            encoded=given["file"],
            alt=given["alt"],
            shows=shows,
            volunteers=volunteers,
            paper=Paper(**{name: given[name] for name in _PAPER}) if has_paper else None,
        )
