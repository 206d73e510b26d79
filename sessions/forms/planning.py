"""The plan of a session, as a form for one school."""

import datetime
from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.choices import Language
from schools.bells import usual_slots
from schools.calendar import SchoolCalendar
from schools.models import ClassGroup, School, SchoolContact
from schools.queries import own_slots_of
from schools.school_years import school_year_label, school_year_of
from sessions.choices import Mode
from sessions.forms.filters import DayInput
from sessions.models import Lesson, OpenSignUp, SchoolSession
from sessions.plans import SessionPlan
from volunteers.models import Project, Volunteer

NAMED_IN_ADDRESS = ("project", "lesson", "date", "start", "minutes", "mode", "language")
"""What an address may fill in: nothing about people."""


_LOOK_AHEAD = 120
"""Days; the summer has no school day in three months."""
_MORNING = 10 * 60
"""The minute of the day near which a new plan starts."""

_YEARS = gettext_lazy("Give a date from 2000 to 2099.")


class ClassGroupChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group: ClassGroup) -> str:
        if group.enrolled is None:
            return group.label
        return _("%(group)s, %(enrolled)s enrolled") % {
            "group": group.label,
            "enrolled": group.enrolled,
        }


class ContactChoice(forms.ModelChoiceField):
    def label_from_instance(self, contact: SchoolContact) -> str:
        return f"{contact.name}, {contact.position}" if contact.position else contact.name


