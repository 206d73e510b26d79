"""What the codes of a book are called, as plain data: read now, or kept with a published report."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from regions.models import Region
from reporting.books import Book
from reporting.labels import Names as NameOf
from reporting.labels import names_for
from reporting.models import Goal
from reporting.reports import Breakdown
from volunteers.models import Project

KEPT = (
    Breakdown.PROJECT,
    Breakdown.REGION,
    Breakdown.DISTRICT,
    Breakdown.SCHOOL,
    Breakdown.GOAL,
)
"""Breakdowns whose names are records; those of the others are words of the program."""


@dataclass(frozen=True)
class Place:
    """A region and where it stands on the tile map."""

    code: str
    name: str
    kind: str
    tile_col: int
    tile_row: int


@dataclass(frozen=True)
class Names:
    """Names in one language, and what else of the records a document shows beside figures.

    :param values: for each breakdown of ``KEPT`` that the book has, the names by code.
    :param places: every region of the country.
    :param themes: what each project is about, by its code.
    :param goal_colours: the official colours, by the goal's number.
    """

    values: Mapping[str, Mapping[str, str]]
    places: tuple[Place, ...] = ()
    themes: Mapping[str, str] | None = None
    goal_colours: Mapping[str, str] | None = None

    @classmethod
    def read(cls, book: Book) -> "Names":
        """As they are now, in the active language."""
        values = {}
        for by, report in book.reports.items():
            if by in KEPT:
                codes = report.values()
                name = names_for(by, codes)
                values[str(by)] = {code: name(code) for code in codes}
        projects = list(Project.objects.all())
        values[str(Breakdown.PROJECT)] = {project.code: project.name for project in projects}
        return cls(
            values,
            tuple(
                Place(region.code, region.name, region.kind, region.tile_col, region.tile_row)
                for region in Region.objects.all()
            ),
            {project.code: project.theme for project in projects},
            {str(goal.number): goal.colour for goal in Goal.objects.all()},
        )

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Names":
        """Names as :meth:`as_json` gave them."""
        return cls(**{**kept, "places": tuple(Place(**place) for place in kept["places"])})

    def as_json(self) -> dict[str, Any]:
        """Plain data, for a snapshot."""
        return asdict(self)

    def name_of(self, by: Breakdown) -> NameOf:
        """A function from the codes of a breakdown to their names; an unknown code names itself."""
        if by not in KEPT:
            return names_for(by, [])
        known = self.values.get(str(by), {})
        return lambda code: known.get(code, code)
