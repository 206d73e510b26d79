"""The projects that come with Birge."""

from pathlib import Path

from regions.reference import Loaded, make_equal, read_rows
from volunteers.models import Project

DATA = Path(__file__).parent / "data"


def load_projects(path: Path = DATA / "projects.json") -> Loaded:
    return make_equal(Project, "code", read_rows(path))
