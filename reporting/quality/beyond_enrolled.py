"""More students in a session than its class has."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told

_FOUND = """
    SELECT t.id::text AS subject,
        string_agg(concat_ws(' ', g.id, h.students, g.enrolled), ',' ORDER BY g.id) AS about,
        sum(h.students - g.enrolled) AS weight, t.region_id, ARRAY[t.id] AS sessions,
        json_build_object('classes', json_agg(json_build_object(
            'name', concat(g.grade, g.letter), 'students', h.students, 'enrolled', g.enrolled
        ) ORDER BY g.grade, g.letter)) AS told
    FROM heads h JOIN taught t USING (id) JOIN schools_classgroup g ON g.id = h.class_group_id
    WHERE h.students > h.enrolled
    GROUP BY t.id, t.region_id
"""


def why(told: Told) -> str:
    return ", ".join(
        _("%(name)s: %(students)d of %(enrolled)d enrolled") % one for one in told["classes"]
    )


CHECK = Check(
    kind=QualityKind.BEYOND_ENROLLED,
    title=gettext_lazy("More students than enrolled"),
    summary=gettext_lazy("Classes that had more students in a session than they have at all."),
    method=gettext_lazy(
        "For each class of a session: students online and in person together against the number "
        "that is enrolled. Classes whose number is not known are left out. Either the head-count "
        "or the number enrolled is wrong, or guests are counted with the class. The worst are "
        "those with the most students too many."
    ),
    found=_FOUND,
    is_corrected_in_log=True,
    why=why,
)