class SessionForm(forms.Form):
    """A plan for a school; what depends on a choice (lessons, classes) follows that choice."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    school = forms.ModelChoiceField(queryset=School.objects.none(), widget=forms.HiddenInput)
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=Project.objects.all(), empty_label=None
    )
    lesson = forms.ModelChoiceField(
        label=gettext_lazy("Lesson"),
        queryset=Lesson.objects.taught(),
        required=False,
        empty_label=gettext_lazy("not decided yet"),
    )
    date = forms.DateField(
        label=gettext_lazy("Date"),
        widget=DayInput(),
        validators=[
            MinValueValidator(datetime.date(2000, 1, 2), _YEARS),
            MaxValueValidator(datetime.date(2099, 12, 30), _YEARS),
        ],
    )
    start = forms.TimeField(
        label=gettext_lazy("Starts at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "300"}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=600, initial=45
    )
    past_ok = forms.BooleanField(
        label=gettext_lazy("Yes, it took place already and only needs its log"), required=False
    )
    despite_calendar = forms.BooleanField(
        label=gettext_lazy("Plan it all the same"), required=False
    )
    class_groups = ClassGroupChoice(
        label=gettext_lazy("Classes"),
        queryset=ClassGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact = ContactChoice(
        label=gettext_lazy("Teacher"),
        queryset=SchoolContact.objects.none(),
        required=False,
        empty_label=gettext_lazy("not known yet"),
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    venue = forms.CharField(
        label=gettext_lazy("Room or link"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The room at the school, or the link to join online."),
    )
    places = forms.IntegerField(
        label=gettext_lazy("Places for volunteers"), min_value=1, max_value=20, initial=1
    )
    takes_volunteers = forms.NullBooleanField(
        label=gettext_lazy("May volunteers take places themselves?"),
        widget=forms.Select(),
    )
    is_emergency_response = forms.BooleanField(
        label=gettext_lazy("Part of an emergency response"),
        required=False,
        help_text=gettext_lazy("After a flood or a fire, say. Nobody under 18 takes part."),
    )
    despite_doubts = forms.BooleanField(
        label=gettext_lazy("Yes, assign them all the same"), required=False
    )
    lead = forms.ModelChoiceField(
        label=gettext_lazy("Lead"),
        queryset=Volunteer.objects.none(),
        required=False,
        empty_label=gettext_lazy("decide later"),
    )
    co_teachers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Co-teachers"),
        queryset=Volunteer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        user: User,
        school: School,
        school_session: SchoolSession | None = None,
        initial: dict,
        action: str,
    ) -> None:
        super().__init__(data, initial={"school": school, **initial})
        self.school = school
        self.school_session = school_session
        self.is_over = False
        self.can_overrule = self.has_doubts = False
        self.fields["school"].queryset = School.objects.visible_to(user)
        self.fields["contact"].queryset = school.contacts.all()
        self.fields["class_groups"].queryset = self._class_groups()
        if not any(self.fields["class_groups"].choices):
            self._say_that_no_class_is_known()
        self._offer_lessons()
        self._offer_sign_up()
        if school_session:
            del self.fields["lead"], self.fields["co_teachers"]
        else:
            self._offer_volunteers(Volunteer.objects.visible_to(user).active())
        self.fields["start"].widget.attrs["list"] = "lesson-times"
        self._follow_choices(action)

    # --- What is offered ---------------------------------------------------------------------

    def _chosen(self, name: str):
        """What is chosen in a field at this moment, valid or not: None where it is no choice."""
        field = self.fields[name]
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        try:
            return field.clean(value)
        except forms.ValidationError:
            return None

    def _class_groups(self) -> QuerySet[ClassGroup]:
        day = self._chosen("date") or timezone.localdate()
        groups = self.school.class_groups.filter(school_year=school_year_of(day))
        chosen = self.data.getlist("class_groups") if hasattr(self.data, "getlist") else []
        if any(one.isdecimal() for one in chosen):
            # A class of another school year is refused with its reason, not as unknown.
            ids = [one for one in chosen if one.isdecimal()]
            groups = groups | self.school.class_groups.filter(pk__in=ids)
        return groups.order_by("-school_year", "grade", "letter")

    def _say_that_no_class_is_known(self) -> None:
        year = school_year_of(self._chosen("date") or timezone.localdate())
        self.fields["class_groups"].help_text = _(
            "No class of this school is known for %(year)s. Plan without one, or import them first."
        ) % {"year": school_year_label(year)}

    def _offer_lessons(self) -> None:
        """Those of the project that is chosen; the one that is chosen always stays."""
        project = self._chosen("project") or Project.objects.first()
        field = self.fields["lesson"]
        offered = [("", field.empty_label)]
        for lesson in Lesson.objects.taught().filter(project=project):
            offered.append((lesson.pk, f"{lesson.title} ({lesson.grade_from}–{lesson.grade_to})"))
        chosen = self._chosen("lesson")
        if self.is_bound and chosen and chosen.project_id != getattr(project, "pk", None):
            offered.append((chosen.pk, chosen.title))
        field.choices = offered

    def _offer_sign_up(self) -> None:
        """Yes, no, or what is usual for the project in the school's region."""
        project = self._chosen("project") or Project.objects.first()
        usual = OpenSignUp.objects.filter(region=self.school.region_id, project=project).exists()
        self.fields["takes_volunteers"].widget.choices = [
            ("", _("as usual here: yes") if usual else _("as usual here: no")),
            ("True", _("yes, those who may and can")),
            ("False", _("no, I choose")),
        ]
        self.fields["takes_volunteers"].help_text = format_html(
            '<a class="text-link" href="{}">{}</a>', reverse("sessions:sign_up"), _("What is usual")
        )

    def _offer_volunteers(self, volunteers: QuerySet[Volunteer]) -> None:
        project = self._chosen("project") or Project.objects.first()
        near = volunteers.filter(region=self.school.region_id)
        enrolled = near.enrolled_in(project) if project else near
        offered = [(one.pk, one.full_name) for one in enrolled]
        self.fields["lead"].queryset = self.fields["co_teachers"].queryset = volunteers
        self.fields["lead"].choices = [("", self.fields["lead"].empty_label), *offered]
        self.fields["co_teachers"].choices = offered

    def _follow_choices(self, action: str) -> None:
        """A change of project, lesson or date fetches what depends on it, from this very page."""
        volunteers = "" if self.school_session else ",#volunteer-fields"
        for name, part, more in (
            ("project", "#div_id_lesson", f"#div_id_takes_volunteers{volunteers}"),
            ("lesson", "#div_id_minutes", ""),
            ("date", "#class-fields", ""),
        ):
            attrs = {
                "hx-get": action,
                "hx-target": part,
                "hx-select": part,
                "hx-swap": "outerHTML",
                "hx-include": "closest form",
                "hx-params": "school,project,lesson,date,class_groups",
            }
            if more:
                attrs["hx-select-oob"] = more
            self.fields[name].widget.attrs.update(attrs)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.include_media = False
        asks_about_past = self.is_bound and ("past_ok" in self.data or self.is_over)
        parts = [
            "seen",
            "school",
            Fieldset(
                _("Lesson"),
                Div("project", "lesson", css_class="fields-inline"),
                Div("mode", "language", css_class="fields-inline"),
            ),
            Fieldset(
                _("Time"),
                Div("date", "start", "minutes", css_class="fields-inline"),
                HTML(self._lesson_times()),
                *(["past_ok"] if asks_about_past else []),
                *(["despite_calendar"] if self._asks_about_calendar() else []),
            ),
            Fieldset(
                _("At the school"),
                Div(Field("class_groups", css_class=""), css_id="class-fields"),
                Div("contact", "venue", css_class="fields-inline"),
            ),
            Fieldset(_("Volunteers"), *self._volunteer_fields()),
        ]
        helper.layout = Layout(*parts)
        return helper

    def _lesson_times(self) -> str:
        """The starts of the school's lessons, which browsers offer at the field."""
        starts = {slot.starts for slot in own_slots_of(self.school) or usual_slots()}
        options = format_html_join(
            "", '<option value="{}">', ((f"{start:%H:%M}",) for start in sorted(starts))
        )
        return format_html('<datalist id="lesson-times">{}</datalist>', options)

    def _asks_about_calendar(self) -> bool:
        return self.can_overrule or (self.is_bound and "despite_calendar" in self.data)

    def _volunteer_fields(self) -> list:
        places = Div("places", "takes_volunteers", css_class="fields-inline")
        if self.school_session:
            return [places, "is_emergency_response"]
        asks = self.has_doubts or (self.is_bound and "despite_doubts" in self.data)
        more = Div(
            "lead",
            HTML(f'<details class="more-choices"><summary>{_("Add co-teachers")}</summary>'),
            "co_teachers",
            HTML("</details>"),
            *(["despite_doubts"] if asks else []),
            css_id="volunteer-fields",
        )
        return [places, "is_emergency_response", more]

    # --- What was given ------------------------------------------------------------------------

    def clean(self) -> dict:
        given = super().clean()
        self.is_over = self._is_over_unasked()
        if self.is_over:
            self.add_error(
                "date",
                _("This time is over. Choose another one, or say below that it took place."),
            )
        return given

    def starts_at(self) -> datetime.datetime | None:
        given = getattr(self, "cleaned_data", {})
        if not given.get("date") or given.get("start") is None:
            return None
        return timezone.make_aware(datetime.datetime.combine(given["date"], given["start"]))

    def _is_over_unasked(self) -> bool:
        """A time in the past that nobody has said yes to; what was planned before may stay."""
        start = self.starts_at()
        if not start or start >= timezone.now() or self.cleaned_data.get("past_ok"):
            return False
        return not self.school_session or self.school_session.starts_at != start

    def plan(self) -> SessionPlan:
        given = self.cleaned_data
        return SessionPlan(
            school=given["school"],
            project=given["project"],
            lesson=given["lesson"],
            contact=given["contact"],
            starts_at=self.starts_at(),
            minutes=given["minutes"],
            mode=given["mode"],
            language=given["language"],
            places=given["places"],
            venue=given["venue"],
            takes_volunteers=given["takes_volunteers"],
            is_emergency_response=given["is_emergency_response"],
            class_groups=tuple(given["class_groups"]),
            despite_calendar=given["despite_calendar"],
        )


