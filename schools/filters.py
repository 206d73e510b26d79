"""The filters of the schools list; all of them live in the address."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.choices import Language
from regions.models import Region
from schools.choices import Settlement
from schools.models import School


class SchoolFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Name, number, code or district")}
        ),
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.none(),
        to_field_name="code",
        empty_label=_("all"),
    )
    settlement = django_filters.ChoiceFilter(
        label=_("Settlement"), choices=Settlement.choices, empty_label=_("any")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), method="by_language", choices=Language.choices, empty_label=_("any")
    )

    class Meta:
        model = School
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, queryset=School.objects.visible_to(user))
        self.filters["region"].extra["queryset"] = Region.objects.visible_to(user)
        if not user.sees_all_regions and len(user.region_ids) < 2:
            del self.filters["region"]

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def search(self, schools: QuerySet, _name: str, text: str) -> QuerySet:
        return schools.search(text)

    def by_language(self, schools: QuerySet, _name: str, language: str) -> QuerySet:
        return schools.filter(languages__contains=[language])
