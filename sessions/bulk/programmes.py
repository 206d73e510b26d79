"""Classes and lessons, chosen one by one or by a programme's template, at one school or many."""

from collections.abc import Collection, Iterable, Sequence

from schools.models import ClassGroup, School
from sessions.bulk.spreading import Course, Manner, Spread, Timing, spread
from sessions.models import Lesson, ProgrammeTemplate


def plan_classes(
    groups: Iterable[ClassGroup],
    lessons: Sequence[Lesson],
    timing: Timing,
    manner: Manner,
    *,
    over_again: bool = False,
) -> Spread:
    """Each class gets all of the lessons, one a week.

    :param over_again: after the last lesson the first one, until the last day.
    """
    count = timing.weeks if over_again else len(lessons)
    weekly = [(week, lessons[week % len(lessons)]) for week in range(count)]
    found = spread([Course(group.school, group, weekly) for group in groups], timing, manner)
    if over_again:
        found.unplaced = []  # holidays have pushed them beyond the last day
    return found


def apply_template(
    template: ProgrammeTemplate,
    schools: Collection[School],
    timing: Timing,
    manner: Manner,
    *,
    school_year: int,
    most_classes: int | None = None,
) -> Spread:
    """The programme for the classes of its grades at every one of the schools.

    :param most_classes: so many of each school, the lowest grades first.
    """
    weekly = [(one.week - 1, one.lesson) for one in template.lessons.select_related("lesson")]
    groups = ClassGroup.objects.filter(
        school__in=schools,
        school_year=school_year,
        grade__range=(template.grade_from, template.grade_to),
    ).order_by("school", "grade", "letter")
    known = {school.pk: school for school in schools}
    courses, count = [], dict.fromkeys(known, 0)
    for group in groups:
        count[group.school_id] += 1
        if most_classes is None or count[group.school_id] <= most_classes:
            courses.append(Course(known[group.school_id], group, weekly))
    return spread(courses, timing, manner)
