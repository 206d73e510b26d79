"""What a report is asked for in the browser: everything stands in the address."""

import datetime
from collections.abc import Callable, Iterable

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.choices import Language
from regions.models import District
from reporting.choices import PeriodKind
from reporting.columns import STUDENTS_REACHED, TABLE
from reporting.exports.files import Format
from reporting.models import Goal
from reporting.page.detail import ACROSS
from reporting.period_words import period_of
from reporting.periods import FIRST_YEAR, LAST_YEAR, Period
from reporting.reports import BREAKDOWN_LABELS, Breakdown
from reporting.selection import NO_DISTRICT, SHOWN, Scope, Selection
from schools.choices import Settlement
from schools.models import School
from sessions.choices import Mode
from volunteers.models import Project


def day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=widget,
        error_messages={"invalid": gettext_lazy("This is not a day; write it as 2020-12-31.")},
    )


_UNKNOWN = {
    "project": gettext_lazy("There is no project %(value)s."),
    "region": gettext_lazy("There is no region %(value)s."),
    "figure": gettext_lazy("There is no figure %(value)s."),
    "rows": gettext_lazy("There are no rows by %(value)s."),
    "columns": gettext_lazy("There are no columns by %(value)s."),
    "goal": gettext_lazy("There is no goal %(value)s."),
    "mode": gettext_lazy("There is no mode %(value)s."),
    "language": gettext_lazy("There is no language %(value)s."),
    "settlement": gettext_lazy("There is no settlement %(value)s."),
    "district": gettext_lazy("There is no district %(value)s in these regions."),
    "school": gettext_lazy("There is no school %(value)s in these regions."),
}


class CodesField(forms.MultipleChoiceField):
    """Codes of a table that is too long for choices; they are looked up once they are asked for."""

    widget = forms.MultipleHiddenInput

    def __init__(self, find: Callable[[list[str]], Iterable], **kwargs) -> None:
        super().__init__(required=False, **kwargs)
        self.find = find

    def clean(self, value) -> tuple:
        """:raises ValidationError: one of the codes is of nothing that is there."""
        codes = self.to_python(value)
        found = {row.code or NO_DISTRICT: row for row in self.find(codes)} if codes else {}
        for code in codes:
            if code not in found:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": code[:40]},
                )
        return tuple(found[code] for code in dict.fromkeys(codes))


def hidden_choices(choices: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.MultipleHiddenInput
    )


