"""A programme's template as a form: a line for each week, with its lessons."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.models import Region
from sessions.choices import Mode
from sessions.models import Lesson, ProgrammeTemplate

MOST_WEEKS_SHOWN = 12
EMPTY_WEEKS = 4
GRADES = [(grade, grade) for grade in range(1, 13)]


class TemplateForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    region = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Region.objects.none(), required=False
    )
    grade_from = forms.TypedChoiceField(
        label=gettext_lazy("From grade"), choices=GRADES, coerce=int, initial=5
    )
    grade_to = forms.TypedChoiceField(
        label=gettext_lazy("To grade"), choices=GRADES, coerce=int, initial=7
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices, initial=Mode.OFFLINE)
    places = forms.IntegerField(
        label=gettext_lazy("Places for volunteers"), min_value=1, max_value=20, initial=1
    )

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        user: User,
        template: ProgrammeTemplate | None = None,
        copied: ProgrammeTemplate | None = None,
    ) -> None:
        shown = template or copied
        super().__init__(data, initial=_initial(shown))
        if copied and not template:
            self.initial["name"] = _("%(name)s, copy") % {"name": copied.name}
        region = self.fields["region"]
        if user.sees_all_regions:
            region.queryset = Region.objects.all()
            region.empty_label = _("all regions")
        else:
            region.queryset = Region.objects.filter(pk__in=user.region_ids)
            region.required = True
            region.empty_label = None
        lessons = list(Lesson.objects.taught().select_related("project").order_by("code"))
        by_week = _by_week(shown)
        self.week_count = min(max([EMPTY_WEEKS, *by_week]) + 2, MOST_WEEKS_SHOWN)
        choices = [("", _("none"))] + [
            (str(one.pk), f"{one.code} · {one.title}") for one in lessons
        ]
        self._lessons = {str(one.pk): one for one in lessons}
        for week in range(1, self.week_count + 1):
            for place in (1, 2):
                name = _field_name(week, place)
                self.fields[name] = forms.ChoiceField(
                    label=_("Lesson of week %(week)s") % {"week": week}
                    if place == 1
                    else _("Second lesson of week %(week)s") % {"week": week},
                    choices=choices,
                    required=False,
                )
                own = by_week.get(week, [])
                self.initial[name] = str(own[place - 1].pk) if len(own) >= place else ""

    @property
    def weeks(self) -> list[dict]:
        """The fields of each week."""
        return [
            {"number": week, "fields": [self[_field_name(week, place)] for place in (1, 2)]}
            for week in range(1, self.week_count + 1)
        ]

    def clean(self) -> dict:
        given = super().clean()
        if given.get("grade_from", 0) > given.get("grade_to", 12):
            self.add_error("grade_to", _("The last grade is below the first one."))
        return given

    def values(self) -> dict:
        names = ("name", "region", "grade_from", "grade_to", "mode", "places")
        return {name: self.cleaned_data[name] for name in names}

    def lessons(self) -> list[tuple[int, Lesson]]:
        """Lessons with their weeks; where the first weeks are empty, the others move up."""
        found = [
            (week, self._lessons[value])
            for week in range(1, self.week_count + 1)
            for place in (1, 2)
            if (value := self.cleaned_data.get(_field_name(week, place)))
        ]
        first = min((week for week, _lesson in found), default=1)
        return [(week - first + 1, lesson) for week, lesson in found]


def _field_name(week: int, place: int) -> str:
    return f"week_{week}" if place == 1 else f"week_{week}_second"


def _initial(template: ProgrammeTemplate | None) -> dict:
    if not template:
        return {}
    names = ("name", "region", "grade_from", "grade_to", "mode", "places")
    return {name: getattr(template, name) for name in names}


def _by_week(template: ProgrammeTemplate | None) -> dict[int, list[Lesson]]:
    weeks: dict[int, list[Lesson]] = {}
    for one in template.lessons.select_related("lesson") if template else ():
        weeks.setdefault(one.week, []).append(one.lesson)
    return weeks
