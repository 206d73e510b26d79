"""Nothing is planned into a day on which its school is closed; what is over stays as it was."""

import json

from django.utils.translation import gettext as _

from schools.choices import ClosureKind
from transfers.imports.runs import Import


def note_closed_days(run: Import) -> None:
    run.note(
        "date",
        _("The school is closed on %(value)s (%(other)s). Choose another day."),
        """
        SELECT DISTINCT ON (w.n) w.n, f.date::text,
            coalesce(nullif(c.reason, ''), %(kinds)s::jsonb ->> c.kind)
        FROM wanted w
        JOIN first_row f ON f.line = w.n
        JOIN schools_school s ON s.id = w.school_id
        JOIN schools_closure c ON c.lifted_at IS NULL AND f.date BETWEEN c.since AND c.until
            AND (c.school_id = s.id OR c.district_id = s.district_id OR c.region_id = s.region_id)
        WHERE w.status IN ('planned', 'confirmed') AND w.starts_at > now()
        ORDER BY w.n, c.id
        """,
        kinds=json.dumps({kind.value: str(kind.label) for kind in ClosureKind}),
    )
