"""Whether anything that reports depend on has changed, told without counting anything.

Every change leaves a numbered row: a note of what is to be counted (``DirtyMonth``), or a version
in the audit trail of schools, places, projects and goals. See ``regions.versions``.
"""

from regions.models import District, Region
from regions.versions import version_of_tables
from reporting.models import Contribution, Goal
from schools.models import School
from sessions.models import DirtyMonth
from volunteers.models import Project

AUDITED = (School, Region, District, Project, Goal, Contribution)


def numbered_tables() -> dict[str, str]:
    """The tables that changes append to, each with the column that numbers their rows."""
    events = {model.pgh_event_model._meta.db_table: "pgh_id" for model in AUDITED}
    return {DirtyMonth._meta.db_table: "id", **events}


def version_of_data() -> str:
    """The same text as long as nothing changed; empty while something is being written."""
    return version_of_tables(numbered_tables())
