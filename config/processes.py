"""Programs in the foreground that live and end together: the web server, the worker, the beat."""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LOOK_EVERY = 0.2
SECONDS_TO_END = 40
# A program that ends sooner than this after its start did not get going.
SECONDS_TO_PROVE = 10
LONGEST_PAUSE = 30
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """One program: its command, and the process that runs it now."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    # Nothing works without it: if it cannot start, everything ends.
    vital: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_again_at: float = 0.0
    pause: float = 1.0
    unfinished_line: bytes = b""

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own: Ctrl-C reaches only us, and what it leaves behind can be ended.
            start_new_session=True,
            preexec_fn=end_with_parent(os.getpid()),  # noqa: PLW1509 - there is one thread
        )
        os.set_blocking(self.process.stdout.fileno(), False)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        if self.is_running:
            self.process.send_signal(number)

    def end_group(self) -> None:
        """End what the program has started and not ended itself."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def end_with_parent(parent: int) -> Callable[[], None]:
    """For a new process: have it told to end if its parent is killed (Linux)."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask() -> None:
        if library:
            library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return ask


class Programs:
    """Several programs: started together, their lines in one place, ended together."""

    def __init__(self, programs: Sequence[Program], write: Callable[[str, str], None]) -> None:
        self.programs = programs
        self.write = write  # takes the program's name and a line
        self.selector = selectors.DefaultSelector()
        self.signals = 0
        self.exit_code = 0

    def run(self, each_look: Callable[[], None] = lambda: None) -> int:
        """Until Ctrl-C, SIGTERM or the end of a vital program; the exit code."""
        heard = [signal.SIGINT, signal.SIGTERM]
        # An ignored hang-up stays so: nohup means to survive the end of its terminal.
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            heard.append(signal.SIGHUP)
        before = {number: signal.signal(number, self.note_signal) for number in heard}
        try:
            for program in self.programs:
                self.start(program)
            while not self.signals:
                self.read_lines(LOOK_EVERY)
                self.restart_ended()
                each_look()
        finally:
            self.end()
            for number, handler in before.items():
                signal.signal(number, handler)
        return self.exit_code

    def note_signal(self, *_: object) -> None:
        self.signals += 1

    def start(self, program: Program) -> None:
        program.start()
        self.selector.register(program.process.stdout, selectors.EVENT_READ, program)

    def restart_ended(self) -> None:
        for program in self.programs:
            if program.process is None:
                if time.monotonic() >= program.start_again_at:
                    self.start(program)
            elif not program.is_running:
                self.note_end(program)

    def note_end(self, program: Program) -> None:
        code, lived = program.process.returncode, time.monotonic() - program.started
        self.release(program)
        if program.vital and lived < SECONDS_TO_PROVE:
            self.write(program.name, f"could not start (exit code {code}); everything ends.")
            self.exit_code, self.signals = 1, 1
            return
        program.pause = 1.0 if lived > LONGEST_PAUSE else min(program.pause * 2, LONGEST_PAUSE)
        program.start_again_at = time.monotonic() + program.pause
        self.write(program.name, f"ended (exit code {code}); starts again in {program.pause:.0f} s")

    def release(self, program: Program) -> None:
        """Read the last lines of an ended program and end what it left."""
        program.end_group()
        self.read(program)
        if program.unfinished_line:
            self.write(program.name, program.unfinished_line.decode(errors="replace"))
        self.selector.unregister(program.process.stdout)
        program.process.stdout.close()
        program.process, program.unfinished_line = None, b""

    def read_lines(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            if not self.read(key.data):
                time.sleep(LOOK_EVERY / 4)  # closed, and its process about to be missed

    def read(self, program: Program) -> bool:
        """Write what a program has said; False where it can say no more."""
        while True:
            try:
                data = os.read(program.process.stdout.fileno(), 65536)
            except BlockingIOError:
                return True
            if not data:
                return False
            *lines, program.unfinished_line = (program.unfinished_line + data).split(b"\n")
            for line in lines:
                self.write(program.name, line.decode(errors="replace"))

    def end(self) -> None:
        """Let everything finish what it does; after a while, or a second Ctrl-C, end it hard."""
        seen, deadline = self.signals, time.monotonic() + SECONDS_TO_END
        for program in self.programs:
            program.send(signal.SIGTERM)
        while any(program.is_running for program in self.programs):
            if self.signals > seen or time.monotonic() > deadline:
                for program in self.programs:
                    program.send(signal.SIGKILL)
            self.read_lines(LOOK_EVERY / 4)
        for program in self.programs:
            if program.process is not None:
                self.release(program)
        self.selector.close()
