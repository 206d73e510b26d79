"""The four ways into a planning run, as forms."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.choices import Language
from regions.models import Region
from schools.calendar import SchoolCalendar
from schools.models import ClassGroup, School
from schools.school_years import is_summer, school_year_of
from sessions.bulk.cells import time_of
from sessions.bulk.spreading import DAY, WEEK, Manner, Timing
from sessions.bulk.weeks import monday_of
from sessions.choices import Mode
from sessions.forms.filters import DayInput
from sessions.forms.planning import ContactChoice
from sessions.models import Lesson, ProgrammeTemplate, SchoolSession
from transfers.imports.columns import WrongCell

SPARE_WEEKS = 2
"""So many weeks more than there are lessons are looked at, for holidays that push them on."""

LONGEST = 366
"""Days from the first to the last one."""

MOST_SCHOOLS = 400


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


class ClassesForm(TimingForm):
    """Classes of one school, lessons, times."""

    class_groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Classes"),
        queryset=ClassGroup.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one class.")},
    )
    lessons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Lessons"),
        queryset=Lesson.objects.taught(),
        error_messages={"required": gettext_lazy("Choose at least one lesson.")},
    )
    lesson_order = forms.CharField(required=False, widget=forms.HiddenInput)
    over_again = forms.BooleanField(
        label=gettext_lazy("After the last lesson the first one again, until the last day"),
        required=False,
    )
    times = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Times"),
        coerce=datetime.time.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("that of each class")), *Language.choices],
        required=False,
    )
    contact = ContactChoice(
        label=gettext_lazy("Teacher"),
        queryset=School.objects.none(),
        required=False,
        empty_label=gettext_lazy("not known yet"),
        help_text=gettext_lazy("Then no two lessons are at the same time."),
    )
    venue = forms.CharField(label=gettext_lazy("Room or link"), required=False, max_length=500)

    def __init__(
        self, data: Mapping | None = None, *, school: School, initial: dict | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.school = school
        day = timezone.localdate()
        self.calendar = SchoolCalendar.of([school], day, day)
        self.fields["class_groups"].queryset = self._groups()
        self.fields["contact"].queryset = school.contacts.all()
        self.slots = self.calendar.slots(school.pk)
        values = {slot.starts.strftime("%H:%M") for slot in self.slots}
        self.fields["times"].choices = [(value, value) for value in sorted(values)]

    def _groups(self) -> QuerySet[ClassGroup]:
        """Those of the school year of the first day, or of the next year that has any."""
        try:
            day = self.fields["since"].clean(self["since"].value())
        except forms.ValidationError:
            day = next_monday()
        groups = self.school.class_groups.filter(school_year__gte=school_year_of(day))
        years = groups.order_by("school_year").values("school_year")
        groups = groups.filter(school_year=years[:1])
        return groups.select_related("school").order_by("grade", "letter")

    def clean(self) -> dict:
        given = super().clean()
        order = {pk: at for at, pk in enumerate(given.get("lesson_order", "").split(","))}
        lessons = sorted(
            given.get("lessons", ()), key=lambda one: (order.get(str(one.pk), len(order)), one.code)
        )
        given["lessons"] = lessons
        if given.get("over_again") and not given.get("until"):
            self.add_error("until", _("Give a last day: else there is no end to it."))
        return given

    def manner(self) -> Manner:
        given = self.cleaned_data
        return Manner(
            **{name: given[name] for name in ("mode", "places", "language", "contact", "venue")}
        )

    @property
    def grades(self) -> list[dict]:
        """Classes by grade, with what is ticked."""
        chosen = self.chosen("class_groups")
        grades: dict[int, list] = defaultdict(list)
        for group in self.fields["class_groups"].queryset:
            grades[group.grade].append({"group": group, "is_on": str(group.pk) in chosen})
        return [{"number": grade, "groups": groups} for grade, groups in grades.items()]

    @property
    def projects(self) -> list[dict]:
        """Lessons by project, with what is ticked."""
        chosen = self.chosen("lessons")
        projects: dict[int, dict] = {}
        for lesson in Lesson.objects.taught().select_related("project").order_by("code"):
            entry = projects.setdefault(
                lesson.project_id, {"project": lesson.project, "lessons": []}
            )
            entry["lessons"].append({"lesson": lesson, "is_on": str(lesson.pk) in chosen})
        return list(projects.values())

    @property
    def shifts(self) -> list[dict]:
        """The school's lessons by shift."""
        chosen = self.chosen("times")
        shifts: dict[int, list] = defaultdict(list)
        for slot in self.slots:
            value = slot.starts.strftime("%H:%M")
            shifts[slot.shift].append({"slot": slot, "value": value, "is_on": value in chosen})
        return [{"number": number, "slots": slots} for number, slots in shifts.items()]


