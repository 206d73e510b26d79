"""A lesson's plan as managers write it: texts in three languages, and its steps."""

from collections.abc import Mapping

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.wording import columns_of
from sessions.lesson_plans import PLAN_COLUMNS, STEP_COLUMNS
from sessions.models import Lesson, LessonPlan
from sessions.models.lesson_plans import MOST_STEP_MINUTES
from volunteers.training.forms import refuse_unknown_pictures, text_field

MOST_STEPS = 15
EMPTY_STEPS = 2


class PlanForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goal_en = text_field(label=gettext_lazy("Goal"), rows=3, required=True)
    goal_ru = text_field(label=gettext_lazy("Goal"), rows=3)
    goal_kk = text_field(label=gettext_lazy("Goal"), rows=3)
    materials_en = text_field(label=gettext_lazy("What to bring"), rows=4)
    materials_ru = text_field(label=gettext_lazy("What to bring"), rows=4)
    materials_kk = text_field(label=gettext_lazy("What to bring"), rows=4)
    handout_en = text_field(label=gettext_lazy("Handout"), rows=10)
    handout_ru = text_field(label=gettext_lazy("Handout"), rows=10)
    handout_kk = text_field(label=gettext_lazy("Handout"), rows=10)

    def __init__(self, data: Mapping | None = None, *, plan: LessonPlan | None = None) -> None:
        initial = {name: getattr(plan, name) for name in PLAN_COLUMNS} if plan else {}
        super().__init__(data, initial=initial | {"revision": plan.revision if plan else 0})

    def clean(self) -> dict:
        given = super().clean()
        refuse_unknown_pictures(self, *columns_of("goal", "materials", "handout"))
        return given

    def content(self) -> dict:
        return {name: self.cleaned_data[name] for name in PLAN_COLUMNS}


class StepForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_STEP_MINUTES
    )
    title_en = forms.CharField(label=gettext_lazy("Step"), max_length=150)
    title_ru = forms.CharField(label=gettext_lazy("Step"), max_length=150, required=False)
    title_kk = forms.CharField(label=gettext_lazy("Step"), max_length=150, required=False)
    text_en = text_field(label=gettext_lazy("What happens"), rows=6)
    text_ru = text_field(label=gettext_lazy("What happens"), rows=6)
    text_kk = text_field(label=gettext_lazy("What happens"), rows=6)

    def clean(self) -> dict:
        given = super().clean()
        refuse_unknown_pictures(self, *columns_of("text"))
        return given


class BaseStepForms(BaseFormSet):
    """The steps; together they fit into the lesson."""

    def __init__(self, *args, lesson: Lesson, **kwargs) -> None:
        self.lesson = lesson
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place")
        form.fields["ORDER"].widget.attrs["min"] = 1
        form.fields["DELETE"].label = _("Remove this step")

    def clean(self) -> None:
        if any(self.errors) or self.non_form_errors():
            return
        minutes = sum(step["minutes"] for step in self.steps())
        if minutes > self.lesson.minutes:
            raise forms.ValidationError(
                ngettext(
                    "The steps take %(minutes)d minute, the lesson has %(most)d.",
                    "The steps take %(minutes)d minutes, the lesson has %(most)d.",
                    minutes,
                )
                % {"minutes": minutes, "most": self.lesson.minutes}
            )

    def steps(self) -> list[dict]:
        """The columns of each step that is kept, in the order that was asked for."""
        return [
            {name: form.cleaned_data[name] for name in STEP_COLUMNS}
            for form in self.ordered_forms
            if form.cleaned_data
        ]


StepForms = formset_factory(
    StepForm,
    formset=BaseStepForms,
    extra=EMPTY_STEPS,
    max_num=MOST_STEPS,
    validate_max=True,
    can_order=True,
    can_delete=True,
)


def step_forms(data: Mapping | None, lesson: Lesson, plan: LessonPlan | None) -> BaseStepForms:
    rows = list(plan.steps.all()) if plan else []
    initial = [{name: getattr(row, name) for name in STEP_COLUMNS} for row in rows]
    return StepForms(data, initial=initial, lesson=lesson, prefix="step")
