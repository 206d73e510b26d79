"""The filters of the volunteers list; all of them live in the address."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.models import Region
from volunteers.choices import VolunteerStatus
from volunteers.models import Project, Volunteer
from volunteers.waiting import with_check_running_out, without_consent


class VolunteerFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Name or e-mail address")}
        ),
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.none(),
        to_field_name="code",
        empty_label=_("all"),
    )
    project = django_filters.ModelChoiceFilter(
        label=_("Project"),
        method="by_project",
        queryset=Project.objects.all(),
        to_field_name="code",
        empty_label=_("all"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=VolunteerStatus.choices, empty_label=_("any")
    )

    waiting = django_filters.ChoiceFilter(
        label=_("Waiting for"),
        method="by_what_is_missing",
        choices=[("check", _("a new check")), ("consent", _("a consent"))],
        empty_label=_("anything"),
    )

    class Meta:
        model = Volunteer
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, queryset=Volunteer.objects.visible_to(user))
        self.filters["region"].extra["queryset"] = Region.objects.visible_to(user)
        if not user.sees_all_regions and len(user.region_ids) < 2:
            del self.filters["region"]

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def search(self, volunteers: QuerySet, _name: str, text: str) -> QuerySet:
        return volunteers.search(text)

    def by_project(self, volunteers: QuerySet, _name: str, project: Project) -> QuerySet:
        return volunteers.enrolled_in(project)

    def by_what_is_missing(
        self, volunteers: QuerySet[Volunteer], _name: str, what: str
    ) -> QuerySet[Volunteer]:
        today = timezone.localdate()
        if what == "check":
            return with_check_running_out(volunteers, today)
        return without_consent(volunteers, today)