class ProgrammeForm(TimingForm):
    """A programme for one school or many."""

    template = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        queryset=ProgrammeTemplate.objects.none(),
        empty_label=None,
    )
    schools = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Schools"),
        queryset=School.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one school.")},
    )
    most_classes = forms.IntegerField(
        label=gettext_lazy("Classes of each school"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=gettext_lazy("At most; empty: all of the programme's grades."),
    )

    def __init__(
        self, data: Mapping | None = None, *, user: User, schools: QuerySet[School], initial: dict
    ) -> None:
        super().__init__(data, initial=initial)
        for name in ("mode", "places"):
            del self.fields[name]
        self.fields["template"].queryset = ProgrammeTemplate.objects.visible_to(user)
        self.fields["schools"].queryset = School.objects.visible_to(user)
        self._offered = schools

    def schools_offered(self) -> list[dict]:
        """Schools with classes of this school year, and how much is planned there already."""
        chosen = self.chosen("schools")
        year = school_year_of(next_monday())
        schools = (
            self._offered.select_related("district")
            .annotate(classes=Count("class_groups", filter=Q(class_groups__school_year=year)))
            .filter(classes__gt=0)[:MOST_SCHOOLS]
        )
        return [{"school": one, "is_on": str(one.pk) in chosen} for one in schools]


class WeekForm(forms.Form):
    """A week that is copied."""

    day = forms.DateField(label=gettext_lazy("Copy the week of"), widget=DayInput())
    to = forms.DateField(label=gettext_lazy("Into the week of"), widget=DayInput())
    copies = forms.IntegerField(
        label=gettext_lazy("For so many weeks"), min_value=1, max_value=20, initial=1
    )
    regions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all of them."),
    )
    with_volunteers = forms.BooleanField(
        label=gettext_lazy("With the same volunteers, where they can"), required=False, initial=True
    )
    next_lesson = forms.TypedChoiceField(
        label=gettext_lazy("Lesson"),
        choices=[
            ("", gettext_lazy("the same once more")),
            ("1", gettext_lazy("the next one of the project")),
        ],
        coerce=bool,
        required=False,
        empty_value=False,
    )

    def __init__(
        self, data: Mapping | None = None, *, user: User, school: School | None, initial: dict
    ) -> None:
        super().__init__(data, initial=initial)
        regions = Region.objects.all()
        if not user.sees_all_regions:
            regions = regions.filter(pk__in=user.region_ids)
        self.fields["regions"].queryset = regions
        if school or regions.count() < 2:
            del self.fields["regions"]

    def clean(self) -> dict:
        given = super().clean()
        day, to = given.get("day"), given.get("to")
        if day and to:
            if monday_of(to) == monday_of(day):
                self.add_error("to", _("Choose another week than the one that is copied."))
            elif monday_of(to) < monday_of(timezone.localdate()):
                self.add_error("to", _("This week is over."))
        return given

    def weeks_on(self) -> list[int]:
        given = self.cleaned_data
        first = (monday_of(given["to"]) - monday_of(given["day"])).days // 7
        return [first + number for number in range(given["copies"])]


class RowsForm(forms.Form):
    """Rows from a spreadsheet."""

    text = forms.CharField(
        label=gettext_lazy("Rows"),
        strip=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        error_messages={"required": gettext_lazy("Nothing was pasted.")},
    )
    only_readable = forms.BooleanField(required=False)


class RowChangeForm(forms.Form):
    """One row of the preview, as it was changed."""

    date = forms.DateField()
    time = forms.TimeField(input_formats=["%H:%M", "%H:%M:%S"])
    is_wanted = forms.BooleanField(required=False)
    despite_calendar = forms.BooleanField(required=False)

    def starts_at(self) -> datetime.datetime:
        given = self.cleaned_data
        return timezone.make_aware(datetime.datetime.combine(given["date"], given["time"]))


def weeks_with_sessions(sessions: QuerySet[SchoolSession]) -> list[dict]:
    """This week and those around it that have sessions, with their number."""
    today = monday_of(timezone.localdate())
    near = sessions.filter(date__gte=today - 4 * WEEK, date__lt=today + 5 * WEEK)
    counts: dict[datetime.date, int] = defaultdict(int)
    for day, count in near.order_by().values_list("date").annotate(Count("pk")):
        counts[monday_of(day)] += count
    return [
        {"monday": monday, "sunday": monday + 6 * DAY, "count": count}
        for monday, count in sorted(counts.items(), reverse=True)
    ]
