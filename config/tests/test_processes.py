"""Programs that live and end together, tried in this process."""

import os
import signal
import sys
import threading

import pytest

from config.processes import Program, Programs

ENDED_FROM_OUTSIDE, ENDED_BY_ITSELF = 0, 1
QUICK = [sys.executable, "-c", "import time; time.sleep(1.5)"]


@pytest.fixture
def programs():
    return Programs([Program("sleeper", QUICK, vital=True)], lambda _name, _line: None)


@pytest.fixture
def hang_up():
    # Whoever runs the tests under nohup hands its deafness down to them.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    timer = threading.Timer(0.4, os.kill, [os.getpid(), signal.SIGHUP])
    timer.start()
    yield
    timer.join()
    signal.signal(signal.SIGHUP, before)


def test_programs_end_with_their_terminal(programs, hang_up):
    assert programs.run() == ENDED_FROM_OUTSIDE


def test_programs_under_nohup_outlive_their_terminal(programs, hang_up):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert programs.run() == ENDED_BY_ITSELF
