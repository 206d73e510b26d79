"""The lessons that come with Birge; their projects must be there."""

from pathlib import Path

from regions.reference import Loaded, make_equal, read_rows
from sessions.models import Lesson
from volunteers.models import Project

DATA = Path(__file__).parent / "data"


def load_lessons(path: Path = DATA / "lessons.json") -> Loaded:
    project_ids = dict(Project.objects.values_list("code", "pk"))
    rows = read_rows(path)
    for row in rows:
        row["project_id"] = project_ids[row.pop("project")]
    return make_equal(Lesson, "code", rows)
