"""How far a section of a plan is."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"

    @property
    def label(self) -> Promise:
        return _WORDS[self][0]

    @property
    def look(self) -> str:
        """The chip's colour; the words say the same."""
        return _WORDS[self][1]


_WORDS = {
    State.EMPTY: (_("not begun"), "quiet"),
    State.BEGUN: (_("begun"), "warn"),
    State.COMPLETE: (_("complete"), "good"),
}


def state_of(begun: object, complete: object) -> State:
    """Complete where it is begun and nothing is missing."""
    if not begun:
        return State.EMPTY
    return State.COMPLETE if complete else State.BEGUN
