"""What a publication asks of the figures."""

from regions.models import District
from reporting.arguments import find_projects, find_regions
from reporting.books import Book
from reporting.models import Publication
from reporting.reports import Breakdown, Question

LEFT_OUT = frozenset({Breakdown.SCHOOL})
"""Not published: a list of thousands, and figures of a few people each."""

PUBLISHED = tuple(by for by in Breakdown if by not in LEFT_OUT)
"""Every breakdown that a published report has."""


def question_of(publication: Publication) -> Question:
    """:raises UnknownWordError: a project or region of it is gone."""
    return Question(
        publication.period,
        Breakdown.PROJECT,
        find_projects(publication.projects),
        find_regions(publication.regions),
    )


def regions_of_districts(book: Book) -> dict[str, str]:
    """Which region each district of the report is in, by their codes."""
    codes = book[Breakdown.DISTRICT].values()
    found = District.objects.filter(code__in=codes).order_by("code")
    return dict(found.values_list("code", "region__code"))
