"""Programme templates are written and removed."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sessions import policy
from sessions.errors import Refusal, refusal_of
from sessions.models import Lesson, ProgrammeTemplate, TemplateLesson

BROKEN_CONSTRAINTS = {
    "programme_template_name_is_unique": (
        "name",
        _("There is a programme of this name already. Give it another one."),
    ),
}


def save_template(
    template: ProgrammeTemplate | None,
    values: dict,
    lessons: Sequence[tuple[int, Lesson]],
    *,
    by: User,
) -> ProgrammeTemplate:
    """Write a new template, or all of one that is there.

    :param lessons: each with its week, from 1 on.
    :raises Refusal: no lesson; a name that is taken.
    """
    if not lessons:
        raise Refusal(_("Choose at least one lesson."), field="week_1")
    template = template or ProgrammeTemplate()
    if template.pk:
        policy.check_may_change_template(by, template)
    for name, value in values.items():
        setattr(template, name, value)
    policy.check_may_change_template(by, template)
    try:
        with transaction.atomic():
            template.save()
            template.lessons.all().delete()
            TemplateLesson.objects.bulk_create(
                TemplateLesson(template=template, week=week, lesson=lesson)
                for week, lesson in dict.fromkeys(lessons)
            )
    except IntegrityError as error:
        refusal: Refusal | None = refusal_of(error, BROKEN_CONSTRAINTS)
        if not refusal:
            raise
        raise refusal from error
    return template


def remove_template(template: ProgrammeTemplate, *, by: User) -> None:
    """Sessions that were planned by it stay."""
    policy.check_may_change_template(by, template)
    template.delete()
