"""The pages of an application: one group of questions each."""

import datetime

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.choices import Language
from regions.models import Region
from volunteers.ages import ADULT_AGE
from volunteers.choices import FreeTime, TeachingWay
from volunteers.models import Project
from volunteers.models.volunteers import age_on

MOST_WORDS = 1000
_ADDRESS = {
    "required": gettext_lazy("Write an e-mail address."),
    "invalid": gettext_lazy("This is no e-mail address. Write it as name@example.org."),
}
_NUMBER = {"inputmode": "numeric", "pattern": "[0-9]*", "autocomplete": "off"}


class DateOfBirthWidget(forms.MultiWidget):
    """Day, month and year as numbers: a calendar takes many taps to a year long ago."""

    template_name = "volunteers/applying/date_of_birth.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__(
            {
                part: forms.TextInput({**_NUMBER, "maxlength": 4 if part == "year" else 2})
                for part in ("day", "month", "year")
            }
        )

    def decompress(self, value: str | datetime.date | None) -> list[int | None]:
        if not value:
            return [None, None, None]
        day = datetime.date.fromisoformat(value) if isinstance(value, str) else value
        return [day.day, day.month, day.year]


class DateOfBirthField(forms.MultiValueField):
    """A day in the past, from three numbers."""

    widget = DateOfBirthWidget

    def __init__(self, **kwargs) -> None:
        parts = [forms.IntegerField() for _part in range(3)]
        super().__init__(parts, require_all_fields=True, **kwargs)

    def clean(self, value: list[str]) -> datetime.date:
        try:
            day, month, year = (int(part) for part in value)
            born = datetime.date(year, month, day)
        except (TypeError, ValueError):
            raise ValidationError(
                _("Write the day, the month and the year as numbers: 14, 3, 2011.")
            ) from None
        if not datetime.date(1900, 1, 1) <= born < timezone.localdate():
            raise ValidationError(_("This day cannot be right. Look at the year."))
        return born


class StepForm(forms.Form):
    """One page. ``answers()`` is what the draft keeps: plain values only."""

    name = ""
    title = ""
    lead = ""

    def __init__(self, data=None, *, draft: dict) -> None:
        super().__init__(data, initial=draft.get(self.name, {}))
        self.draft = draft

    def answers(self) -> dict:
        return dict(self.cleaned_data)


class YouForm(StepForm):
    name = "you"
    title = gettext_lazy("Who are you?")

    first_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Write your first name.")},
    )
    last_name = forms.CharField(
        label=gettext_lazy("Last name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "family-name"}),
        error_messages={"required": gettext_lazy("Write your last name.")},
    )
    birth_date = DateOfBirthField(label=gettext_lazy("When were you born?"))
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link there at the end. You need to be able to read it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages=_ADDRESS,
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def answers(self) -> dict:
        return super().answers() | {"birth_date": self.cleaned_data["birth_date"].isoformat()}


class PlaceForm(StepForm):
    name = "place"
    title = gettext_lazy("Where do you live?")
    lead = gettext_lazy("You teach there, and online anywhere.")

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region or city"),
        queryset=Region.objects.none(),
        to_field_name="code",
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose where you live.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In which languages could you teach?"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.current()

    def answers(self) -> dict:
        return super().answers() | {"region": self.cleaned_data["region"].code}


class LessonsForm(StepForm):
    name = "lessons"
    title = gettext_lazy("What would you like to teach?")
    lead = gettext_lazy("You get a training for each. You can change your mind later.")

    projects = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Projects"),
        queryset=Project.objects.all(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("How?"),
        choices=TeachingWay.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    times = forms.MultipleChoiceField(
        label=gettext_lazy("When do you mostly have time?"),
        choices=FreeTime.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].label_from_instance = _named_with_theme

    def answers(self) -> dict:
        return super().answers() | {
            "projects": [project.code for project in self.cleaned_data["projects"]]
        }


def _named_with_theme(project: Project) -> str:
    return f"{project.name}: {project.theme}" if project.theme else project.name


class WhyForm(StepForm):
    name = "why"
    title = gettext_lazy("Why do you want to join?")

    motivation = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Two sentences are enough. There is no wrong answer."),
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Tell us in a sentence or two.")},
    )


class GuardianForm(StepForm):
    name = "guardian"
    title = gettext_lazy("A parent or guardian")
    lead = gettext_lazy(
        "You are under 18, so we write to a grown-up who looks after you: what this is about, and "
        "whether they agree. Tell them that a message comes."
    )

    guardian_name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write who they are.")},
    )
    guardian_email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("Their own, not yours."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages=_ADDRESS,
    )
    on_paper = forms.BooleanField(
        label=gettext_lazy("They have no e-mail: they sign on paper"),
        help_text=gettext_lazy("Your coordinator gives you the paper."),
        required=False,
    )

    def clean(self) -> dict:
        given = super().clean()
        if given.get("on_paper"):  # then an address is neither needed nor kept
            self.errors.pop("guardian_email", None)
            given["guardian_email"] = ""
        return given

    def clean_guardian_email(self) -> str:
        given = self.cleaned_data["guardian_email"].lower()
        if given == self.draft.get("you", {}).get("email"):
            raise ValidationError(
                _("This is your own address. Write the one that your parent or guardian reads.")
            )
        return given


class SendForm(StepForm):
    name = "send"
    title = gettext_lazy("Is everything right?")

    agrees = forms.BooleanField(
        label=gettext_lazy("Yes, I want to take part and agree to this"),
        error_messages={"required": gettext_lazy("Tick this if you want to take part.")},
    )
    pictures = forms.BooleanField(
        label=gettext_lazy("Pictures on which I can be recognised may be shown, without my name"),
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_minor(self.draft):
            del self.fields["pictures"]


STEPS: dict[str, type[StepForm]] = {
    form.name: form for form in (YouForm, PlaceForm, LessonsForm, WhyForm, GuardianForm, SendForm)
}


def birth_date_in(draft: dict) -> datetime.date | None:
    given = draft.get("you", {}).get("birth_date")
    return datetime.date.fromisoformat(given) if given else None


def is_minor(draft: dict) -> bool:
    born = birth_date_in(draft)
    return born is not None and age_on(born, timezone.localdate()) < ADULT_AGE


def steps_for(draft: dict) -> list[str]:
    """The pages in their order; that about a guardian is for those under 18, as far as known."""
    may_be_minor = birth_date_in(draft) is None or is_minor(draft)
    return [name for name in STEPS if name != GuardianForm.name or may_be_minor]


class PasswordForm(forms.Form):
    """The last thing: what the new account is opened with."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy(
            "At least 8 characters: not only digits, not your name, nothing common."
        ),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class AddressForm(forms.Form):
    """Another address, where the first was mistyped."""

    email = forms.EmailField(
        label=gettext_lazy("The right e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
