"""Who and what is busy at a time: teachers, class groups, volunteers."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.models import ClassGroup, SchoolContact
from sessions.choices import FILLING, SessionStatus
from sessions.models import Assignment, Attendance, SchoolSession
from volunteers.models import Volunteer


def when_of(school_session: SchoolSession) -> str:
    """Day and time as people say them: 23 November 2026, 10:00."""
    start = timezone.localtime(school_session.starts_at)
    return formats.date_format(start, "DATETIME_FORMAT")


def name_for(school_session: SchoolSession, user: User) -> str:
    """A session in a sentence; nothing about it where it is none of the reader's business."""
    school = school_session.school
    if not (user.sees_all_regions or school.region_id in user.region_ids):
        return _("a session in another region")
    return full_name(school_session)


def full_name(school_session: SchoolSession) -> str:
    """What, where and when."""
    name = school_session.school.name
    return f"{school_session.title}, {name}, {when_of(school_session)}"


def at_that_time(
    start: datetime.datetime,
    end: datetime.datetime,
    *,
    besides: SchoolSession | None = None,
    with_unplanned: bool = False,
) -> QuerySet[SchoolSession]:
    """Sessions that take up time between start and end.

    :param with_unplanned: with those, too, that nobody has said yes to yet.
    """
    free = [SessionStatus.CANCELLED, *([] if with_unplanned else [SessionStatus.UNPLANNED])]
    sessions = SchoolSession.objects.filter(starts_at__lt=end, ends_at__gt=start)
    sessions = sessions.exclude(status__in=free)
    return sessions.exclude(pk=besides.pk) if besides else sessions


def busy_contact(
    contact: SchoolContact | None, times: QuerySet[SchoolSession], user: User
) -> list[str]:
    if not contact:
        return []
    clash = times.filter(contact=contact).select_related("lesson", "project", "school").first()
    if not clash:
        return []
    return [
        _("%(teacher)s is busy then: %(session)s.")
        % {"teacher": contact.name, "session": name_for(clash, user)}
    ]


def busy_class_groups(
    groups: Iterable[ClassGroup], times: QuerySet[SchoolSession], user: User
) -> list[str]:
    rows = (
        Attendance.objects.filter(class_group__in=list(groups), school_session__in=times)
        .select_related(
            "class_group",
            "school_session__lesson",
            "school_session__project",
            "school_session__school",
        )
        .order_by("class_group__grade", "class_group__letter")
    )
    return [
        _("Class %(group)s is taught then: %(session)s.")
        % {"group": row.class_group.label, "session": name_for(row.school_session, user)}
        for row in rows
    ]


def busy_volunteers(
    volunteers: Iterable[Volunteer], times: QuerySet[SchoolSession], user: User
) -> dict[int, str]:
    """A message for each volunteer who has another session, by the volunteer's id."""
    rows = Assignment.objects.filter(
        volunteer__in=list(volunteers), school_session__in=times, status__in=FILLING
    ).select_related(
        "volunteer",
        "school_session__lesson",
        "school_session__project",
        "school_session__school",
    )
    return {
        row.volunteer_id: _("%(volunteer)s is busy then: %(session)s.")
        % {
            "volunteer": row.volunteer.full_name,
            "session": name_for(row.school_session, user),
        }
        for row in rows
    }
