"""Programmes of the demo: four lessons in four weeks, for every coordinator."""

from sessions.choices import Mode
from sessions.models import Lesson, ProgrammeTemplate, TemplateLesson

PROGRAMMES = (
    ("BeKind in four weeks", (5, 6), ("BKD-01", "BKD-03", "BKD-04", "BKD-07")),
    ("Plastic Free in four weeks", (4, 6), ("PLF-02", "PLF-05", "PLF-06", "PLF-03")),
)
"""Name, grades, and a lesson for each week."""


def make_programmes() -> None:
    lessons = {lesson.code: lesson for lesson in Lesson.objects.all()}
    for name, (first, last), codes in PROGRAMMES:
        template = ProgrammeTemplate.objects.create(
            name=name, grade_from=first, grade_to=last, mode=Mode.OFFLINE
        )
        TemplateLesson.objects.bulk_create(
            TemplateLesson(template=template, week=week, lesson=lessons[code])
            for week, code in enumerate(codes, 1)
        )
