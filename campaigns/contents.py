"""The contents of a campaign: its sections, and how far each of them is."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign


class State(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"

    @property
    def label(self) -> Promise:
        return STATES[self][0]

    @property
    def look(self) -> str:
        """The chip's colour; the words say the same."""
        return STATES[self][1]


STATES = {
    State.EMPTY: (_("not begun"), "quiet"),
    State.BEGUN: (_("begun"), "note"),
    State.COMPLETE: (_("complete"), "good"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    title: str | Promise
    url: str
    state: State
    note: str | Promise = ""


def contents_of(campaign: Campaign) -> list[Entry]:
    return []
