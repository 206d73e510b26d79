"""A round: somebody writes, something breaks; then everything equals the records again."""

import contextlib
import io
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.management import CommandError, call_command

from reporting import services
from reporting.choices import PeriodKind
from reporting.periods import Period
from reporting.queries import changes_being_counted, rollup_lag_seconds
from reporting.reports import Breakdown, Question, ask
from reporting.tests.chaos.faults import Fault
from reporting.tests.chaos.machines import PATIENCE, Site
from reporting.tests.crowd import Crowd
from reporting.tests.programme import day
from reporting.tests.programs import seconds_until


@dataclass(frozen=True)
class Outcome:
    """What came of a round; times in seconds."""

    faults: tuple[str, ...]
    written: int
    not_written: int
    clean_after: float
    """From the last write until all was counted."""
    at_work_after: float
    """From the end of the fault until each worker took tasks again."""
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{', '.join(self.faults):<16} {self.written:>4} written, {self.not_written:>3} not; "
            f"clean after {self.clean_after:4.1f} s, all at work after {self.at_work_after:4.1f} s;"
            f" {len(self.differences)} differences"
        )


@dataclass(frozen=True)
class Pace:
    """How long a fault lasts, and how long nothing happens before and after it; in seconds."""

    fault: tuple[float, float]
    rest: tuple[float, float]
    writers: int = 4


def play(
    site: Site, crowd: Crowd, faults: Sequence[Fault], chance: random.Random, pace: Pace
) -> Outcome:
    """One round: the faults one after the other while the crowd writes, then a look.

    The last of them may last until all is clean, where the other machines must do without.
    """
    before = crowd.written, crowd.not_written
    with contextlib.ExitStack() as lasting:
        with crowd.at_work(writers=pace.writers):
            for fault in faults:
                time.sleep(chance.uniform(*pace.rest))
                lasts = fault is faults[-1] and fault.may_last and chance.random() < 0.5
                with contextlib.ExitStack() as passing:
                    where = lasting if lasts else passing
                    where.enter_context(fault.strike(site, chance))
                    time.sleep(max(fault.at_least, chance.uniform(*pace.fault)))
            time.sleep(chance.uniform(*pace.rest))
        differences = _wait_until_clean(crowd)
        clean_after = time.monotonic() - crowd.last_written
        differences += _differences(chance)
    try:
        at_work_after = site.seconds_until_all_work()
    except AssertionError:
        differences.append(f"a worker took no task in {PATIENCE} seconds")
        at_work_after = PATIENCE
    return Outcome(
        tuple(fault.name for fault in faults),
        crowd.written - before[0],
        crowd.not_written - before[1],
        clean_after,
        at_work_after,
        tuple(differences),
    )


def _wait_until_clean(crowd: Crowd) -> list[str]:
    """By the workers alone; what they leave is a difference."""
    left = PATIENCE - (time.monotonic() - crowd.last_written)
    try:
        seconds_until(lambda: rollup_lag_seconds() == 0, at_most=left)
    except AssertionError:
        count = changes_being_counted()
        services.drain_all()
        return [f"{count} changes were not counted {PATIENCE} seconds after the last write"]
    return []


def _differences(chance: random.Random) -> list[str]:
    """Between rollups and records, and between reports from the one and from the other."""
    found = []
    try:
        call_command("rollup", verify=True, stdout=io.StringIO())
    except CommandError as error:
        found += str(error).splitlines()
    for by in Breakdown:
        kind = chance.choice(list(PeriodKind))
        period = Period.standard(kind, day("2022-11-20"))
        asked = Question(period, by=by)
        if ask(asked).rows != ask(asked, use_rollups=False).rows:
            found.append(f"the report of {period} by {by}")
    if found:
        services.rebuild()
    return found
