"""What figures are kept for beside all sessions: each mode, each language, each settlement.

A thing (a class group, a school, a volunteer) counts once in each slice. Found by one column for
each slice, it needs one row for each thing; found by one row for each slice, a million things
were ten million rows to sort.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regions.choices import Language
from reporting.choices import Slice
from schools.choices import Settlement
from sessions.choices import Mode


@dataclass(frozen=True)
class Sliced:
    """One value of a slice."""

    slice: Slice
    value: str

    @property
    def column(self) -> str:
        """A name for what is found in it."""
        return f"in_{self.slice}_{self.value}" if self.slice else "in_all"

    @property
    def condition(self) -> str:
        """An SQL condition on ``mode``, ``language`` and ``settlement``."""
        return f"{self.slice} = '{self.value}'" if self.slice else "true"

    def row(self, *columns: str) -> str:
        """For ``VALUES``: the slice, its value, and what was found."""
        return f"('{self.slice}', '{self.value}', {', '.join(columns)})"


OF_SESSIONS = (
    Sliced(Slice.ALL, ""),
    *(Sliced(Slice.MODE, mode) for mode in Mode),
    *(Sliced(Slice.LANGUAGE, language) for language in Language),
)
OF_SESSIONS_AND_SCHOOLS = (
    *OF_SESSIONS,
    *(Sliced(Slice.SETTLEMENT, settlement) for settlement in Settlement),
)


def each(template: str, slices: Iterable[Sliced]) -> str:
    """The template for each slice, with its ``{column}`` and ``{condition}``, as a list in SQL."""
    return ", ".join(template.format(column=one.column, condition=one.condition) for one in slices)
