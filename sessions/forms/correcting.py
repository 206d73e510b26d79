"""Head-counts of a log, to be put right by a coordinator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.choices import AssignmentStatus
from sessions.models import COUNT_FIELDS, MAX_HEAD_COUNT, Attendance, SchoolSession
from sessions.services.verifying import CAME_OR_NOT


class CorrectionForm(forms.Form):
    """Five numbers for each class group, and who of the volunteers came."""

    seen = forms.CharField(widget=forms.HiddenInput)
    came = forms.MultipleChoiceField(
        label=_("Who taught?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data=None, *, school_session: SchoolSession, initial: dict) -> None:
        super().__init__(data, initial=initial)
        self.rows = list(school_session.attendance.all())
        for row in self.rows:
            for field in COUNT_FIELDS:
                self.fields[self._name(row, field)] = self._count_field(row, field)
        self.assignments = [
            one for one in school_session.assignments.all() if one.status in CAME_OR_NOT
        ]
        self._offer_volunteers()

    def _offer_volunteers(self) -> None:
        if not self.assignments:
            del self.fields["came"]
            return
        self.fields["came"].choices = [
            (str(one.pk), one.volunteer.full_name) for one in self.assignments
        ]
        self.fields["came"].initial = [
            str(one.pk) for one in self.assignments if one.status == AssignmentStatus.ATTENDED
        ]

    @staticmethod
    def _name(row: Attendance, field: str) -> str:
        return f"{field}-{row.pk}"

    @staticmethod
    def _count_field(row: Attendance, field: str) -> forms.IntegerField:
        label = Attendance._meta.get_field(field).verbose_name
        group = row.class_group.label if row.class_group else _("no class")
        return forms.IntegerField(
            label=f"{group}: {label}",
            initial=getattr(row, field),
            min_value=0,
            max_value=MAX_HEAD_COUNT,
            widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            localize=False,
        )

    def table(self) -> list[dict]:
        """The fields as they stand on the page: a row for each class group."""
        return [
            {"row": row, "fields": [self[self._name(row, field)] for field in COUNT_FIELDS]}
            for row in self.rows
        ]

    def headings(self) -> list[str]:
        return [Attendance._meta.get_field(field).verbose_name for field in COUNT_FIELDS]

    def counts(self) -> dict[int, dict[str, int]]:
        return {
            row.pk: {field: self.cleaned_data[self._name(row, field)] for field in COUNT_FIELDS}
            for row in self.rows
        }

    def who_came(self) -> list[int] | None:
        """The ids of the assignments that are ticked; none where nobody is asked about."""
        if not self.assignments:
            return None
        return [int(pk) for pk in self.cleaned_data["came"]]
