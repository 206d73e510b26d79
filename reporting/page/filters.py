"""What restricts a view, each restriction with the address of the view without it."""

from dataclasses import dataclass

from regions.choices import Language
from reporting.selection import Selection
from schools.choices import Settlement
from sessions.choices import Mode

RESTRICTIONS = (
    "projects",
    "regions",
    "districts",
    "schools",
    "goals",
    "modes",
    "languages",
    "settlements",
)
_LABELS = dict([*Mode.choices, *Language.choices, *Settlement.choices])


@dataclass(frozen=True)
class Filter:
    name: str
    query: str


def active_filters(selection: Selection) -> list[Filter]:
    found = []
    for restriction in RESTRICTIONS:
        chosen = getattr(selection, restriction)
        for one in chosen:
            others = tuple(other for other in chosen if other != one)
            name = str(_LABELS.get(one, one)) if isinstance(one, str) else str(one)
            found.append(Filter(name, selection.query(**{restriction: others})))
    return found
