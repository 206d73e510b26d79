"""What the calendar shows: each session, or how many there are where they would not be read."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from sessions.calendar.ranges import Range, View
from sessions.choices import FILLING, UPCOMING
from sessions.models import Attendance, SchoolSession
from sessions.queries import SessionRow, rows_of

LOCAL = "%Y-%m-%dT%H:%M"
"""Times go without a zone: those of the clock on the school's wall, wherever they are read."""

OPEN_ROW = "open"
"""The row of the board of volunteers for sessions that still need some."""


@dataclass(frozen=True)
class Fold:
    """More than ``most`` sessions of a day or an hour are shown as one count, in the board of
    schools for each school. The count leads to a view of its day."""

    step: str
    most: int
    leads_to: View
    by_school: bool = False


FOLDS = {
    View.MONTH: Fold("day", 5, View.DAY),
    View.WEEK: Fold("hour", 3, View.DAY),
    View.DAY: Fold("hour", 12, View.SCHOOLS_DAY),
    View.AGENDA: Fold("day", 60, View.SCHOOLS_DAY),
    View.SCHOOLS: Fold("day", 4, View.SCHOOLS_DAY, by_school=True),
    View.VOLUNTEERS: Fold("day", 4, View.AGENDA),
    View.VOLUNTEERS_DAY: Fold("day", 12, View.AGENDA),
}

# Counts of all, and the ids of those that are few enough to be shown one by one.
_BUCKETS = """
    WITH s AS MATERIALIZED (
        SELECT DISTINCT id, starts_at, school_id, places,
            status = ANY(%s) AND ends_at > %s AS is_coming,
            status = ANY(%s) AND ends_at <= %s AS is_unlogged
        FROM ({sessions}) AS shown
    ), filled AS (
        SELECT a.school_session_id AS id, count(*) AS n
        FROM s JOIN school_session_assignment a ON a.school_session_id = s.id
        WHERE s.is_coming AND a.status = ANY(%s) GROUP BY 1
    )
    SELECT date_trunc(%s, s.starts_at AT TIME ZONE %s) AS bucket,
        CASE WHEN %s THEN s.school_id END AS school_id,
        count(*) AS count,
        count(*) FILTER (WHERE s.is_coming AND s.places > coalesce(f.n, 0)) AS short,
        count(*) FILTER (WHERE s.is_unlogged) AS unlogged,
        CASE WHEN count(*) <= %s THEN array_agg(s.id ORDER BY s.starts_at, s.id) END AS ids
    FROM s LEFT JOIN filled f ON f.id = s.id
    GROUP BY 1, 2 ORDER BY 1, 2
"""

_READ = ("id", "starts_at", "school_id", "places", "status", "ends_at")

# What ``seen_version`` gives, and the rows of the boards in which a session stands.
_MORE = """
    SELECT s.id, s.school_id,
        coalesce((SELECT max(pgh_id) FROM {plans} WHERE pgh_obj_id = s.id), 0),
        coalesce((SELECT max(pgh_id) FROM {groups} WHERE school_session_id = s.id), 0),
        ARRAY(SELECT volunteer_id FROM school_session_assignment a
            WHERE a.school_session_id = s.id AND a.status = ANY(%s))
    FROM school_session s WHERE s.id = ANY(%s)
"""


def events_of(sessions: QuerySet[SchoolSession], shown: Range, user: User) -> list[dict[str, Any]]:
    """Sessions as the calendar draws them, counts where they are too many."""
    fold = FOLDS.get(shown.view)
    if not fold:
        return session_events(sessions, user)
    counts, few = _folded(sessions, fold)
    singles = SchoolSession.objects.filter(pk__in=few).order_by("starts_at", "pk")
    return [*counts, *session_events(singles, user)]


