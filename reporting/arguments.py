"""Questions for reports from the words that people and scripts use."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from regions.models import Region
from reporting.periods import Period
from volunteers.models import Project


class UnknownWordError(ValueError):
    """A word of a question that means nothing; its text says what is known."""


def parse_period(start: str, end: str) -> Period:
    """:raises UnknownWordError: a day that does not exist, or an end before the start."""
    days = []
    for word in (start, end):
        try:
            days.append(datetime.date.fromisoformat(word))
        except ValueError:
            raise UnknownWordError(
                _("%(word)s is not a day; write it as 2020-12-31.") % {"word": word}
            ) from None
    if days[1] < days[0]:
        raise UnknownWordError(
            _("The period ends on %(end)s, before it starts on %(start)s.")
            % {"start": start, "end": end}
        )
    return Period(*days)


def find_projects(codes: Iterable[str]) -> tuple[Project, ...]:
    return _find(Project.objects.all(), codes, _("project"))


def find_regions(codes: Iterable[str]) -> tuple[Region, ...]:
    return _find(Region.objects.all(), codes, _("region"))


def _find(queryset, codes: Iterable[str], noun: str) -> tuple:
    """:raises UnknownWordError: a code that none of them has; names those that there are."""
    known = {row.code: row for row in queryset}
    wanted = list(dict.fromkeys(code for code in codes if code != "ALL"))
    for code in wanted:
        if code not in known:
            raise UnknownWordError(
                _("There is no %(noun)s %(code)s. Known are: %(known)s.")
                % {"noun": noun, "code": code, "known": ", ".join(sorted(known)) or "–"}
            )
    return tuple(known[code] for code in wanted)
