"""The filters of the calendar: those of the list, with the way it is taught and the school."""

import datetime

import django_filters
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from schools.models import School
from sessions.calendar.ranges import Range
from sessions.choices import Mode, SessionStatus
from sessions.forms.filters import ANY, SessionFilter
from sessions.models import SchoolSession

MOST_SCHOOLS = 300
"""More than these are no list to choose from: first the region, or the search."""


class CalendarFilter(SessionFilter):
    """The time is the view's own. Cancelled sessions are shown where somebody asks for them."""

    mode = django_filters.ChoiceFilter(label=_("How"), choices=Mode.choices, empty_label=_("any"))

    SHOWN = ("status", "staffing", "project", "region", "school", "mode")

    @staticmethod
    def default_when(data) -> str:
        return ANY

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        return None, None

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in (*self.SHOWN, "q", "volunteer"))

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.SHOWN)

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [("volunteer", self.data["volunteer"])] if self.data.get("volunteer") else []

    @property
    def selects(self) -> list[SafeString]:
        names = [name for name in self.SHOWN if name != "region" or self.offers_regions]
        return [self._select(name) for name in names]

    def _choices(self, name: str) -> list[tuple[str, str]]:
        if name == "school":
            return self._schools()
        return super()._choices(name)

    def _schools(self) -> list[tuple[str, str]]:
        schools = self.schools.select_related("district").order_by("name_en", "pk")
        found = list(schools[: MOST_SCHOOLS + 1])
        if len(found) > MOST_SCHOOLS:
            chosen = self.values.get("school")
            found = [chosen] if chosen else []
            return [("", _("all; choose a region first")), *((s.code, s.name) for s in found)]
        return [("", _("all")), *((one.code, one.name_and_district) for one in found)]

    @property
    def schools(self) -> QuerySet[School]:
        """The schools that the filters leave."""
        schools = School.objects.visible_to(self.user)
        if school := self.values.get("school"):
            return schools.filter(pk=school.pk)
        if region := self.values.get("region"):
            schools = schools.filter(region=region)
        return schools

    def sessions_in(self, shown: Range) -> QuerySet[SchoolSession]:
        """What the filters leave of the days that are shown, in order."""
        sessions = self.qs.filter(starts_at__lt=shown.until, starts_at__gte=shown.since)
        if self.values.get("status") != SessionStatus.CANCELLED:
            sessions = sessions.exclude(status=SessionStatus.CANCELLED)
        return sessions.order_by("starts_at", "pk")
