"""Lessons that a class has had already, or has in its plan."""

import datetime
from collections.abc import Iterable

from sessions.choices import SessionStatus
from sessions.models import Attendance, WantedSession


def lessons_had(wanted: Iterable[WantedSession]) -> dict[tuple[int, int], datetime.date]:
    """The last day on which each class has had, or will have, each lesson.

    By the ids of class and lesson; sessions that were cancelled do not count.
    """
    wanted = list(wanted)
    groups = {pk for one in wanted for pk in one.class_groups}
    lessons = {one.lesson_id for one in wanted} - {None}
    known = Attendance.objects.filter(
        class_group__in=groups, school_session__lesson__in=lessons
    ).exclude(school_session__status=SessionStatus.CANCELLED)
    last: dict[tuple[int, int], datetime.date] = {}
    for group, lesson, day in known.values_list(
        "class_group", "school_session__lesson", "school_session__date"
    ):
        last[group, lesson] = max(day, last.get((group, lesson), day))
    return last
