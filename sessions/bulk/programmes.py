"""Classes and lessons, chosen one by one or by a programme's template, at one school or many."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

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
    groups = _groups(schools, school_year, (template.grade_from, template.grade_to), most_classes)
    return spread([Course(school, group, weekly) for school, group in groups], timing, manner)


def plan_schools(
    schools: Collection[School],
    lessons: Sequence[Lesson],
    timing: Timing,
    manner: Manner,
    *,
    grades: tuple[int, int],
    school_year: int,
    most_classes: int | None = None,
    by_grade: bool = False,
) -> Spread:
    """Lessons, one a week, for the classes of some grades at every one of the schools.

    :param by_grade: a class gets only those of the lessons that are meant for its grade.
    """
    courses = []
    for school, group in _groups(schools, school_year, grades, most_classes):
        own = [
            lesson
            for lesson in lessons
            if not by_grade or lesson.grade_from <= group.grade <= lesson.grade_to
        ]
        courses.append(Course(school, group, list(enumerate(own))))
    return spread(courses, timing, manner)


def _groups(
    schools: Collection[School], school_year: int, grades: tuple[int, int], most: int | None
) -> Iterator[tuple[School, ClassGroup]]:
    """Classes of these grades, school by school, the lowest grades first."""
    groups = ClassGroup.objects.filter(
        school__in=schools, school_year=school_year, grade__range=grades
    ).order_by("school", "grade", "letter")
    known, count = {school.pk: school for school in schools}, Counter()
    for group in groups:
        count[group.school_id] += 1
        if most is None or count[group.school_id] <= most:
            yield known[group.school_id], group
