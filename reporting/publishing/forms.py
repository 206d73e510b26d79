"""What managers fill in on a report's way to being published."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reporting.forms import ReportForm
from reporting.models import NarrativePart, Publication
from reporting.models.publications import LONGEST_TEXT
from reporting.publishing.services import TEXTS, TITLES, version_of
from reporting.publishing.snapshot import LANGUAGES

LANGUAGE_NAMES = dict(settings.LANGUAGES)

HINTS = {
    NarrativePart.WHAT_CHANGED: _("What is different for students, teachers and volunteers now?"),
    NarrativePart.CHALLENGES: _("What was hard, and what did you do about it?"),
    NarrativePart.NEXT_STEPS: _("What comes next, until when?"),
    NarrativePart.QUOTES: _(
        "One paragraph each; a last line that begins with a dash says whose words they are. Name "
        "children by their first name at most."
    ),
}


class NewReportForm(ReportForm):
    """Period, projects and regions of a report that is begun, and its title."""

    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    title_ru = forms.CharField(
        label=_("Title in Russian"),
        max_length=200,
        required=False,
        help_text=_("Empty: the English one."),
    )
    title_kk = forms.CharField(
        label=_("Title in Kazakh"),
        max_length=200,
        required=False,
        help_text=_("Empty: the English one."),
    )

    def clean(self) -> dict:
        values = super().clean()
        for name in ("from", "to"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("Choose this day."))
        return values

    def titles(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


class NarrativeForm(forms.Form):
    """Title and narrative in one language; fields are named as those of the model."""

    def __init__(self, data=None, *, publication: Publication, language: str) -> None:
        names = [name for name in (*TITLES, *TEXTS) if name.endswith(f"_{language}")]
        initial = {name: getattr(publication, name) for name in names}
        super().__init__(data, initial={**initial, "seen": version_of(publication)})
        self.language = language
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"title_{language}"] = forms.CharField(
            label=_("Title"), max_length=200, required=language == "en"
        )
        for part in NarrativePart:
            self.fields[f"{part}_{language}"] = forms.CharField(
                label=part.label,
                required=False,
                max_length=LONGEST_TEXT,
                help_text=HINTS[part],
                widget=forms.Textarea(attrs={"rows": 6, "lang": language}),
            )

    @property
    def title(self) -> forms.BoundField:
        return self[f"title_{self.language}"]

    def parts(self) -> list[tuple[NarrativePart, forms.BoundField]]:
        return [(part, self[f"{part}_{self.language}"]) for part in NarrativePart]

    @property
    def has_text(self) -> bool:
        return any(field.value() for _part, field in self.parts())

    def texts(self) -> dict[str, str]:
        """What was written, by the name of the field."""
        return {name: text for name, text in self.cleaned_data.items() if name != "seen"}


class SendBackForm(forms.Form):
    comment = forms.CharField(
        label=_("What has to change?"),
        help_text=_("The author sees it above the draft."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it no longer hold?"),
        help_text=_("It is shown above the report, also to its readers outside."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