def initial_of(school_session: SchoolSession) -> dict:
    """The plan of a session as the form's values."""
    start = timezone.localtime(school_session.starts_at)
    return {
        "project": school_session.project_id,
        "lesson": school_session.lesson_id,
        "date": start.date(),
        "start": start.time(),
        "minutes": school_session.minutes,
        "mode": school_session.mode,
        "language": school_session.language,
        "contact": school_session.contact_id,
        "venue": school_session.venue,
        "places": school_session.places,
        "takes_volunteers": school_session.takes_volunteers,
        "is_emergency_response": school_session.is_emergency_response,
        "class_groups": list(school_session.attendance.values_list("class_group", flat=True)),
    }


def initial_for(school: School) -> dict:
    """Where a new plan starts: the next school day, a lesson of the morning, the school's first
    language."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    days = [tomorrow + datetime.timedelta(days=number) for number in range(_LOOK_AHEAD)]
    calendar = SchoolCalendar.of([school], days[0], days[-1])
    starts = [slot.starts for slot in calendar.slots(school.pk)]
    return {
        "project": Project.objects.values_list("pk", flat=True).first(),
        "date": next((day for day in days if not calendar.day_obstacles(school.pk, day)), tomorrow),
        "start": min(starts, key=lambda start: abs(start.hour * 60 + start.minute - _MORNING)),
        "language": school.languages[0],
    }
