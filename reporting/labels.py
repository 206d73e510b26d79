"""What the codes of a report are called in the active language."""

import datetime
from collections.abc import Callable, Iterable

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regions.choices import Language
from regions.models import District, Region, RegionKind
from reporting.models import Goal
from reporting.reports import Breakdown, Question, Report
from schools.choices import Settlement
from schools.models import School
from sessions.choices import Mode
from volunteers.models import Project

Names = Callable[[str], str]


def names_for(by: Breakdown, codes: Iterable[str]) -> Names:
    """A function from the codes of a breakdown to their names; reads each table at most once."""
    codes = list(codes)
    match by:
        case Breakdown.MONTH:
            return month_name
        case Breakdown.MODE:
            known = {mode.value: str(mode.label).capitalize() for mode in Mode}
        case Breakdown.LANGUAGE:
            known = {one.value: capfirst(str(one.label)) for one in Language}
        case Breakdown.SETTLEMENT:
            known = {one.value: capfirst(str(one.label)) for one in Settlement}
        case Breakdown.GOAL:
            known = {str(goal.number): goal.title for goal in Goal.objects.all()}
        case Breakdown.PROJECT:
            known = {project.code: project.name for project in Project.objects.all()}
        case Breakdown.REGION:
            known = {region.code: region.name for region in Region.objects.all()}
        case Breakdown.DISTRICT:
            districts = District.objects.filter(code__in=codes).order_by()
            known = {district.code: district.name for district in districts}
            known[""] = _("no district")
        case Breakdown.SCHOOL:
            schools = School.objects.filter(code__in=codes).order_by()
            known = {school.code: school.name for school in schools}
    return lambda code: known.get(code, code)


def in_order(by: Breakdown, report: Report, name: Names) -> list[str]:
    """The values of a report as people look for them: places by name, anything else as it is."""
    values = report.values()
    if by in (Breakdown.REGION, Breakdown.DISTRICT, Breakdown.SCHOOL):
        return sorted(values, key=lambda value: alphabetical(name(value)))
    known = {
        Breakdown.MODE: Mode.values,
        Breakdown.LANGUAGE: Language.values,
        Breakdown.SETTLEMENT: Settlement.values,
    }
    if by in known:
        return [value for value in known[by] if value in values]
    return values


_CYRILLIC = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = {ord(letter): 0x430 + place for place, letter in enumerate(_CYRILLIC)}


def alphabetical(name: str) -> str:
    """A key by which names stand in the order of the alphabet, the Kazakh letters among the rest.

    By their numbers in Unicode, these come after all Russian ones.
    """
    return name.casefold().translate(_PLACES)


def month_name(code: str) -> str:
    """``2020-09`` as people read it."""
    return date_format(datetime.date.fromisoformat(f"{code}-01"), "YEAR_MONTH_FORMAT")


def heading_of(by: Breakdown) -> str:
    return {
        Breakdown.PROJECT: _("By project"),
        Breakdown.REGION: _("By region"),
        Breakdown.DISTRICT: _("By district"),
        Breakdown.SCHOOL: _("By school"),
        Breakdown.GOAL: _("By goal"),
        Breakdown.MONTH: _("By month"),
        Breakdown.MODE: _("Online and in person"),
        Breakdown.LANGUAGE: _("By language"),
        Breakdown.SETTLEMENT: _("Urban and rural"),
    }[by]


def all_of(by: Breakdown, question: Question) -> str:
    """What the row over all values of a breakdown is called."""
    if by == Breakdown.PROJECT and question.projects:
        return _("These projects together")
    if by == Breakdown.REGION and question.regions:
        return _("These regions together")
    return {
        Breakdown.PROJECT: _("All projects"),
        Breakdown.REGION: _("All regions"),
        Breakdown.DISTRICT: _("All districts"),
        Breakdown.SCHOOL: _("All schools"),
        Breakdown.GOAL: _("Each session once"),
        Breakdown.MONTH: _("Whole period"),
        Breakdown.MODE: _("All sessions"),
        Breakdown.LANGUAGE: _("All languages"),
        Breakdown.SETTLEMENT: _("Urban and rural together"),
    }[by]


_UNIT_WORDS = (" Region", " City", "область ", " область", "город ", " облысы", " қаласы")


def short_region_names(regions: Iterable[Region]) -> dict[str, str]:
    """Names of regions that fit on a tile, by code.

    Without the word for the kind of unit, except where a city and a region would then be called
    the same.
    """
    regions = list(regions)
    bare = {region.code: _without_unit_word(region.name) for region in regions}
    taken = [bare[region.code] for region in regions if region.kind == RegionKind.CITY]
    return {
        region.code: pgettext("a region named like its city", "%(name)s reg.")
        % {"name": bare[region.code]}
        if region.kind == RegionKind.REGION and bare[region.code] in taken
        else bare[region.code]
        for region in regions
    }


def _without_unit_word(name: str) -> str:
    for word in _UNIT_WORDS:
        name = name.removeprefix(word).removesuffix(word)
    return name
