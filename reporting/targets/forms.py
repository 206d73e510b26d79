"""The form of a target: figure, project, region, period, value, and the baseline."""

import datetime

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import PeriodKind
from reporting.forms import day_field
from reporting.models import Target
from reporting.period_words import name_of, period_of, query_of
from reporting.periods import FIRST_YEAR, LAST_YEAR, Period
from reporting.targets.rows import MEASURES, whole

OTHER_DAYS = "days"


def periods_around(today: datetime.date) -> list[Period]:
    """What targets are mostly set for: this and the next year, quarter and month."""
    periods = []
    for kind in (
        PeriodKind.SCHOOL_YEAR,
        PeriodKind.CALENDAR_YEAR,
        PeriodKind.QUARTER,
        PeriodKind.MONTH,
    ):
        now = Period.standard(kind, today)
        after = Period.standard(kind, now.end + datetime.timedelta(days=1))
        periods += [period for period in (now, after) if period.end.year <= LAST_YEAR]
    return periods


class TargetForm(forms.ModelForm):
    """A period is chosen by its name, or by its first and last day."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    first_day = day_field(gettext_lazy("First day"))
    last_day = day_field(gettext_lazy("Last day, included"))

    class Meta:
        model = Target
        fields = [
            "figure",
            "project",
            "region",
            "value",
            "baseline",
            "baseline_label",
            "baseline_source",
            "note",
        ]
        labels = {
            "value": gettext_lazy("Target"),
            "baseline": gettext_lazy("Value then"),
            "baseline_label": gettext_lazy("Of which period"),
            "baseline_source": gettext_lazy("Where it is from"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["figure"].choices = [(name, column.label) for name, column in MEASURES.items()]
        fields["project"].empty_label = _("All projects together")
        fields["region"].empty_label = _("All regions together")
        fields["value"].validators.append(MinValueValidator(1))
        fields["value"].widget.attrs["min"] = 1
        fields["value"].help_text = _("The whole value that the figure is to have in the end.")
        fields["baseline"].help_text = _("What the figure was before.")
        fields["baseline_label"].help_text = _("For example 2019/20, or spring 2019.")
        fields["baseline_source"].help_text = _("A survey, a report, an earlier count.")
        self._offer_periods()

    def _offer_periods(self) -> None:
        periods = periods_around(timezone.localdate())
        chosen = self._initial_period()
        if chosen and chosen.kind and chosen not in periods:
            periods.insert(0, chosen)
        choices = [(query_of(period)["period"], name_of(period)) for period in periods]
        self.fields["period"].choices = [*choices, (OTHER_DAYS, _("other days"))]
        if chosen is None:
            return
        if chosen.kind:
            self.initial["period"] = query_of(chosen)["period"]
        else:
            self.initial |= {"period": OTHER_DAYS}
            self.initial |= {"first_day": chosen.start, "last_day": chosen.end}

    def _initial_period(self) -> Period | None:
        """That of the target, or of the address; a word that means nothing is passed over."""
        if self.instance.pk:
            return self.instance.period
        word = self.data.get("period") if self.is_bound else self.initial.get("period")
        try:
            return period_of(word) if word else None
        except ValueError:
            return None

    def clean(self) -> dict:
        values = super().clean()
        if period := self._period(values):
            self.instance.period_start, self.instance.period_end = period.start, period.end
            self._refuse_second(values, period)
        self._check_baseline(values)
        return values

    def _period(self, values: dict) -> Period | None:
        if "period" not in values:
            return None
        if values["period"] != OTHER_DAYS:
            return period_of(values["period"])
        for name in ("first_day", "last_day"):
            day = values.get(name)
            if day is None and name not in self.errors:
                self.add_error(name, _("Choose this day, or a period above."))
            elif day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                words = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error(name, _("Choose a day between %(first)d and %(last)d.") % words)
        start, end = values.get("first_day"), values.get("last_day")
        if not (start and end):
            return None
        if end < start:
            self.add_error("last_day", _("This day lies before the first one."))
            return None
        return Period(start, end)

    def _refuse_second(self, values: dict, period: Period) -> None:
        """The database refuses it as well; here the other one's value can be said."""
        if self.errors:
            return
        same = Target.objects.filter(
            figure=values["figure"],
            project=values["project"],
            region=values["region"],
            period_start=period.start,
            period_end=period.end,
        ).exclude(pk=self.instance.pk)
        if other := same.first():
            self.add_error(
                "figure",
                _("This figure has a target there already: %(value)s. Change that one.")
                % {"value": whole(other.value)},
            )

    def _check_baseline(self, values: dict) -> None:
        if values.get("baseline") is not None:
            if not values.get("baseline_label") and "baseline_label" not in self.errors:
                self.add_error("baseline_label", _("Say of which period the baseline is."))
        elif "baseline" not in self.errors and (
            values.get("baseline_label") or values.get("baseline_source")
        ):
            self.add_error("baseline", _("Give the baseline's value, or leave all of it empty."))
