"""Copying a week: the sessions of some days, once more in another week."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from regions.models import Region
from schools.models import School
from schools.school_years import school_year_of
from sessions.choices import SessionStatus
from sessions.models import Assignment, Attendance, Lesson, SchoolSession, WantedSession

WEEK = datetime.timedelta(days=7)


def sessions_of_week(
    day: datetime.date,
    user: User,
    *,
    school: School | None = None,
    regions: Collection[Region] = (),
) -> QuerySet[SchoolSession]:
    """Those from Monday to Sunday that were not cancelled, of one school or of regions."""
    monday = monday_of(day)
    sessions = SchoolSession.objects.visible_to(user).filter(
        date__gte=monday, date__lt=monday + WEEK
    )
    sessions = sessions.exclude(status=SessionStatus.CANCELLED)
    if school:
        return sessions.filter(school=school)
    return sessions.filter(school__region__in=regions) if regions else sessions


def copy_week(
    sessions: QuerySet[SchoolSession],
    *,
    weeks_on: Collection[int],
    with_volunteers: bool,
    next_lesson: bool,
) -> list[WantedSession]:
    """The same sessions so many weeks later: same school, day of the week, hour, classes, teacher.

    :param weeks_on: how many weeks later; one copy for each.
    :param next_lesson: the lesson after theirs in the project; else the same one again.
    """
    found = list(
        sessions.select_related("school", "lesson", "contact").order_by(
            "school__name_en", "starts_at"
        )
    )
    groups = defaultdict(list)
    attendance = Attendance.objects.filter(school_session__in=found).exclude(class_group=None)
    for session_id, group, year in attendance.order_by("pk").values_list(
        "school_session", "class_group", "class_group__school_year"
    ):
        groups[session_id].append((group, year))
    staff = _staff_of(found) if with_volunteers else defaultdict(dict)
    following = _Following() if next_lesson else None
    copies = []
    for school_session in found:
        for step, weeks in enumerate(sorted(weeks_on), 1):
            lesson = school_session.lesson
            copies.append(
                _copy(
                    school_session,
                    following.after(lesson, step) if following else lesson,
                    weeks,
                    groups=groups[school_session.pk],
                    staff=staff[school_session.pk],
                )
            )
    return copies


def _staff_of(sessions: list[SchoolSession]) -> dict[int, dict[str, str]]:
    """By session, the roles by the volunteers' ids."""
    staff: dict[int, dict[str, str]] = defaultdict(dict)
    filling = Assignment.objects.filling().filter(school_session__in=sessions).order_by("pk")
    for session_id, pk, role in filling.values_list("school_session", "volunteer", "role"):
        staff[session_id][str(pk)] = role
    return staff


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


class _Following:
    """Which lesson comes after which: by code, within the project."""

    def __init__(self) -> None:
        self._lessons = defaultdict(list)
        for lesson in Lesson.objects.taught().order_by("code"):
            self._lessons[lesson.project_id].append(lesson)

    def after(self, lesson: Lesson | None, steps: int) -> Lesson | None:
        """None where there are no more: then it is not decided yet."""
        if not lesson:
            return None
        lessons = self._lessons[lesson.project_id]
        position = lessons.index(lesson) + steps
        return lessons[position] if position < len(lessons) else None


def _copy(
    school_session: SchoolSession,
    lesson: Lesson | None,
    weeks: int,
    *,
    groups: list[tuple[int, int]],
    staff: dict[str, str],
) -> WantedSession:
    start = timezone.localtime(school_session.starts_at)
    day = start.date() + weeks * WEEK
    return WantedSession(
        school=school_session.school,
        project_id=school_session.project_id,
        lesson=lesson,
        contact=school_session.contact,
        class_groups=[pk for pk, year in groups if year == school_year_of(day)],
        starts_at=timezone.make_aware(datetime.datetime.combine(day, start.time())),
        minutes=school_session.minutes,
        mode=school_session.mode,
        language=school_session.language,
        places=school_session.places,
        venue=school_session.venue,
        staff=staff,
    )
