"""How far a job is, told while it runs."""

import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from transfers.errors import JobTakenOver
from transfers.models import Job, JobStatus

TELL_EVERY = 1.0
"""Seconds between two looks at what is to be told."""

HEARTBEAT_EVERY = 15.0
"""Seconds after which a job that makes no step says that it is still there."""


class Progress:
    """Counts steps; a thread of its own writes them down.

    The thread has a connection of its own, so what it writes is seen while the job is inside a
    long transaction, and it is heard of even during one long statement.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done = 0
        self.total = 0
        self._told: tuple[int, int] = (0, 0)
        self._heard_of_at = timezone.now()
        self._taken_over = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, name=f"job-{job.pk}", daemon=True)

    def expect(self, total: int) -> None:
        """Say how many steps there are in all, and begin to count."""
        self.done, self.total = 0, total

    def advance(self, steps: int = 1) -> None:
        """Say that steps were done.

        :raises JobTakenOver: another worker does this job by now.
        """
        self.reach(self.done + steps)

    def reach(self, done: int) -> None:
        """Say how many steps are done by now."""
        self.done = min(done, self.total) if self.total else done
        if self._taken_over:
            raise JobTakenOver

    def __enter__(self) -> "Progress":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        try:
            while not self._over.wait(TELL_EVERY):
                self._tell_once()
        finally:
            connection.close()

    def _tell_once(self) -> None:
        now = timezone.now()
        silent_for = (now - self._heard_of_at).total_seconds()
        if (self.done, self.total) == self._told and silent_for < HEARTBEAT_EVERY:
            return
        told = (self.done, self.total)
        try:
            still_ours = Job.objects.filter(
                pk=self.job.pk, status=JobStatus.RUNNING, attempts=self.job.attempts
            ).update(steps_done=told[0], steps_total=told[1], heard_of_at=now)
        except DatabaseError:
            connection.close()  # the next round tries again; the job itself will notice, too
            return
        self._told, self._heard_of_at = told, now
        self._taken_over = not still_ours


class SilentProgress(Progress):
    """For work that runs in front of somebody, with nobody to tell."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self._taken_over = False
