"""What somebody looks at: a period, projects and places, as an address holds them."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from regions.models import District, Region
from reporting.columns import STUDENTS_REACHED
from reporting.models import Goal
from reporting.period_words import query_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question
from schools.models import School
from volunteers.models import Project


@dataclass(frozen=True)
class Scope:
    """The regions that a person may ask about; the whole country has no list of them."""

    regions: tuple[Region, ...]
    is_whole_country: bool

    @classmethod
    def of(cls, user: User) -> "Scope":
        """:raises PermissionDenied: somebody without any region, who must not see all of them."""
        regions = tuple(Region.objects.visible_to(user))
        if not regions and not user.sees_all_regions:
            raise PermissionDenied
        return cls(regions, user.sees_all_regions)

    def must_hold(self, codes: list[str]) -> None:
        """:raises Http404: one of the codes is a region outside."""
        if not self.is_whole_country and (
            set(codes) - {region.code for region in self.regions}
            and Region.objects.filter(code__in=codes)
            .exclude(pk__in=[region.pk for region in self.regions])
            .exists()
        ):
            raise Http404


NO_DISTRICT = "none"
"""How an address names the schools without a district."""

DEFAULT_FIGURE = ("figure", STUDENTS_REACHED.name)

SHOWN = ("figure", "rows", "columns", "sort")
"""What of an address says how a page shows a selection, not what is selected."""


@dataclass(frozen=True)
class Selection:
    """One view of the report. Without a restriction it shows all that is in scope.

    :param figure: what the pictures and a crossed table show.
    :param rows: the breakdown of the large table; empty: that of the places.
    :param columns: the breakdown across it; empty: all figures.
    :param sort: the column that the table is sorted by, after a ``-`` where the largest is first.
    """

    scope: Scope
    period: Period
    projects: tuple[Project, ...] = ()
    regions: tuple[Region, ...] = ()
    figure: str = STUDENTS_REACHED.name
    districts: tuple[District, ...] = ()
    schools: tuple[School, ...] = ()
    goals: tuple[Goal, ...] = ()
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()
    rows: str = ""
    columns: str = ""
    sort: str = ""

    def question(self, by: Breakdown = Breakdown.PROJECT) -> Question:
        places = self.regions
        if not places and not self.scope.is_whole_country:
            places = self.scope.regions
        return Question(
            self.period,
            by,
            self.projects,
            places,
            districts=self.districts,
            schools=self.schools,
            goals=self.goals,
            modes=self.modes,
            languages=self.languages,
            settlements=self.settlements,
        )

    def previous(self) -> Question:
        """The same of the period before."""
        return replace(self.question(), period=self.period.previous())

    @property
    def shown_regions(self) -> tuple[Region, ...]:
        return self.regions or self.scope.regions

    @property
    def is_partly_restricted(self) -> bool:
        """Whether it shows only some sessions of its projects and regions."""
        whole = Selection(self.scope, self.period, self.projects, self.regions)
        return self.question() != whole.question()

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows less of its period than is in scope."""
        return self.question() != Selection(self.scope, self.period).question()

    def pairs(self) -> list[tuple[str, str]]:
        """The names and values by which an address or a form asks for this view."""
        pairs = list(query_of(self.period).items())
        pairs += [("project", project.code) for project in self.projects]
        pairs += [("region", region.code) for region in self.regions]
        pairs += [("district", district.code or NO_DISTRICT) for district in self.districts]
        pairs += [("school", school.code) for school in self.schools]
        pairs += [("goal", str(goal.number)) for goal in self.goals]
        pairs += [("mode", mode) for mode in self.modes]
        pairs += [("language", language) for language in self.languages]
        pairs += [("settlement", settlement) for settlement in self.settlements]
        shown = [(name, getattr(self, name)) for name in SHOWN]
        return pairs + [pair for pair in shown if pair[1] and pair != DEFAULT_FIGURE]

    def query(self, **changes) -> str:
        """The address of this view, or of one that differs by ``changes``."""
        return "?" + urlencode(replace(self, **changes).pairs(), safe="/")