def ticked_choices(label: str, choices: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(value, capfirst(name)) for value, name in choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ReportForm(forms.Form):
    """Period, projects, places and other restrictions of a report, within somebody's scope."""

    period = forms.CharField(required=False, widget=forms.HiddenInput)
    project = forms.MultipleChoiceField(
        label=gettext_lazy("Projects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    figure = forms.ChoiceField(
        choices=[(column.name, column.label) for column in TABLE],
        required=False,
        widget=forms.HiddenInput,
    )
    rows = forms.ChoiceField(
        choices=list(BREAKDOWN_LABELS.items()), required=False, widget=forms.HiddenInput
    )
    columns = forms.ChoiceField(
        choices=[(by, by.label) for by in ACROSS], required=False, widget=forms.HiddenInput
    )
    sort = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data=None, *, scope: Scope, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        self.scope = scope
        self.fields["from"] = day_field(gettext_lazy("From"))
        self.fields["to"] = day_field(gettext_lazy("To, this day included"))
        self.all_projects = list(Project.objects.all())
        self.fields["goal"] = hidden_choices([(str(n), str(n)) for n in range(1, 18)])
        self.fields["mode"] = ticked_choices(gettext_lazy("How taught"), Mode.choices)
        self.fields["settlement"] = ticked_choices(gettext_lazy("Where"), Settlement.choices)
        self.fields["language"] = ticked_choices(
            gettext_lazy("In which language"), Language.choices
        )
        self.fields["district"] = CodesField(self.find_districts)
        self.fields["school"] = CodesField(self.find_schools)
        for name, message in _UNKNOWN.items():
            self.fields[name].error_messages["invalid_choice"] = message
        self.fields["project"].choices = [(row.code, row.name) for row in self.all_projects]
        self.fields["region"].choices = [(row.code, row.name) for row in scope.regions]

    def find_districts(self, codes: list[str]) -> list[District]:
        districts = District.objects.filter(code__in=codes)
        if not self.scope.is_whole_country:
            districts = districts.filter(region__in=self.scope.regions)
        nowhere = [District(pk=0, code="", name_en=_("no district"))]
        return [*districts, *(nowhere if NO_DISTRICT in codes else [])]

    def find_schools(self, codes: list[str]) -> list[School]:
        """Also those that were in the scope once and have moved since."""
        schools = School.objects.filter(code__in=codes)
        if not self.scope.is_whole_country:
            schools = schools.filter(places__region__in=self.scope.regions).distinct()
        return list(schools)

    @classmethod
    def showing(cls, selection: Selection) -> "ReportForm":
        """The form as it would have to be filled in for this view."""
        initial = {
            "from": selection.period.start,
            "to": selection.period.end,
            "project": [project.code for project in selection.projects],
            "region": [region.code for region in selection.regions],
            "district": [district.code or NO_DISTRICT for district in selection.districts],
            "school": [school.code for school in selection.schools],
            "goal": [str(goal.number) for goal in selection.goals],
            "mode": list(selection.modes),
            "language": list(selection.languages),
            "settlement": list(selection.settlements),
            **{name: getattr(selection, name) for name in SHOWN},
        }
        return cls(scope=selection.scope, initial=initial)

    def clean_period(self) -> Period | None:
        word = self.cleaned_data["period"]
        if not word:
            return None
        try:
            return period_of(word)
        except ValueError:
            raise forms.ValidationError(
                _("“%(word)s” is no period. Write 2020, 2020-09, 2020-Q3, 2020/21 or all.")
                % {"word": word[:20]}
            ) from None

    def clean(self) -> dict:
        values = super().clean()
        start, end = values.get("from"), values.get("to")
        for name, day in (("from", start), ("to", end)):
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(
                    name,
                    _("Choose a day between %(first)d and %(last)d.")
                    % {"first": FIRST_YEAR, "last": LAST_YEAR},
                )
        if not {"from", "to"} & set(self.errors):
            if bool(start) != bool(end):
                self.add_error("to" if start else "from", _("Choose this day, too."))
            elif start and end < start:
                self.add_error("to", _("This day lies before the first one."))
        return values

    def selection(self, today: datetime.date | None = None) -> Selection:
        """The view that a valid form asks for; without a period, of this school year."""
        values = self.cleaned_data
        if values["from"]:
            period = Period(values["from"], values["to"])
        else:
            period = values["period"] or Period.standard(
                PeriodKind.SCHOOL_YEAR, today or timezone.localdate()
            )
        return Selection(
            self.scope,
            period,
            tuple(row for row in self.all_projects if row.code in values["project"]),
            tuple(row for row in self.scope.regions if row.code in values["region"]),
            values["figure"] or STUDENTS_REACHED.name,
            districts=values["district"],
            schools=values["school"],
            goals=tuple(Goal.objects.filter(pk__in=values["goal"])) if values["goal"] else (),
            modes=tuple(values["mode"]),
            languages=tuple(values["language"]),
            settlements=tuple(values["settlement"]),
            rows=values["rows"],
            columns=values["columns"],
            sort=values["sort"],
        )


class ExportForm(forms.Form):
    """In which shape a report is to be written to a file."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            (Format.PDF, gettext_lazy("PDF: the whole report, to read, print and send")),
            (Format.XLSX, gettext_lazy("XLSX: a workbook, one sheet for each breakdown")),
            (Format.CSV, gettext_lazy("CSV: one table, for other systems")),
            (Format.JSON, gettext_lazy("JSON: one table with its definitions, for programs")),
        ],
        initial=Format.PDF,
        widget=forms.RadioSelect,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Broken down by"),
        choices=list(BREAKDOWN_LABELS.items()),
        initial=Breakdown.REGION,
        help_text=gettext_lazy(
            "For CSV and JSON. XLSX has a sheet for each, PDF has all but districts and schools."
        ),
    )
    sessions = forms.BooleanField(
        label=gettext_lazy("With a sheet of the sessions"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "For XLSX: a row for each session with its head-counts, without names of volunteers."
        ),
    )

    def __init__(self, data=None, *, may_hold_sessions: bool) -> None:
        super().__init__(data)
        if not may_hold_sessions:
            del self.fields["sessions"]

    def clean(self) -> dict:
        values = super().clean()
        values["sessions"] = bool(values.get("sessions")) and values.get("format") == Format.XLSX
        return values
