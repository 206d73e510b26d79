"""Who is to get the monthly report, of what, and when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, roles_with
from regions.models import Region
from reporting.models.subscriptions import LAST_DAY
from volunteers.models import Project


class SubscriptionForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        label=_("Who gets it"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    day = forms.IntegerField(
        label=_("Day of the month"),
        min_value=1,
        max_value=LAST_DAY,
        initial=2,
        help_text=_("The day on which last month’s report is sent, 1 to 28."),
    )
    projects = forms.ModelMultipleChoiceField(
        label=_("Projects"),
        queryset=Project.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )

    def __init__(self, data=None, *, user: User) -> None:
        super().__init__(data, initial={"people": [user.pk]})
        self.fields["people"].queryset = who_may_get_it()


def who_may_get_it():
    """Everyone whose role lets them see the report of the whole country by mail."""
    roles = roles_with(Permission.SUBSCRIBE_REPORTS)
    people = User.objects.filter(is_active=True, grants__role__in=roles)
    return people.distinct().order_by("last_name", "first_name", "email")
