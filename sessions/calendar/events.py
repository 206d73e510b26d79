"""What the calendar shows: each session, or how many there are where they would not be read."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, DateTimeField, Max, Min, Q, QuerySet, Window
from django.db.models.functions import TruncDay, TruncHour
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from sessions.calendar.ranges import Range, View
from sessions.choices import UPCOMING
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.queries import SessionRow, rows_of

LOCAL = "%Y-%m-%dT%H:%M"
"""Times go without a zone: those of the clock on the school's wall, wherever they are read."""


@dataclass(frozen=True)
class Fold:
    """More than ``most`` sessions of a day or an hour are shown as one count."""

    trunc: type
    most: int
    day_view: View


FOLDS = {
    View.MONTH: Fold(TruncDay, 5, View.DAY),
    View.WEEK: Fold(TruncHour, 3, View.DAY),
    View.DAY: Fold(TruncHour, 12, View.SCHOOLS_DAY),
    View.AGENDA: Fold(TruncDay, 60, View.SCHOOLS_DAY),
}

_VERSIONS = """
    SELECT s.id,
        coalesce((SELECT max(pgh_id) FROM {plans} WHERE pgh_obj_id = s.id), 0),
        coalesce((SELECT max(pgh_id) FROM {groups} WHERE school_session_id = s.id), 0)
    FROM unnest(%s::bigint[]) s (id)
"""


def events_of(
    sessions: QuerySet[SchoolSession], shown: Range, user: User, *, resources: bool = False
) -> list[dict[str, Any]]:
    """Sessions as the calendar draws them.

    :param resources: with the school and the volunteers of each, for the boards.
    """
    fold = FOLDS.get(shown.view)
    counts: list[dict[str, Any]] = []
    if fold:
        bucket = fold.trunc("starts_at", output_field=DateTimeField())
        counts = _counted(sessions.annotate(bucket=bucket), fold, shown)
        if counts:
            size = Window(Count("pk"), partition_by=[bucket])
            sessions = sessions.annotate(size=size).filter(size__lte=fold.most)
    return [*counts, *session_events(sessions, user, resources=resources)]


def session_events(
    sessions: QuerySet[SchoolSession], user: User, *, resources: bool = False
) -> list[dict[str, Any]]:
    """One event for each."""
    rows = rows_of(sessions, user)
    ids = [row.pk for row in rows]
    seen = _versions(ids)
    places = _places(ids) if resources else {}
    return [_event(row, seen[row.pk], places.get(row.pk)) for row in rows if row.pk in seen]


def _event(row: SessionRow, seen: str, places: dict | None) -> dict[str, Any]:
    event = {
        "id": row.pk,
        "start": row.starts_at.strftime(LOCAL),
        "end": row.ends_at.strftime(LOCAL),
        "title": row.title,
        "school": row.school,
        "classes": row.class_groups,
        "people": row.volunteers_short,
        "filled": row.filled,
        "places": row.places,
        "state": row.state,
        "word": row.state_word,
        "mode": row.mode,
        "project": row.project,
        "url": row.url,
        "seen": seen,
        "movable": row.coordinated and row.is_open,
        "staffable": row.coordinated and row.is_open and row.open_places > 0,
    }
    if places:
        event |= places
    return event


def _versions(ids: list[int]) -> dict[int, str]:
    """What ``seen_version`` gives, for many sessions at once."""
    tables = {
        "plans": SchoolSession.pgh_event_model._meta.db_table,
        "groups": Attendance.pgh_event_model._meta.db_table,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS.format(**tables), [ids])
        return {pk: f"{plan}-{groups}" for pk, plan, groups in cursor.fetchall()}


def _places(ids: list[int]) -> dict[int, dict]:
    """The rows of the boards in which a session stands."""
    found = {
        pk: {"school_id": school, "volunteer_ids": []}
        for pk, school in SchoolSession.objects.filter(pk__in=ids).values_list("pk", "school")
    }
    taken = Assignment.objects.filling().filter(school_session__in=ids).order_by("pk")
    for pk, volunteer in taken.values_list("school_session", "volunteer"):
        found[pk]["volunteer_ids"].append(volunteer)
    return found


# --- Counts ---------------------------------------------------------------------------------


def _counted(sessions: QuerySet[SchoolSession], fold: Fold, shown: Range) -> list[dict[str, Any]]:
    """The days or hours that hold too many, each as one event."""
    now = timezone.now()
    upcoming = Q(status__in=UPCOMING, ends_at__gt=now)
    filled = SchoolSession.objects.filter(status__in=UPCOMING, ends_at__gt=now)
    buckets = (
        sessions.order_by()
        .values("bucket")
        .annotate(
            count=Count("pk"),
            start=Min("starts_at"),
            end=Max("ends_at"),
            short=Count("pk", filter=upcoming & Q(pk__in=filled.understaffed().values("pk"))),
            unlogged=Count("pk", filter=Q(status__in=UPCOMING, ends_at__lte=now)),
        )
        .filter(count__gt=fold.most)
        .order_by("bucket")
    )
    address = reverse("sessions:calendar")
    return [_count_event(one, fold, address) for one in buckets]


def _count_event(bucket: dict[str, Any], fold: Fold, address: str) -> dict[str, Any]:
    start = timezone.localtime(bucket["bucket"])
    is_day = fold.trunc is TruncDay
    length = datetime.timedelta(days=1) if is_day else datetime.timedelta(hours=1)
    return {
        "id": f"count-{start:{LOCAL}}",
        "start": start.strftime(LOCAL),
        "end": (start + length).strftime(LOCAL),
        "count": bucket["count"],
        "title": ngettext("%(count)s session", "%(count)s sessions", bucket["count"])
        % {"count": bucket["count"]},
        "short": bucket["short"],
        "short_word": ngettext(
            "%(count)s needs volunteers", "%(count)s need volunteers", bucket["short"]
        )
        % {"count": bucket["short"]},
        "unlogged": bucket["unlogged"],
        "unlogged_word": ngettext(
            "%(count)s not logged", "%(count)s not logged", bucket["unlogged"]
        )
        % {"count": bucket["unlogged"]},
        "allDay": is_day,
        "date": f"{start:%Y-%m-%d}",
        "view": fold.day_view,
        "url": f"{address}?view={fold.day_view}&date={start:%Y-%m-%d}",
    }
