"""For which period a certificate is, and why one is taken back."""

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reporting.choices import PeriodKind
from reporting.period_words import ALL_TIME_WORD, name_of, query_of
from reporting.periods import Period
from schools.models import School
from sessions.models import SchoolSession

Choices = list[tuple[str, str]]


def years_of(sessions: QuerySet[SchoolSession]) -> Choices:
    """The school years and calendar years in which there are any, the last first."""
    months = sessions.order_by().dates("date", "month", order="DESC")
    years = dict.fromkeys(Period.standard(PeriodKind.SCHOOL_YEAR, day) for day in months)
    years |= dict.fromkeys(Period.standard(PeriodKind.CALENDAR_YEAR, day) for day in months)
    return [(query_of(year)["period"], capfirst(name_of(year))) for year in years]


class IssueForm(forms.Form):
    """For which school year or calendar year; only such in which something was taught."""

    period = forms.ChoiceField(
        label=_("Period"),
        error_messages={"invalid_choice": _("Nothing was taught here in this period.")},
    )

    def __init__(self, data=None, *, school: School) -> None:
        super().__init__(data)
        taught = SchoolSession.objects.taught().filter(school=school)
        self.fields["period"].choices = years_of(taught)


class ServiceForm(forms.Form):
    """From when to when; only such years in which a lesson was verified."""

    period = forms.ChoiceField(
        label=_("Which lessons"),
        error_messages={
            "required": _("Choose which lessons it is to name."),
            "invalid_choice": _("No lesson of this time is verified."),
        },
    )

    def __init__(self, data=None, *, verified: QuerySet[SchoolSession]) -> None:
        super().__init__(data)
        years = years_of(verified)
        self.fields["period"].choices = [(ALL_TIME_WORD, _("All so far")), *years] if years else []


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("For your own records; the open page says only that it is revoked."),
    )
