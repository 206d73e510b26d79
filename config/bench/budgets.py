"""What a budget is, and how its result is said."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ENOUGH = 5.0
"""Seconds after which a slow thing is not measured again."""


@dataclass(frozen=True)
class Result:
    """One measured budget.

    :param bar: the ratio that is asked for.
    :param at_most: whether the ratio must stay below the bar, not reach it.
    :param detail: what was measured, for the reader.
    """

    name: str
    ratio: float
    bar: float
    at_most: bool = False
    detail: str = ""

    @property
    def is_kept(self) -> bool:
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    def __str__(self) -> str:
        verdict = "ok" if self.is_kept else "short"
        detail = f"   [{self.detail}]" if self.detail else ""
        return f"{self.name}: {self.ratio:.2f} ({self.bar:g}) {verdict}{detail}"


def seconds(do: Callable[[], object], *, times: int = 1) -> float:
    """How long it takes: the median of some runs, or of fewer where they take long."""
    taken: list[float] = []
    while len(taken) < times and sum(taken) < ENOUGH:
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def in_turns(first: Callable, second: Callable, *, times: int) -> tuple[float, float]:
    """The median seconds of two things, measured in turns so that both meet the same weather."""
    pairs = [(seconds(first), seconds(second)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
