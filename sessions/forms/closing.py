"""Which place is closed, on which days and why."""

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.models import District, Region
from schools.choices import ClosureKind
from schools.models import MOST_DAYS, Closure, School
from sessions.forms.filters import DayInput

LATEST = datetime.timedelta(days=366)


class ClosureForm(forms.Form):
    """The place is the narrowest that is chosen; what can be chosen follows the wider one."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.none(), empty_label=None
    )
    district = forms.ModelChoiceField(
        label=gettext_lazy("District or city"),
        queryset=District.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole region"),
    )
    school = forms.ModelChoiceField(
        label=gettext_lazy("School"),
        queryset=School.objects.none(),
        required=False,
        empty_label=gettext_lazy("all schools there"),
    )
    since = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    until = forms.DateField(
        label=gettext_lazy("Last day, if not the same"), widget=DayInput(), required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Why?"), choices=ClosureKind.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The volunteers read it, such as: −37 °C, all schools of the city."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, user: User, initial: dict, action: str) -> None:
        super().__init__(data, initial=initial)
        regions = Region.objects.visible_to(user).current()
        self.fields["region"].queryset = regions
        region = self._chosen("region") or regions.first()
        districts = District.objects.filter(region=region)
        self.fields["district"].queryset = districts
        schools = School.objects.visible_to(user).filter(region=region)
        if district := self._chosen("district"):
            schools = schools.filter(district=district)
        self.fields["school"].queryset = schools.select_related("district")
        self.fields["school"].label_from_instance = lambda school: school.name_and_district
        for name in ("region", "district"):
            self.fields[name].widget.attrs.update(
                {
                    "hx-get": action,
                    "hx-target": "#place-fields",
                    "hx-select": "#place-fields",
                    "hx-swap": "outerHTML",
                    "hx-include": "closest form",
                    "hx-params": "region" if name == "region" else "region,district",
                }
            )

    def _chosen(self, name: str):
        field = self.fields[name]
        try:
            return field.clean(self.data.get(name) if self.is_bound else self.initial.get(name))
        except forms.ValidationError:
            return None

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.include_media = False
        helper.layout = Layout(
            "seen",
            Fieldset(_("Where"), Div("region", "district", "school", css_id="place-fields")),
            Fieldset(_("When"), Div("since", "until", css_class="fields-inline")),
            Fieldset(_("Reason"), "kind", "reason"),
        )
        return helper

    def clean_since(self) -> datetime.date:
        day, today = self.cleaned_data["since"], timezone.localdate()
        if not today <= day <= today + LATEST:
            raise forms.ValidationError(_("Choose today or a later day, within a year."))
        return day

    def clean(self) -> dict:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and not 0 <= (until - since).days < MOST_DAYS:
            self.add_error(
                "until",
                _("Choose a day from the first one on, at most %(most)s days.")
                % {"most": MOST_DAYS},
            )
        if given.get("kind") == ClosureKind.OTHER and not given.get("reason"):
            self.add_error("reason", _("Say why: the volunteers will ask."))
        return given

    def closure(self) -> Closure:
        """What was asked for, not saved."""
        given = self.cleaned_data
        place: dict = {"region": given["region"]}
        for name in ("district", "school"):
            if given[name]:
                place = {name: given[name]}
        return Closure(
            since=given["since"],
            until=given["until"] or given["since"],
            kind=given["kind"],
            reason=given["reason"].strip(),
            **place,
        )
