"""What is asked before a school moves."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.models import District, Region
from schools.models import School


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
