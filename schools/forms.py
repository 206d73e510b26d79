"""What is asked about schools and their calendar."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.models import District, Region
from schools.bells import BellsError, Slot, lines_of, parse_shift
from schools.models import MOST_DAYS, MOST_SHIFTS, Break, ClassGroup, School


class MoveForm(forms.Form):
    """Where a school is now, and since when."""

    region = forms.ModelChoiceField(Region.objects.none(), label=gettext_lazy("Region"))
    district = forms.CharField(
        label=gettext_lazy("District"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name, as in the files; may stay empty."),
    )
    always = forms.TypedChoiceField(
        label=gettext_lazy("What happened"),
        choices=[
            (
                "no",
                gettext_lazy("It moved, or the border did: earlier sessions stay where they were"),
            ),
            ("yes", gettext_lazy("It was recorded wrongly: all its sessions were there")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=gettext_lazy("First day there"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Only where it moved."),
        error_messages={"invalid": gettext_lazy("This is not a day; write it as 2020-12-31.")},
    )

    def __init__(self, data=None, *, school: School) -> None:
        initial = {
            "region": school.region_id,
            "district": school.district.name if school.district else "",
            "always": "no",
            "since": timezone.localdate(),
        }
        super().__init__(data, initial=initial)
        self.fields["region"].queryset = Region.objects.current()

    def clean(self) -> dict:
        values = super().clean()
        if self.errors:
            return values
        if values["district"]:
            values["district"] = self._district(values["region"], values["district"])
        if values["always"]:
            values["since"] = None
        elif not values["since"]:
            self.add_error("since", _("Say from which day on it is there."))
        elif not datetime.date(2000, 1, 1) <= values["since"] <= timezone.localdate():
            self.add_error("since", _("Choose a day from 2000 to today."))
        return values

    def _district(self, region: Region, name: str) -> District | None:
        for district in District.objects.filter(region=region):
            if name.casefold() in {
                one.casefold() for one in (district.name_en, district.name_ru, district.name_kk)
            }:
                return district
        self.add_error(
            "district",
            _("%(region)s has no district “%(name)s”. Correct it, or leave it empty.")
            % {"region": region.name, "name": name},
        )
        return None


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class BreakForm(forms.ModelForm):
    class Meta:
        model = Break
        fields = ["name_en", "name_ru", "name_kk", "since", "until", "region"]
        widgets = {"since": DayInput(), "until": DayInput()}

    def __init__(self, data=None, *, user: User, instance: Break | None = None, initial=None):
        super().__init__(data, instance=instance, initial=initial)
        field = self.fields["region"]
        field.queryset = Region.objects.visible_to(user).current()
        field.help_text = ""
        if user.sees_all_regions:
            field.empty_label = _("the whole country")
        else:
            field.required, field.empty_label = True, None

    def clean(self) -> dict:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and not 0 <= (until - since).days < MOST_DAYS:
            self.add_error(
                "until",
                _("Choose a day from the first one on, at most %(most)s days.")
                % {"most": MOST_DAYS},
            )
        return given

    def _get_validation_exclusions(self) -> set[str]:
        """The constraint on the days says the same as ``clean``, in words for nobody."""
        return {*super()._get_validation_exclusions(), "since", "until"}


class BellsForm(forms.Form):
    """Lesson times by shift, as text, and which classes learn in the later shifts."""

    teaches_saturdays = forms.BooleanField(
        label=gettext_lazy("Lessons on Saturdays, too"), required=False
    )

    def __init__(self, data=None, *, school: School, slots: list[Slot], groups: list[ClassGroup]):
        super().__init__(data, initial={"teaches_saturdays": school.teaches_saturdays})
        self.groups = groups
        for shift in range(1, MOST_SHIFTS + 1):
            self._add_shift(shift, [slot for slot in slots if slot.shift == shift])
        self.order_fields([*(f"shift_{n}" for n in range(1, MOST_SHIFTS + 1))])

    def _add_shift(self, shift: int, slots: list[Slot]) -> None:
        self.fields[f"shift_{shift}"] = forms.CharField(
            label=_("Lesson times of shift %(shift)s") % {"shift": shift},
            required=False,
            max_length=1000,
            initial=lines_of(slots),
            widget=forms.Textarea(attrs={"rows": 8 if shift < 3 else 3, "spellcheck": "false"}),
        )
        if shift > 1 and self.groups:
            self.fields[f"groups_{shift}"] = forms.TypedMultipleChoiceField(
                label=_("Classes of shift %(shift)s") % {"shift": shift},
                required=False,
                coerce=int,
                choices=[(group.pk, group.label) for group in self.groups],
                initial=[group.pk for group in self.groups if group.shift == shift],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def shifts(self) -> list[dict]:
        """The fields of each shift, for the page."""
        return [
            {
                "number": shift,
                "times": self[f"shift_{shift}"],
                "groups": self[f"groups_{shift}"] if f"groups_{shift}" in self.fields else None,
            }
            for shift in range(1, MOST_SHIFTS + 1)
        ]

    def clean(self) -> dict:
        given = super().clean()
        given["slots"] = []
        was_empty = 0
        for shift in range(1, MOST_SHIFTS + 1):
            name = f"shift_{shift}"
            text = given.get(name, "").strip()
            if not text:
                was_empty = was_empty or shift
                if given.get(f"groups_{shift}"):
                    self.add_error(name, _("Classes learn in this shift: say when."))
                continue
            if was_empty:
                self.add_error(name, _("Fill in shift %(shift)s first.") % {"shift": was_empty})
            try:
                given["slots"] += parse_shift(text, shift)
            except BellsError as error:
                self.add_error(name, str(error))
        if twice := {*given.get("groups_2", [])} & {*given.get("groups_3", [])}:
            labels = ", ".join(group.label for group in self.groups if group.pk in twice)
            self.add_error("groups_3", _("In two shifts at once: %(groups)s.") % {"groups": labels})
        return given

    def shifts_of_groups(self) -> dict[int, int | None]:
        """The shift of each class by its id; nothing is known where no times are given."""
        if not self.cleaned_data["slots"]:
            return {}
        return {
            group.pk: next(
                (
                    shift
                    for shift in range(2, MOST_SHIFTS + 1)
                    if group.pk in self.cleaned_data.get(f"groups_{shift}", [])
                ),
                1,
            )
            for group in self.groups
        }
