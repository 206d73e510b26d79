"""The form of a contribution: project, goal, target, days, and why."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.forms import day_field
from reporting.goals.cards import days_of
from reporting.models import Contribution, Goal, GoalTarget
from reporting.periods import FIRST_YEAR, LAST_YEAR

GOAL_NUMBERS = {str(number) for number in range(1, 18)}
RATIONALES = ("rationale_en", "rationale_ru", "rationale_kk")


def _number(text: object) -> int | None:
    """The number of a goal in an address or a posted form."""
    return int(text) if str(text) in GOAL_NUMBERS else None


class ContributionForm(forms.ModelForm):
    """A contribution; its project and goal are chosen once, then they say which one it is."""

    since = day_field(gettext_lazy("Since"))
    until = day_field(gettext_lazy("Until, this day included"))

    class Meta:
        model = Contribution
        fields = ["project", "goal", "target", "since", "until", *RATIONALES]
        labels = {
            "rationale_en": gettext_lazy("Why, in English"),
            "rationale_ru": gettext_lazy("Why, in Russian"),
            "rationale_kk": gettext_lazy("Why, in Kazakh"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in RATIONALES}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].help_text = _("Empty: from the first session on.")
        self.fields["until"].help_text = _("Empty: with no end.")
        self.fields["rationale_en"].help_text = _(
            "What the project does for this goal, in a sentence or two. In one language at least; "
            "readers of the others see that one."
        )
        if self.instance.pk:
            del self.fields["project"], self.fields["goal"]
        else:
            self.fields["project"].empty_label = self.fields["goal"].empty_label = ""
            # Another goal has other targets; without scripts, all are offered and checked later.
            self.fields["goal"].widget.attrs |= {
                "hx-get": reverse("reports:contribution_create"),
                "hx-target": "#target",
                "hx-swap": "outerHTML",
            }
        self._offer_targets(self._goal_number())

    def _goal_number(self) -> int | None:
        if self.instance.pk:
            return self.instance.goal_id
        return _number(self.data.get("goal") if self.is_bound else self.initial.get("goal"))

    def _offer_targets(self, goal: int | None) -> None:
        """Those of the goal, with all their words; without a goal, all."""
        target = self.fields["target"]
        target.empty_label = _("none in particular")
        if goal:
            target.widget = forms.RadioSelect()
            target.queryset = GoalTarget.objects.filter(goal=goal)
            target.error_messages["invalid_choice"] = _(
                "This target is not one of goal %(goal)s. Choose another, or none."
            ) % {"goal": goal}
        if target.queryset:
            target.help_text = _("The United Nations' target that it helps with most, shortened.")
        else:
            target.help_text = _(
                "No target of this goal is known here; an administrator can add some."
            )

    def clean(self) -> dict:
        values = super().clean()
        for name in ("since", "until"):
            day = values.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                words = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error(name, _("Choose a day between %(first)d and %(last)d.") % words)
        if not any(values.get(name) for name in RATIONALES) and not self.errors.keys() & set(
            RATIONALES
        ):
            self.add_error("rationale_en", _("Say why, in one of the three languages at least."))
        self._refuse_overlap(values)
        return values

    def _refuse_overlap(self, values: dict) -> None:
        """The database refuses it as well; here the other one can be named."""
        project = values.get("project") or (self.instance.project_id and self.instance.project)
        goal = values.get("goal") or (self.instance.goal_id and self.instance.goal)
        since, until = values.get("since"), values.get("until")
        if self.errors or not (project and goal) or (since and until and until < since):
            return
        others = Contribution.objects.filter(project=project, goal=goal).exclude(
            pk=self.instance.pk
        )
        found = others.within(since, until).first()
        if found:
            words = {"project": project, "goal": goal.number}
            if days := days_of(found):
                message = _("%(project)s contributes to goal %(goal)s already: %(days)s.")
                words["days"] = days
            else:
                message = _(
                    "%(project)s contributes to goal %(goal)s already, with no end. Give that "
                    "contribution its last day first."
                )
            self.add_error("since", message % words)


def goal_in_address(query) -> Goal | None:
    """The goal that ``?goal=3`` asks for."""
    number = _number(query.get("goal"))
    return Goal.objects.filter(pk=number).first() if number else None
