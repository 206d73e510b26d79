"""What coordinators record about a volunteer: trainings, checks, and when they can teach."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.choices import TrainedHow, Weekday
from volunteers.models import Check, Project, Training, Unavailability, Volunteer, WeeklyTime
from volunteers.models.volunteers import MOST_SESSIONS_A_WEEK

FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)


def day_field(label: str, **more) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("This is not a day; write it as 2020-12-31.")},
        **more,
    )


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "300"})
    )


class RecordForm(forms.Form):
    """Something that is kept about a volunteer; ``rows()`` are the new records."""

    title = ""

    def __init__(self, data=None, *, volunteer: Volunteer) -> None:
        super().__init__(data)
        self.volunteer = volunteer

    def refuse_implausible(self, name: str, *, latest: datetime.date = LAST_DAY) -> None:
        day = self.cleaned_data.get(name)
        if day and not FIRST_DAY <= day <= latest:
            today = latest < LAST_DAY
            self.add_error(
                name,
                _("Choose a day from 2000 to today.") if today else _("Choose a day up to 2099."),
            )


class TrainingForm(RecordForm):
    title = gettext_lazy("Record a training")
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=Project.objects.all(), empty_label=None
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (TrainedHow.COURSE, TrainedHow.COURSE.label),
            (TrainedHow.EXCEPTION, gettext_lazy("may teach without it, by way of exception")),
        ],
        widget=forms.RadioSelect,
        initial=TrainedHow.COURSE,
    )
    passed_date = day_field(gettext_lazy("Since"), initial=timezone.localdate)
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For an exception: why this volunteer can teach all the same."),
    )

    def clean(self) -> dict:
        given = super().clean()
        self.refuse_implausible("passed_date", latest=timezone.localdate())
        if given.get("how") == TrainedHow.EXCEPTION and not given.get("note", "").strip():
            self.add_error("note", _("Say why: an exception needs a reason."))
        same = self.volunteer.trainings.filter(
            project=given.get("project"), passed_date=given.get("passed_date")
        )
        if same.exists():
            self.add_error("passed_date", _("A training of that day is recorded already."))
        return given

    def rows(self) -> list[Training]:
        given = self.cleaned_data | {"note": self.cleaned_data["note"].strip()}
        return [Training(volunteer=self.volunteer, **given)]


class CheckForm(RecordForm):
    title = gettext_lazy("Record a check")
    kind = forms.ChoiceField(
        label=gettext_lazy("Which"), choices=Check._meta.get_field("kind").choices
    )
    valid_from = day_field(gettext_lazy("Valid from"), initial=timezone.localdate)
    valid_until = day_field(
        gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty where it has no end."),
    )

    def clean(self) -> dict:
        given = super().clean()
        self.refuse_implausible("valid_from")
        self.refuse_implausible("valid_until")
        since, until = given.get("valid_from"), given.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _("It ends before it begins."))
        if self.volunteer.checks.filter(kind=given.get("kind"), valid_from=since).exists():
            self.add_error("valid_from", _("A check of that day is recorded already."))
        return given

    def rows(self) -> list[Check]:
        return [Check(volunteer=self.volunteer, **self.cleaned_data)]


class HoursForm(RecordForm):
    title = gettext_lazy("Hours of the week")
    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=WeeklyTime._meta.get_field("kind").choices,
        widget=forms.RadioSelect,
        initial="available",
        help_text=gettext_lazy(
            "Own school hours keep sessions away; for under-18s without exception. With free "
            "hours, sessions at other times are only offered as a last choice."
        ),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    starts = time_field(gettext_lazy("From"))
    ends = time_field(gettext_lazy("Until"))

    def clean(self) -> dict:
        given = super().clean()
        starts, ends = given.get("starts"), given.get("ends")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", _("It ends before it begins."))
        same = self.volunteer.weekly_times.filter(
            kind=given.get("kind"), weekday__in=given.get("weekdays", []), starts=starts
        )
        if starts is not None and same.exists():
            self.add_error("starts", _("Hours from then on are recorded already on such a day."))
        return given

    def rows(self) -> list[WeeklyTime]:
        given = dict(self.cleaned_data)
        return [
            WeeklyTime(volunteer=self.volunteer, weekday=weekday, **given)
            for weekday in given.pop("weekdays")
        ]


class AwayForm(RecordForm):
    title = gettext_lazy("Time away")
    since = day_field(gettext_lazy("First day away"), initial=timezone.localdate)
    until = day_field(gettext_lazy("Last day away"), initial=timezone.localdate)

    def clean(self) -> dict:
        given = super().clean()
        self.refuse_implausible("since")
        self.refuse_implausible("until")
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("It ends before it begins."))
        return given

    def rows(self) -> list[Unavailability]:
        until = self.cleaned_data["until"] + datetime.timedelta(days=1)
        starts_at, ends_at = (
            timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
            for day in (self.cleaned_data["since"], until)
        )
        return [Unavailability(volunteer=self.volunteer, starts_at=starts_at, ends_at=ends_at)]


class WishForm(forms.Form):
    most_sessions_a_week = forms.IntegerField(
        label=gettext_lazy("At most so many sessions a week"),
        required=False,
        min_value=1,
        max_value=MOST_SESSIONS_A_WEEK,
        help_text=gettext_lazy("The volunteer's own wish; empty where there is none."),
    )


class GuardianForm(forms.Form):
    """Whom copies go to while a volunteer is under 18; both empty: nobody."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("Gets a copy of what coordinators write to the volunteer."),
    )
