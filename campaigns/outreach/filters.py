"""The filters of the list of posts; all of them live in the address."""

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Platform, Post, PostStatus
from campaigns.outreach.counting import Breakdown
from campaigns.outreach.names import named_value
from regions.models import Region
from volunteers.models import Project

UNKNOWN = "none"
"""The word in an address for what is not known of a post."""

MOST_DIGITS = 19
"""Fewer digits fit what the database counts rows with."""

STATES = ("waiting", "planned", "published", "unmeasured", "declined")


NAMED = (
    Breakdown.MESSAGE,
    Breakdown.CHANNEL,
    Breakdown.ACCOUNT,
    Breakdown.LANGUAGE,
    Breakdown.WEEKDAY,
)


def as_number(value: str) -> int:
    """The number of a row; of what is no number that of none."""
    return int(value) if value.isdecimal() and len(value) < MOST_DIGITS else 0


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
    since = django_filters.DateFilter(
        field_name="published_on", lookup_expr="gte", widget=forms.HiddenInput
    )
    until = django_filters.DateFilter(
        field_name="published_on", lookup_expr="lte", widget=forms.HiddenInput
    )
    weekday = django_filters.NumberFilter(
        field_name="published_on", lookup_expr="iso_week_day", widget=forms.HiddenInput
    )
    language = django_filters.CharFilter(method="by_value", widget=forms.HiddenInput)
    account = django_filters.CharFilter(method="by_value", widget=forms.HiddenInput)
    message = django_filters.CharFilter(method="by_value", widget=forms.HiddenInput)
    channel = django_filters.CharFilter(method="by_value", widget=forms.HiddenInput)

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, request: HttpRequest) -> None:
        self.user = user = request.user
        super().__init__(request.GET, queryset=Post.objects.visible_to(user))
        for name, rows in (
            ("campaign", Campaign.objects.visible_to(user)),
            ("region", Region.objects.visible_to(user)),
        ):
            if rows.exists():
                self.filters[name].queryset = rows
            else:
                del self.filters[name]

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def shown_state(self) -> str:
        state = self.data.get("state", "")
        return state if state in STATES else ""

    def by_value(self, posts: QuerySet[Post], name: str, value: str) -> QuerySet[Post]:
        """Posts of one value, or of which it is not known."""
        if value == UNKNOWN:
            return posts.filter(**{name: "" if name == "language" else None})
        return posts.filter(**{name: value if name == "language" else as_number(value)})

    @property
    def narrowed(self) -> list[str]:
        """What a link to this list has chosen, that no field of the page shows."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        words = [self._named(by, str(chosen[by])) for by in NAMED if chosen.get(by)]
        for label, name in ((_("from %(day)s"), "since"), (_("until %(day)s"), "until")):
            if day := chosen.get(name):
                words.append(label % {"day": date_format(day, "SHORT_DATE_FORMAT")})
        return words

    def _named(self, by: Breakdown, value: str) -> str:
        """A value's name, as far as the reader may know it."""
        if value != UNKNOWN and by in (Breakdown.MESSAGE, Breakdown.CHANNEL, Breakdown.ACCOUNT):
            row = self._readable(by, value)
            return f"{by.label}: {row}" if row else str(by.label)
        return named_value(by, "" if value == UNKNOWN else value)

    def _readable(self, by: Breakdown, value: str) -> models.Model | None:
        """Rows of plans that one sees; an account on which one sees posts."""
        rows = Post._meta.get_field(by).related_model.objects.filter(pk=as_number(value))
        if by == Breakdown.ACCOUNT:
            return rows.filter(posts__in=Post.objects.visible_to(self.user)).first()
        return rows.filter(campaign__in=Campaign.objects.visible_to(self.user)).first()

    def by_state(self, posts: QuerySet[Post], _name: str, state: str) -> QuerySet[Post]:
        if state == "waiting":
            return posts.to_look_at()
        if state == "unmeasured":
            return posts.published().filter(readings=None)
        return posts.filter(status=state) if state in PostStatus.values else posts
