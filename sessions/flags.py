"""What is unusual about a log: a reason to look at it before saying yes, never to refuse it.

``flags_of`` puts it into words for one row, ``unusual`` finds the same logs in the database; a
test holds both to each other.
"""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.choices import TO_VERIFY, AssignmentStatus, LogSource, Mode, SessionStatus
from sessions.models import Assignment, Attendance, SchoolSession

LATE_AFTER = datetime.timedelta(days=14)
"""A log that comes later than this is worth a look."""
IMPORTED = LogSource.IMPORT
"""What files bring was written down long ago: their times are those of the import, or a guess."""
FIRST_HOUR, LAST_HOUR = 7, 21
"""No school teaches before the one or begins at the other or later."""


def unusual(sessions: QuerySet[SchoolSession]) -> QuerySet[SchoolSession]:
    """Those of the logs to verify that have a flag."""
    rows = Attendance.objects.filter(school_session=OuterRef("pk"))
    with_students = rows.filter(Q(students_online__gt=0) | Q(students_offline__gt=0))
    from_elsewhere = Assignment.objects.filter(
        school_session=OuterRef("pk"), status=AssignmentStatus.ATTENDED
    ).exclude(volunteer__region=OuterRef("school__region"))
    return sessions.filter(
        Q(status=SessionStatus.UNPLANNED)
        | (
            ~Q(log__source=IMPORTED)
            & (
                Q(log__logged_at__gt=F("log__delivered_at") + LATE_AFTER)
                | Q(log__delivered_at__hour__lt=FIRST_HOUR)
                | Q(log__delivered_at__hour__gte=LAST_HOUR)
            )
        )
        | ~Q(log__delivered_at__date=F("date"))
        | Q(Exists(rows.beyond_enrolled()))
        | ~Q(Exists(with_students))
        | (~Q(mode=Mode.ONLINE) & Q(Exists(from_elsewhere))),
        status__in=TO_VERIFY,
    )


def flags_of(values: dict[str, Any]) -> list[str]:
    """In words, of what a list knows of a logged session (``queries``)."""
    classes = values["classes"]
    flags = [*_about_time(values)]
    if values["status"] == SessionStatus.UNPLANNED:
        flags.insert(0, _("was not on the calendar"))
    flags += [
        _("%(group)s: %(students)s of %(enrolled)s enrolled")
        % {"group": f"{one['grade']}{one['letter']}", **one}
        for one in classes
        if one["enrolled"] is not None and one["students"] > one["enrolled"]
    ]
    if not any(one["students"] for one in classes):
        flags.append(_("no students"))
    is_there = values["mode"] != Mode.ONLINE
    if is_there and any(
        one["came"] and one["region"] != values["region_id"] for one in values["people"]
    ):
        flags.append(_("a volunteer from another region, in person"))
    return flags


def _about_time(values: dict[str, Any]) -> list[str]:
    delivered_at, logged_at = values["delivered_at"], values["logged_at"]
    if not delivered_at:
        return []
    flags = []
    is_imported = values["log_source"] == IMPORTED
    if logged_at - delivered_at > LATE_AFTER and not is_imported:
        days = (logged_at - delivered_at).days
        flags.append(
            ngettext(
                "logged %(days)s day after the lesson",
                "logged %(days)s days after the lesson",
                days,
            )
            % {"days": days}
        )
    local = timezone.localtime(delivered_at)
    if not FIRST_HOUR <= local.hour < LAST_HOUR and not is_imported:
        flags.append(_("at night: %(time)s") % {"time": f"{local:%H:%M}"})
    if local.date() != timezone.localdate(values["starts_at"]):
        flags.append(_("taught on another day than planned"))
    return flags
