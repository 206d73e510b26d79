"""When and how many sessions are held, and which lessons: what the ways into a plan share."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.school_years import is_summer
from sessions.bulk.cells import time_of
from sessions.bulk.spreading import DAY, WEEK, Timing
from sessions.bulk.weeks import monday_of
from sessions.choices import Mode
from sessions.forms.filters import DayInput
from sessions.models import Lesson
from transfers.imports.columns import WrongCell

SPARE_WEEKS = 2
"""So many weeks more than there are lessons are looked at, for holidays that push them on."""

LONGEST = 366
"""Days from the first to the last one."""


def next_monday() -> datetime.date:
    """Where a plan begins unless somebody says otherwise: in the summer, with the school year."""
    day = monday_of(timezone.localdate()) + WEEK
    while is_summer(day):
        day += WEEK
    return day


class TimingForm(forms.Form):
    """When and how: what planning by classes and by programme have in common."""

    since = forms.DateField(label=gettext_lazy("From"), widget=DayInput(), initial=next_monday)
    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("Empty: as long as the lessons take."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On"),
        coerce=int,
        choices=[(number, WEEKDAYS_ABBR[number]) for number in range(6)],
        initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one day of the week.")},
    )
    other_times = forms.CharField(
        label=gettext_lazy("Other times"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as 9:00, 10:30."),
    )
    at_once = forms.IntegerField(
        label=gettext_lazy("Lessons at the same time"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=gettext_lazy("As many as there are rooms and volunteers."),
    )
    evenly = forms.TypedChoiceField(
        label=gettext_lazy("Over the week"),
        choices=[
            ("1", gettext_lazy("evenly over the days")),
            ("0", gettext_lazy("on as few days as possible")),
        ],
        coerce=lambda value: value == "1",
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("In person or online"), choices=Mode.choices, initial=Mode.OFFLINE
    )
    places = forms.IntegerField(
        label=gettext_lazy("Places for volunteers"), min_value=1, max_value=20, initial=1
    )

    def clean_other_times(self) -> list[datetime.time]:
        found = []
        for part in self.cleaned_data["other_times"].replace(";", ",").split(","):
            if not part.strip():
                continue
            try:
                found.append(time_of(part)[0])
            except WrongCell as fault:
                raise forms.ValidationError(str(fault)) from None
        return found

    def clean(self) -> dict:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and since < timezone.localdate():
            self.add_error("since", _("This day is over."))
        elif since and until and not since <= until <= since + LONGEST * DAY:
            self.add_error("until", _("Choose a day within a year after the first one."))
        return given

    def timing(self, lessons: int) -> Timing:
        """:param lessons: in how many weeks there are lessons, where no last day is given."""
        given = self.cleaned_data
        until = given["until"]
        if not until:
            last = monday_of(given["since"]) + (lessons + SPARE_WEEKS) * WEEK - DAY
            until = last
        return Timing(
            since=given["since"],
            until=until,
            weekdays=frozenset(given["weekdays"]),
            starts=tuple(sorted({*given.get("times", ()), *given["other_times"]})),
            at_once=given["at_once"],
            evenly=given["evenly"],
        )

    def chosen(self, name: str) -> set[str]:
        """What is ticked in a field, as text."""
        return {str(getattr(one, "pk", one)) for one in self[name].value() or ()}

    @property
    def days_offered(self) -> list[dict]:
        chosen = self.chosen("weekdays")
        return [
            {"value": str(number), "label": label, "is_on": str(number) in chosen}
            for number, label in self.fields["weekdays"].choices
        ]


class LessonsForm(TimingForm):
    """Lessons in the order in which they were ticked."""

    lessons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Lessons"),
        queryset=Lesson.objects.all(),
        error_messages={"required": gettext_lazy("Choose at least one lesson.")},
    )
    lesson_order = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        given = super().clean()
        order = {pk: at for at, pk in enumerate(given.get("lesson_order", "").split(","))}
        given["lessons"] = sorted(
            given.get("lessons", ()), key=lambda one: (order.get(str(one.pk), len(order)), one.code)
        )
        return given

    @property
    def projects(self) -> list[dict]:
        """Lessons by project, with what is ticked."""
        chosen = self.chosen("lessons")
        projects: dict[int, dict] = {}
        for lesson in Lesson.objects.select_related("project").order_by("code"):
            entry = projects.setdefault(
                lesson.project_id, {"project": lesson.project, "lessons": []}
            )
            entry["lessons"].append({"lesson": lesson, "is_on": str(lesson.pk) in chosen})
        return list(projects.values())
