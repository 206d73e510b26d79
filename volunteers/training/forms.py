"""Forms of training: a volunteer's answers, and what managers write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.texts import unknown_pictures
from regions.wording import WRITTEN_LANGUAGES, columns_of
from volunteers.models import Project, QuizQuestion, TrainingUnit
from volunteers.models.units import FEWEST_OPTIONS, MOST_OPTIONS, MOST_UNIT_MINUTES
from volunteers.training.reference import QUESTION_COLUMNS, UNIT_COLUMNS

TEXT_ROWS = 22


class LongText(forms.CharField):
    """Lines end as they do in files, whatever the browser sends: unchanged is unchanged."""

    def to_python(self, value: str | None) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class OneLine(forms.CharField):
    """A sentence or two in a field that shows all of it; line ends count as spaces."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: str | None) -> str:
        return " ".join(super().to_python(value).split())


def text_field(*, rows: int, required: bool = False, label: str = "") -> LongText:
    return LongText(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def refuse_unknown_pictures(form: forms.Form, *names: str) -> None:
    """Say at the field which pictures of its text there are not."""
    for name in names:
        for missing in unknown_pictures(form.cleaned_data.get(name, "")):
            form.add_error(
                name,
                _("There is no picture “%(name)s”; the list under the form has those there are.")
                % {"name": missing},
            )


class UnitForm(forms.Form):
    """A unit in three languages; English must be there, since the others fall back to it."""

    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=Project.objects.all(), empty_label=None
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to read and answer"),
        min_value=1,
        max_value=MOST_UNIT_MINUTES,
        initial=10,
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Shown to volunteers"),
        required=False,
        help_text=gettext_lazy(
            "A hidden unit asks nothing of anybody. Once shown, those who are not trained yet "
            "have to pass it, too."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    title_ru = forms.CharField(label=gettext_lazy("Title"), max_length=150, required=False)
    title_kk = forms.CharField(label=gettext_lazy("Title"), max_length=150, required=False)
    text_en = text_field(label=gettext_lazy("Text"), rows=TEXT_ROWS, required=True)
    text_ru = text_field(label=gettext_lazy("Text"), rows=TEXT_ROWS)
    text_kk = text_field(label=gettext_lazy("Text"), rows=TEXT_ROWS)

    def __init__(
        self, data: Mapping | None = None, *, unit: TrainingUnit | None = None, project: str = ""
    ) -> None:
        names = (*UNIT_COLUMNS, "is_open", "revision")
        initial = {name: getattr(unit, name) for name in names} if unit else {}
        if not unit and project:
            initial["project"] = Project.objects.filter(code=project).first()
        super().__init__(data, initial=initial)
        if unit:
            del self.fields["project"]

    def clean(self) -> dict:
        given = super().clean()
        refuse_unknown_pictures(self, *columns_of("text"))
        return given


class QuestionForm(forms.Form):
    """A question with up to six options, each in three languages."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping | None = None, *, question: QuizQuestion | None = None
    ) -> None:
        super().__init__(data)
        for language in WRITTEN_LANGUAGES:
            self.fields[f"text_{language}"] = OneLine(
                label=_("Question"), max_length=400, required=language == "en"
            )
            self.fields[f"explanation_{language}"] = text_field(label=_("Why"), rows=3)
        for number in range(1, MOST_OPTIONS + 1):
            self.fields[f"right_{number}"] = forms.BooleanField(
                label=_("Option %(number)s is right") % {"number": number}, required=False
            )
            for language in WRITTEN_LANGUAGES:
                self.fields[f"option_{number}_{language}"] = OneLine(
                    label=_("Option %(number)s") % {"number": number},
                    max_length=300,
                    required=False,
                )
        if question:
            self._show(question)

    def _show(self, question: QuizQuestion) -> None:
        self.initial["revision"] = question.unit.revision
        for name in columns_of("text", "explanation"):
            self.initial[name] = getattr(question, name)
        for number in question.right_options:
            self.initial[f"right_{number}"] = True
        for language in WRITTEN_LANGUAGES:
            for number, option in enumerate(getattr(question, f"options_{language}"), 1):
                self.initial[f"option_{number}_{language}"] = option

    @property
    def option_rows(self) -> list[dict]:
        """Each option with its box and its three fields."""
        return [
            {"number": number, "right": self[f"right_{number}"], "name": f"option_{number}"}
            for number in range(1, MOST_OPTIONS + 1)
        ]

    def _filled(self) -> list[int]:
        """The numbers of the options that have any text."""
        return [
            number
            for number in range(1, MOST_OPTIONS + 1)
            if any(
                self.cleaned_data.get(f"option_{number}_{language}")
                for language in WRITTEN_LANGUAGES
            )
        ]

    def clean(self) -> dict:
        given = super().clean()
        filled = self._filled()
        for language in WRITTEN_LANGUAGES:
            said = [number for number in filled if given.get(f"option_{number}_{language}")]
            if language == "en" or said:
                for number in set(filled) - set(said):
                    self.add_error(
                        f"option_{number}_{language}",
                        _("This option has no text in this language, others have."),
                    )
        for number in range(1, MOST_OPTIONS + 1):
            if given.get(f"right_{number}") and number not in filled:
                self.add_error(f"right_{number}", _("An empty option cannot be right."))
        if len(filled) < FEWEST_OPTIONS:
            self.add_error("option_2_en", _("Give at least two options."))
        elif not any(given.get(f"right_{number}") for number in filled):
            self.add_error("right_1", _("Tick the option that is right, or all that are."))
        return given

    def content(self) -> dict:
        """The columns of a question; empty options in between are left out."""
        given, filled = self.cleaned_data, self._filled()
        values = {name: given[name] for name in columns_of("text", "explanation")}
        for language in WRITTEN_LANGUAGES:
            options = [given[f"option_{number}_{language}"] for number in filled]
            values[f"options_{language}"] = options if any(options) else []
        values["right_options"] = [
            place for place, number in enumerate(filled, 1) if given[f"right_{number}"]
        ]
        assert set(values) == set(QUESTION_COLUMNS)  # noqa: S101 (nothing of a question is lost)
        return values


@dataclass
class AskedQuestion:
    """A question as a volunteer sees it on the page."""

    question: QuizQuestion
    chosen: frozenset[int] = frozenset()
    is_right: bool = False
    fault: str = ""

    @property
    def name(self) -> str:
        return f"q{self.question.pk}"

    @property
    def options(self) -> Iterator[dict]:
        for number, text in enumerate(self.question.options, 1):
            yield {
                "number": number,
                "text": text,
                "is_chosen": number in self.chosen,
                "is_right": number in self.question.right_options,
            }


@dataclass
class Quiz:
    """The questions of a unit with what was answered so far."""

    asked: list[AskedQuestion] = field(default_factory=list)

    @classmethod
    def of(cls, unit: TrainingUnit, right: frozenset[int] = frozenset()) -> "Quiz":
        return cls([AskedQuestion(one, is_right=one.pk in right) for one in unit.questions.all()])

    def read(self, data: QueryDict) -> dict[int, list[int]]:
        """The answers of the page's form; what is no number of an option is left out."""
        answers = {}
        for asked in self.asked:
            if asked.is_right:
                continue
            numbers = [int(value) for value in data.getlist(asked.name) if value.isdecimal()]
            known = range(1, len(asked.question.options_en) + 1)
            asked.chosen = frozenset(number for number in numbers if number in known)
            answers[asked.question.pk] = sorted(asked.chosen)
        return answers

    @property
    def left(self) -> int:
        """How many are still to be answered right."""
        return sum(not asked.is_right for asked in self.asked)

    @property
    def faults(self) -> list[AskedQuestion]:
        return [asked for asked in self.asked if asked.fault]
