"""How far a section of a plan is."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Progress:
    """
    :param has_begun: whether anything is written.
    :param missing: what is still to be written, each in a few words.
    """

    has_begun: bool
    missing: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Complete where it is begun and nothing is missing."""
        if not self.has_begun:
            return State.EMPTY
        return State.BEGUN if self.missing else State.COMPLETE
