"""Taught sessions that nobody taught."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told

_TABLES = """
    taught_by_nobody AS MATERIALIZED (
        SELECT t.id, t.region_id FROM taught t
        WHERE NOT EXISTS (SELECT FROM school_session_assignment m
                          WHERE m.school_session_id = t.id AND m.status = 'attended')
    ),
"""

_FOUND = """
    SELECT n.id::text AS subject, coalesce(m.statuses, '') AS about,
        coalesce(a.students, 0) AS weight, n.region_id, ARRAY[n.id] AS sessions,
        json_build_object('students', coalesce(a.students, 0), 'assigned', m.people) AS told
    FROM taught_by_nobody n
    CROSS JOIN LATERAL (
        SELECT count(*) AS people, string_agg(status, ',' ORDER BY status) AS statuses
        FROM school_session_assignment WHERE school_session_id = n.id
    ) m
    CROSS JOIN LATERAL (
        SELECT sum(students_online + students_offline) AS students
        FROM school_session_attendance WHERE school_session_id = n.id
    ) a
"""


def why(told: Told) -> str:
    students = ngettext(
        "%(count)d student, and no volunteer who was there",
        "%(count)d students, and no volunteer who was there",
        told["students"],
    ) % {"count": told["students"]}
    if not told["assigned"]:
        return _("%(students)s; nobody was assigned") % {"students": students}
    assigned = ngettext("%(count)d was assigned", "%(count)d were assigned", told["assigned"]) % {
        "count": told["assigned"]
    }
    return f"{students}; {assigned}"


CHECK = Check(
    kind=QualityKind.NO_VOLUNTEER,
    title=gettext_lazy("Taught by nobody"),
    summary=gettext_lazy("Taught sessions that add students to the figures and no volunteer."),
    method=gettext_lazy(
        "Taught sessions in which no assignment is marked as attended: nobody was assigned, or "
        "all of them declined or did not come. The worst are those with the most students."
    ),
    tables=_TABLES,
    found=_FOUND,
    is_corrected_in_log=True,
    why=why,
)
