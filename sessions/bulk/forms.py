"""The four ways into a planning run, as forms."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.choices import Language
from regions.models import Region
from schools.calendar import SchoolCalendar
from schools.models import ClassGroup, School
from schools.queries import by_number
from schools.school_years import school_year_of
from sessions.bulk.spreading import DAY, WEEK, Manner
from sessions.bulk.template_forms import GRADES
from sessions.bulk.timing_forms import LessonsForm, next_monday
from sessions.bulk.weeks import monday_of
from sessions.forms.filters import DayInput
from sessions.forms.planning import ContactChoice
from sessions.models import ProgrammeTemplate, SchoolSession

MOST_SCHOOLS = 400
OF_THE_PROGRAMME = ("lessons", "grade_from", "grade_to", "mode", "places")
"""What need not be chosen where a programme is."""


class ClassesForm(LessonsForm):
    """Classes of one school, lessons, times."""

    class_groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Classes"),
        queryset=ClassGroup.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one class.")},
    )
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
    def shifts(self) -> list[dict]:
        """The school's lessons by shift."""
        chosen = self.chosen("times")
        shifts: dict[int, list] = defaultdict(list)
        for slot in self.slots:
            value = slot.starts.strftime("%H:%M")
            shifts[slot.shift].append({"slot": slot, "value": value, "is_on": value in chosen})
        return [{"number": number, "slots": slots} for number, slots in shifts.items()]


class ManySchoolsForm(LessonsForm):
    """One school or many: a programme's lessons, or those that are ticked here."""

    template = forms.ModelChoiceField(
        label=gettext_lazy("Lessons"),
        queryset=ProgrammeTemplate.objects.none(),
        required=False,
    )
    grade_from = forms.TypedChoiceField(
        label=gettext_lazy("From grade"), choices=GRADES, coerce=int, initial=5
    )
    grade_to = forms.TypedChoiceField(
        label=gettext_lazy("To grade"), choices=GRADES, coerce=int, initial=9
    )
    by_grade = forms.BooleanField(
        label=gettext_lazy("Each class gets those that are meant for its grade"),
        initial=True,
        required=False,
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
        help_text=gettext_lazy("At most; empty: all of these grades."),
    )

    def __init__(
        self, data: Mapping | None = None, *, user: User, schools: QuerySet[School], initial: dict
    ) -> None:
        super().__init__(data, initial=initial)
        if data and data.get("template"):
            for name in OF_THE_PROGRAMME:
                self.fields[name].required = False
        self.fields["template"].queryset = ProgrammeTemplate.objects.visible_to(user)
        self.fields["schools"].queryset = School.objects.visible_to(user)
        self._offered = schools

    def clean(self) -> dict:
        given = super().clean()
        if given.get("grade_from", 0) > given.get("grade_to", 12) and not given.get("template"):
            self.add_error("grade_to", _("The last grade is below the first one."))
        return given

    def schools_offered(self) -> list[dict]:
        """Schools with classes of this school year, and how much is planned there already."""
        chosen = self.chosen("schools")
        year = school_year_of(next_monday())
        schools = (
            self._offered.select_related("district")
            .annotate(classes=Count("class_groups", filter=Q(class_groups__school_year=year)))
            .filter(classes__gt=0)[:MOST_SCHOOLS]
        )
        ordered = sorted(schools, key=lambda one: (str(one.district or ""), by_number(one.name)))
        return [{"school": one, "is_on": str(one.pk) in chosen} for one in ordered]


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
