"""Several machines count while others write, and are killed, paused, cut off meanwhile.

docs/reliability.md says what is done and what came of it; ``make chaos`` does it at length.
"""

import logging
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.tests.processes import is_alive, wait_until
from reporting.tests.chaos.faults import FAULTS
from reporting.tests.chaos.machines import Site, site
from reporting.tests.chaos.rounds import Outcome, Pace, play
from reporting.tests.crowd import Crowd
from sessions.services import logs

SEED = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
ROUNDS = int(os.environ.get("CHAOS_ROUNDS") or 0)
"""How many of each fault, one at a time; without, two with all of them."""


@pytest.fixture
def machines(tmp_path, transactional_db, monkeypatch) -> Iterator[Site]:
    # Every hint that does not get through would be told at length.
    monkeypatch.setattr(logging.getLogger("django.db.backends.base"), "disabled", True)
    with site(tmp_path, workers=3 if ROUNDS else 2) as opened:
        monkeypatch.setattr(logs, "current_app", opened.app)
        yield opened


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@pytest.mark.slow
def test_figures_equal_the_records_after_any_fault(machines):
    say(f"\nSeed {SEED}; the same again: make chaos ROUNDS={ROUNDS} SEED={SEED}")
    chance = random.Random(SEED)
    crowd = Crowd(SEED, schools=6)
    if ROUNDS:
        plan = [(fault,) for fault in FAULTS for _ in range(ROUNDS)]
        pace = Pace(fault=(1, 5), rest=(0.5, 2))
    else:
        plan = [tuple(chance.sample(FAULTS, len(FAULTS))) for _ in range(2)]
        pace = Pace(fault=(0.3, 1), rest=(0.1, 0.5))
    outcomes = []
    for number, faults in enumerate(plan, start=1):
        outcomes.append(play(machines, crowd, faults, chance, pace))
        say(f"{number:>3}/{len(plan)}  {outcomes[-1]}")
        for difference in outcomes[-1].differences:
            say(f"         {difference}")
    summarize(outcomes, machines.folder)

    assert all(outcome.written for outcome in outcomes)
    assert not [difference for outcome in outcomes for difference in outcome.differences]


def test_programs_end_with_us_however_we_end(tmp_path):
    code = (
        "import subprocess, sys, time\n"
        "from reporting.tests.chaos.machines import Warden\n"
        "warden = Warden()\n"
        "sleep = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "warden.watch(sleep)\n"
        "print(sleep.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    ours = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    sleep = psutil.Process(int(ours.stdout.readline()))
    assert is_alive(sleep)
    ours.kill()
    ours.communicate()

    assert wait_until(lambda: not is_alive(sleep))


def summarize(outcomes: list[Outcome], logs_in: Path) -> None:
    clean = [outcome.clean_after for outcome in outcomes]
    work = [outcome.at_work_after for outcome in outcomes]
    differences = sum(len(outcome.differences) for outcome in outcomes)
    say(
        f"{len(outcomes)} rounds, {sum(outcome.written for outcome in outcomes)} writes; clean "
        f"after {statistics.median(clean):.1f} s at the median, {max(clean):.1f} s at most; all at "
        f"work after {max(work):.1f} s at most; {differences} differences"
    )
    if differences:
        say(f"What the programs said is in {logs_in}")
