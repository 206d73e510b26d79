"""How much memory this process needs for something, at its peak."""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from config.bench.budgets import Result

MOST = 32
"""Megabytes that may be added, however many rows there are."""

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"


def peak_growth(do: Callable[[], object]) -> float:
    """Run it; the megabytes that it needed at its peak beyond what was in use before."""
    if not _CLEAR.exists():
        before = _peak_ever()
        do()
        return _peak_ever() - before
    _CLEAR.write_text(_FORGET_PEAK)
    before = _megabytes("VmRSS")
    do()
    return _megabytes("VmHWM") - before


def flat(name: str, grown: float, rows: int) -> Result:
    """The budget of something that handles row after row."""
    detail = f"{rows:,} rows"
    return Result(f"memory of {name}, MB", grown, MOST, at_most=True, detail=detail)


def _megabytes(name: str) -> float:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def _peak_ever() -> float:
    """Where the kernel keeps no peak that can be forgotten."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)
