"""The filters of the list of posts; all of them live in the address."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Platform, Post, PostStatus
from regions.models import Region
from volunteers.models import Project

STATES = ("waiting", "planned", "published", "unmeasured", "declined")


class PostFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"),
        field_name="text",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Words of the text")}),
    )
    platform = django_filters.ChoiceFilter(
        label=_("Platform"), choices=Platform.choices, empty_label=_("all")
    )
    project = django_filters.ModelChoiceFilter(
        label=_("Project"),
        queryset=Project.objects.all(),
        to_field_name="code",
        empty_label=_("all"),
    )
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"), queryset=Campaign.objects.none(), empty_label=_("all")
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.none(),
        to_field_name="code",
        empty_label=_("all"),
    )
    state = django_filters.CharFilter(method="by_state", widget=forms.HiddenInput)

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, request: HttpRequest) -> None:
        user = request.user
        super().__init__(request.GET, queryset=Post.objects.visible_to(user))
        for name, rows in (
            ("campaign", Campaign.objects.visible_to(user)),
            ("region", Region.objects.visible_to(user)),
        ):
            if rows.exists():
                self.filters[name].extra["queryset"] = rows
            else:
                del self.filters[name]

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def shown_state(self) -> str:
        state = self.data.get("state", "")
        return state if state in STATES else ""

    def by_state(self, posts: QuerySet[Post], _name: str, state: str) -> QuerySet[Post]:
        if state == "waiting":
            return posts.to_look_at()
        if state == "unmeasured":
            return posts.published().filter(readings=None)
        return posts.filter(status=state) if state in PostStatus.values else posts