def events_of_volunteers(
    sessions: QuerySet[SchoolSession], volunteers: Collection[int], shown: Range, user: User
) -> list[dict[str, Any]]:
    """Those of the board's volunteers one by one; above them what needs volunteers, folded."""
    own = sessions.filter(
        pk__in=SchoolSession.objects.filter(
            assignments__volunteer__in=volunteers, assignments__status__in=FILLING
        ).values("pk")
    )
    needy = sessions.filter(pk__in=SchoolSession.objects.understaffed().order_by().values("pk"))
    counts, few = _folded(needy, FOLDS[shown.view])
    singles = SchoolSession.objects.filter(pk__in=[*few, *own.values_list("pk", flat=True)])
    events = session_events(singles.order_by("starts_at", "pk"), user)
    counted = {one["date"] for one in counts}
    for one in events:
        # A place of a day that is counted is in the count.
        one["needy"] = one["staffable"] and one["start"][:10] not in counted
    return [*({**one, "volunteer_ids": [OPEN_ROW]} for one in counts), *events]


def session_events(sessions: QuerySet[SchoolSession], user: User) -> list[dict[str, Any]]:
    """One event for each."""
    rows = rows_of(sessions, user)
    more = _more([row.pk for row in rows])
    return [_event(row) | more[row.pk] for row in rows if row.pk in more]


def _event(row: SessionRow) -> dict[str, Any]:
    is_movable = row.coordinated and row.is_open
    return {
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
        "project": row.project,
        "url": row.url,
        "movable": is_movable,
        "staffable": is_movable and row.open_places > 0,
    }


def _more(ids: list[int]) -> dict[int, dict[str, Any]]:
    tables = {
        "plans": SchoolSession.pgh_event_model._meta.db_table,
        "groups": Attendance.pgh_event_model._meta.db_table,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MORE.format(**tables), [list(FILLING), ids])
        return {
            pk: {"school_id": school, "seen": f"{plan}-{groups}", "volunteer_ids": volunteers}
            for pk, school, plan, groups, volunteers in cursor.fetchall()
        }


# --- Counts ---------------------------------------------------------------------------------


def _folded(
    sessions: QuerySet[SchoolSession], fold: Fold
) -> tuple[list[dict[str, Any]], list[int]]:
    """Days or hours that hold too many, each as one event; and the ids of all others."""
    now = timezone.now()
    try:
        rows = sessions.order_by().values_list(*_READ)
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return [], []
    upcoming = list(UPCOMING)
    with connection.cursor() as cursor:
        cursor.execute(
            _BUCKETS.format(sessions=sql),
            [
                *(upcoming, now, upcoming, now, *parameters, list(FILLING)),
                *(fold.step, settings.TIME_ZONE, fold.by_school, fold.most),
            ],
        )
        names = [column.name for column in cursor.description]
        buckets = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    address = reverse("sessions:calendar")
    counts = [_count_event(one, fold, address) for one in buckets if one["ids"] is None]
    return counts, [pk for one in buckets for pk in one["ids"] or ()]


def _count_event(bucket: dict[str, Any], fold: Fold, address: str) -> dict[str, Any]:
    start, count = bucket["bucket"], bucket["count"]
    day = f"{start:%Y-%m-%d}"
    is_day = fold.step == "day"
    length = datetime.timedelta(days=1) if is_day else datetime.timedelta(hours=1)
    short, unlogged = bucket["short"], bucket["unlogged"]
    return {
        "id": f"count-{start:{LOCAL}}-{bucket['school_id'] or ''}",
        "start": start.strftime(LOCAL),
        "end": (start + length).strftime(LOCAL),
        "count": count,
        "title": ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count},
        "short": short,
        "short_word": ngettext("%(count)s needs volunteers", "%(count)s need volunteers", short)
        % {"count": short},
        "unlogged": unlogged,
        "unlogged_word": ngettext("%(count)s not logged", "%(count)s not logged", unlogged)
        % {"count": unlogged},
        "allDay": is_day,
        "school_id": bucket["school_id"],
        "date": day,
        "view": fold.leads_to,
        "url": f"{address}?view={fold.leads_to}&date={day}",
    }
