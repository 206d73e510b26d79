"""The same session twice: sent again under another number, or imported and logged."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told

_TABLES = """
    crowded AS (
        SELECT school_id, project_id, day FROM taught GROUP BY 1, 2, 3 HAVING count(*) > 1
    ),
    suspects AS MATERIALIZED (
        SELECT t.id, t.school_id, t.project_id, t.region_id, t.lesson_id, t.day, t.began, t.ended,
            h.class_group_id, h.students,
            (h.students_online, h.students_offline, h.parents, h.teachers) AS head_counts
        FROM taught t JOIN crowded USING (school_id, project_id, day) JOIN heads h USING (id)
    ),
    twins AS (
        SELECT DISTINCT ON (b.id) b.id, a.id AS first_id, b.region_id, a.began AS first_began,
            b.began, b.began < a.ended AS overlaps
        FROM suspects a
        JOIN suspects b USING (school_id, project_id, day)
        WHERE (a.began, a.id) < (b.began, b.id)
            AND a.class_group_id IS NOT DISTINCT FROM b.class_group_id
            AND (b.began < a.ended OR a.lesson_id = b.lesson_id
                OR a.lesson_id IS NULL OR b.lesson_id IS NULL)
            AND (a.class_group_id IS NOT NULL OR a.head_counts = b.head_counts)
        ORDER BY b.id, a.began, a.id
    ),
    suspects_in_all AS (SELECT id, sum(students) AS students FROM suspects GROUP BY id),
"""

_FOUND = """
    SELECT concat_ws('-', p.first_id, p.id) AS subject,
        concat_ws(' ', a.students, b.students, p.first_began, p.began) AS about,
        least(a.students, b.students) AS weight, p.region_id, ARRAY[p.first_id, p.id] AS sessions,
        json_build_object('first', a.students, 'second', b.students, 'overlaps', p.overlaps)
            AS told
    FROM twins p
    JOIN suspects_in_all a ON a.id = p.first_id
    JOIN suspects_in_all b ON b.id = p.id
"""


def why(told: Told) -> str:
    if told["overlaps"]:
        opening = _("Twice at the same time, by the logs")
    else:
        opening = _("Twice on one day")
    if told["first"] == told["second"]:
        students = ngettext(
            "%(count)d student both times", "%(count)d students both times", told["first"]
        ) % {"count": told["first"]}
    else:
        students = _("%(first)d and then %(second)d students") % told
    return f"{opening}: {students}"


CHECK = Check(
    kind=QualityKind.TWICE,
    title=gettext_lazy("The same session twice"),
    summary=gettext_lazy("Lessons that may stand in the records two times, and so count twice."),
    method=gettext_lazy(
        "Two taught sessions of one school and project with the same class on the same day, of "
        "the same lesson (or where one of them names none), or with logs that overlap in time. "
        "The day and the time are those of the logs. Sessions without a class are compared with "
        "each other, and found only where all of their head-counts are the same. The worst are "
        "those with the most students."
    ),
    tables=_TABLES,
    found=_FOUND,
    why=why,
    state="bad",
)
