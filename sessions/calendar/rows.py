"""The rows of the boards: schools, or volunteers, a page at a time."""

from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from schools.models import School
from sessions.calendar.events import OPEN_ROW
from sessions.calendar.filters import CalendarFilter
from sessions.calendar.ranges import Range
from sessions.choices import FILLING
from sessions.models import Assignment, SchoolSession
from volunteers.models import Volunteer

PAGE = 25
MOST_AT_HAND = 40


def school_rows(
    filters: CalendarFilter, sessions: QuerySet[SchoolSession], *, page: int
) -> tuple[list[dict[str, Any]], bool]:
    """Those with sessions in what is shown first; and whether there are more."""
    used = sessions.order_by().filter(school=OuterRef("pk"))
    found = _page(_used_first(filters.schools, used).order_by("last", "name_en", "pk"), page)
    rows = [{"id": one.pk, "title": one.name, "url": f"/schools/{one.pk}/"} for one in found]
    return rows[:PAGE], len(found) > PAGE


def volunteer_rows(
    filters: CalendarFilter, shown: Range, *, page: int
) -> tuple[list[dict[str, Any]], bool]:
    """Those who teach in what is shown first, then the other active ones."""
    taken = Assignment.objects.filter(_in_range("", shown), volunteer=OuterRef("pk"))
    volunteers = _volunteers(filters)
    ordered = _used_first(volunteers, taken).order_by("last", "last_name", "first_name", "pk")
    found = _page(ordered, page)
    rows = [{"id": OPEN_ROW, "title": _("Places open")}] if page == 1 else []
    rows += [
        {"id": one.pk, "title": one.full_name, "url": f"/volunteers/{one.pk}/"}
        for one in found[:PAGE]
    ]
    return rows, len(found) > PAGE


def volunteers_at_hand(filters: CalendarFilter, shown: Range, name: str) -> QuerySet[Volunteer]:
    """Active ones by name, with how many sessions each has in what is shown, one too many."""
    volunteers = _volunteers(filters)
    if name.strip():
        volunteers = volunteers.search(name.strip())
    taken = Count("assignments", filter=_in_range("assignments__", shown))
    ordered = volunteers.annotate(taken=taken).order_by("taken", "last_name", "first_name", "pk")
    return ordered[: MOST_AT_HAND + 1]


def _volunteers(filters: CalendarFilter) -> QuerySet[Volunteer]:
    """The active ones that the filters leave."""
    volunteers = Volunteer.objects.visible_to(filters.user).active()
    if region := filters.values.get("region"):
        volunteers = volunteers.filter(region=region)
    if project := filters.values.get("project"):
        volunteers = volunteers.enrolled_in(project)
    if volunteer := filters.values.get("volunteer"):
        volunteers = volunteers.filter(pk=volunteer.pk)
    return volunteers


def _in_range(prefix: str, shown: Range) -> Q:
    """Of places: those that are filled, in what is shown."""
    return Q(
        **{
            f"{prefix}status__in": FILLING,
            f"{prefix}school_session__starts_at__gte": shown.since,
            f"{prefix}school_session__starts_at__lt": shown.until,
        }
    )


def _used_first(rows: QuerySet, used: QuerySet) -> QuerySet:
    return rows.annotate(last=Case(When(Exists(used), then=Value(0)), default=Value(1)))


def _page(rows: QuerySet[School] | QuerySet[Volunteer], page: int) -> list:
    return list(rows[(page - 1) * PAGE : page * PAGE + 1])
