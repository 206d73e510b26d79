"""What the values of a breakdown are called on the page, and the marks that go with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from regions.models import District
from reporting.labels import names_for
from reporting.models import Goal
from reporting.reports import Breakdown
from reporting.selection import Selection
from schools.models import School
from volunteers.models import Project


@dataclass(frozen=True)
class Name:
    """A name; of a project or goal with its mark, of a district or school with its region."""

    text: str
    project: Project | None = None
    goal: Goal | None = None
    place: str = ""


class Names:
    """The names on a page; each table is read once, districts and schools as they are needed."""

    def __init__(self, selection: Selection) -> None:
        regions = {region.code: Name(region.name) for region in selection.scope.regions}
        self._known: dict[Breakdown, dict[str, Name]] = {Breakdown.REGION: regions}

    def of(self, by: Breakdown, codes: Iterable[str]) -> dict[str, Name]:
        codes = list(codes)
        known = self._known.setdefault(by, {})
        if missing := [code for code in codes if code not in known]:
            known |= _read(by, missing)
        return {code: known[code] for code in codes}


def _read(by: Breakdown, codes: list[str]) -> dict[str, Name]:
    match by:
        case Breakdown.PROJECT:
            found = {one.code: Name(one.name, project=one) for one in Project.objects.all()}
        case Breakdown.GOAL:
            found = {str(one.number): Name(one.title, goal=one) for one in Goal.objects.all()}
        case Breakdown.DISTRICT:
            found = _placed(District.objects.filter(code__in=codes))
        case Breakdown.SCHOOL:
            found = _placed(School.objects.filter(code__in=codes))
        case _:
            found = {}
    if unknown := [code for code in codes if code not in found]:
        plain = names_for(by, unknown)
        found |= {code: Name(plain(code)) for code in unknown}
    return found


def _placed(rows: QuerySet) -> dict[str, Name]:
    """Names with their region, where they are of several."""
    rows = list(rows.select_related("region"))
    several = len({one.region_id for one in rows}) > 1
    return {one.code: Name(one.name, place=one.region.name if several else "") for one in rows}
