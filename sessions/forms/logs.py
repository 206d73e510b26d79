"""The page on which a volunteer logs a session: one form, and one for each class group."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from schools.models import ClassGroup
from schools.school_years import school_year_of
from sessions.choices import Mode
from sessions.errors import Refusal
from sessions.log_entries import LONGEST, MAX_NOTE, SHORTEST, LogEntry, read_entry
from sessions.models import COUNT_FIELDS, MAX_HEAD_COUNT, Assignment, SchoolSession

NO_CLASS = "none"
MORE_CLASSES = 4
"""How many classes that were not planned can be added at once."""
NOT_OF_MODE = {
    Mode.ONLINE: ("students_offline", "parents_offline"),
    Mode.OFFLINE: ("students_online", "parents_online"),
    Mode.HYBRID: (),
}
STUDENTS_OF_MODE = {
    Mode.ONLINE: ("students_online",),
    Mode.OFFLINE: ("students_offline",),
    Mode.HYBRID: ("students_online", "students_offline"),
}


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LogForm(forms.Form):
    """What is said of the whole session."""

    client_uuid = forms.CharField(widget=forms.HiddenInput)
    delivered_at = forms.DateTimeField(label=_("When it began"), widget=MomentInput())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=SHORTEST, max_value=LONGEST)
    mode = forms.ChoiceField(label=_("How"), choices=Mode, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In a word: how did it go?"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    came = forms.MultipleChoiceField(
        label=_("Who taught with you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick whoever could not come: hours count for those who were there."),
    )

    def __init__(self, *args: Any, others: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(str(one.pk), one.volunteer.short_name) for one in others]
        if not others:
            del self.fields["came"]


def head_count(label: Any) -> forms.IntegerField:
    message = _("Give a whole number from 0 to %(most)s.") % {"most": MAX_HEAD_COUNT}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MAX_HEAD_COUNT,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
    )


class HeadCountForm(forms.Form):
    """One class group: planned ones are named, others are chosen from the school's."""

    class_group = forms.ChoiceField(label=_("Class"), required=False)
    students_online = head_count(_("Students, online"))
    students_offline = head_count(_("Students, in the room"))
    teachers = head_count(_("Teachers"))
    parents_online = head_count(_("Parents, online"))
    parents_offline = head_count(_("Parents, in the room"))
    left_out = forms.BooleanField(label=_("This class did not take part"), required=False)

    def __init__(
        self, *args: Any, groups: dict[str, ClassGroup], is_planned: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups, self.is_planned = groups, is_planned
        self.fields["class_group"].choices = [
            ("", _("Choose …")),
            *((key, group.label) for key, group in groups.items()),
            (NO_CLASS, _("No class, such as an assembly")),
        ]
        if is_planned:
            self.fields["class_group"].widget = forms.HiddenInput()
        else:
            del self.fields["left_out"]

    @property
    def group(self) -> ClassGroup | None:
        return self.groups.get(self["class_group"].value())

    @property
    def is_used(self) -> bool:
        values = self.cleaned_data
        return bool(values.get("class_group")) and not values.get("left_out")

    @property
    def has_parents(self) -> bool:
        """Whether the folded part holds something that must be seen."""
        return any(
            self[name].errors or self[name].value() not in (None, "", 0, "0")
            for name in ("parents_online", "parents_offline")
        )

    def check_counts(self, mode: str) -> None:
        """The numbers that this way of teaching asks for, and none that it has no place for."""
        values = self.cleaned_data
        if not values.get("class_group"):
            if any(values.get(name) for name in COUNT_FIELDS):
                self.add_error("class_group", _("Choose the class that these numbers are of."))
            return
        for name in STUDENTS_OF_MODE[mode] if self.is_used else ():
            if name not in self.errors and values.get(name) is None:
                self.add_error(name, _("How many were there? Write 0 if nobody came."))
        for name in NOT_OF_MODE[mode] if self.is_used else ():
            if values.get(name):
                self.add_error(
                    name, _("Choose “both at once” above, or make this 0: it was not so planned.")
                )

    def row(self) -> dict:
        """The row of a log, in the shape that devices send."""
        values = self.cleaned_data
        key = values["class_group"]
        return {
            "class_group": None if key == NO_CLASS else int(key),
            **{name: values.get(name) or 0 for name in COUNT_FIELDS},
        }


class BaseHeadCountFormSet(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict:
        planned = index is not None and index < self.initial_form_count()
        return {**super().get_form_kwargs(index), "is_planned": planned}


HeadCountFormSet = forms.formset_factory(
    HeadCountForm, BaseHeadCountFormSet, extra=MORE_CLASSES, max_num=200, absolute_max=200
)


class LogPage:
    """Both forms together: filled in from the plan, read into a log, given back with faults.

    :param is_kept: for a device that keeps the page: without people's names.
    """

    def __init__(
        self, school_session: SchoolSession, user: User, data: Any = None, *, is_kept: bool = False
    ) -> None:
        self.school_session = school_session
        self.is_kept = is_kept
        others = [] if is_kept else self.others_than(user)
        self.others = others
        self.form = self.new_form(data, others)
        self.rows = HeadCountFormSet(
            data,
            prefix="attendance",
            initial=self.initial_rows(),
            form_kwargs={"groups": self.groups},
        )

    def new_form(self, data: Any, others: list[Assignment]) -> LogForm:
        return LogForm(data, initial=self.initial(others), others=others)

    def others_than(self, user: User) -> list[Assignment]:
        assignments = self.school_session.assignments.filling().select_related("volunteer")
        return [one for one in assignments if one.volunteer.user_id != user.pk]

    most_heads = MAX_HEAD_COUNT

    @property
    def utc_offset(self) -> str:
        """Of the times on the page, such as ``+05:00``."""
        return timezone.localtime(self.school_session.starts_at).isoformat()[-6:]

    @cached_property
    def groups(self) -> dict[str, ClassGroup]:
        """The school's class groups of that year, and those that were planned."""
        year = school_year_of(timezone.localdate(self.school_session.starts_at))
        groups = self.school_session.school.class_groups
        of_year = groups.filter(school_year=year).order_by("grade", "letter")
        planned = groups.filter(attendance__school_session=self.school_session)
        return {str(group.pk): group for group in [*of_year, *planned]}

    @property
    def is_early(self) -> bool:
        return self.school_session.starts_at > timezone.now()

    def initial(self, others: list[Assignment]) -> dict:
        planned = self.school_session
        start = planned.starts_at
        if self.is_early:
            start = timezone.now() - datetime.timedelta(minutes=planned.minutes)
        return {
            "client_uuid": str(uuid.uuid4()),
            "delivered_at": start,
            "minutes": planned.minutes,
            "mode": planned.mode,
            "came": [str(one.pk) for one in others],
        }

    def initial_rows(self) -> list[dict]:
        planned = self.school_session.attendance.order_by(
            "class_group__grade", "class_group__letter", "pk"
        )
        return [
            {
                "class_group": str(row.class_group_id or NO_CLASS),
                "teachers": 1,
                "parents_online": 0,
                "parents_offline": 0,
            }
            for row in planned
        ]

    def read(self) -> LogEntry | None:
        """What was typed as a log; nothing, and messages at the fields, where it is not one."""
        both_valid = self.form.is_valid() & self.rows.is_valid()
        mode = self.form.cleaned_data.get("mode")
        for row in self.rows if mode else ():
            row.check_counts(mode)
        if not both_valid or any(row.errors for row in self.rows):
            return None
        if not self.used_rows:
            self.form.add_error(
                None, _("Choose a class, or “no class”: somebody must have been there.")
            )
            return None
        try:
            return read_entry(self.body())
        except Refusal as refusal:
            self.refuse(refusal)
            return None

    @cached_property
    def used_rows(self) -> list[HeadCountForm]:
        return [row for row in self.rows if row.is_used]

    def body(self) -> dict:
        values = self.form.cleaned_data
        return {
            **{name: values[name] for name in ("client_uuid", "minutes", "mode", "note")},
            "delivered_at": values["delivered_at"].isoformat(),
            "attendance": [row.row() for row in self.used_rows],
            "absent": [one.pk for one in self.others if str(one.pk) not in values.get("came", [])],
        }

    def refuse(self, refusal: Refusal) -> None:
        """Put each message of a refusal at its field."""
        for field, messages in refusal.errors.items():
            form, name = self.form, field
            if field.startswith("attendance."):
                _attendance, number, name = field.split(".", 2)
                form = self.used_rows[int(number)]
            for message in messages:
                form.add_error(name if name in form.fields else None, message)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """All that is wrong: the id of the field, its label, the message."""
        found = []
        for form in (self.form, *self.rows):
            found += [("", "", message) for message in form.non_field_errors()]
            for field in form:
                label = field.label
                if isinstance(form, HeadCountForm) and form.group:
                    label = gettext("%(group)s, %(field)s") % {
                        "group": form.group.label,
                        "field": str(label).lower(),
                    }
                found += [(_anchor(field), label, message) for message in field.errors]
        return found


def _anchor(field: forms.BoundField) -> str:
    """The id to jump to: the field, the first of its choices, the message of a hidden one."""
    if field.is_hidden:
        return f"{field.auto_id}_error"
    return field.id_for_label or f"{field.auto_id}_0"
