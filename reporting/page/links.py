"""Where figures and names lead: to what is behind a figure, and to the report of one value."""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from reporting.behind.addresses import behind_url, narrowed
from reporting.reports import ALL, Breakdown
from reporting.selection import NO_DISTRICT, SHOWN, Selection
from sessions.choices import SessionStatus

Place = tuple[Breakdown, str]
"""A breakdown and one of its codes."""

_OF_A_PERIOD = ("period", "from", "to")
_LISTED_BY = {"project", "region"}
"""What the list of sessions can be restricted to."""


def narrowed_query(selection: Selection, by: Breakdown, code: str) -> str:
    """The address of the report of one value of a breakdown; empty where none says the same."""
    if _is_of_two_goals(selection, by, code):
        return ""
    kept = replace(selection, rows="", columns="", sort="") if selection.rows == by else selection
    return narrowed(kept, **_named((by, code))).query()


def figure_url(selection: Selection, figure: str, *places: Place) -> str:
    """The list of what a figure counts there; empty where no address says the same."""
    if any(_is_of_two_goals(selection, *place) for place in places):
        return ""
    return behind_url(selection, figure, **_named(*places))


def unverified_url(selection: Selection) -> str:
    """The list of the sessions that nobody has verified; it knows one project and one region."""
    restrictions = [pair for pair in selection.pairs() if pair[0] not in (*_OF_A_PERIOD, *SHOWN)]
    if len(dict(restrictions)) < len(restrictions) or not dict(restrictions).keys() <= _LISTED_BY:
        return ""
    query = {
        "status": SessionStatus.DELIVERED.value,
        "since": selection.period.start.isoformat(),
        "until": selection.period.end.isoformat(),
        **dict(restrictions),
    }
    return f"{reverse('sessions:list')}?{urlencode(query)}"


def _named(*places: Place) -> dict[str, str]:
    return {by.value: code or NO_DISTRICT for by, code in places if code != ALL}


def _is_of_two_goals(selection: Selection, by: Breakdown, code: str) -> bool:
    """What counts in a goal and in a chosen one as well; addresses know one or the other."""
    chosen = [str(goal.number) for goal in selection.goals]
    return bool(chosen) and by == Breakdown.GOAL and code not in (ALL, *chosen)
