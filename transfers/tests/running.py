"""Jobs that a test runs by itself, inside the test's own transaction."""

from unittest.mock import patch

from transfers.models import Job, JobStatus
from transfers.services import run_job


def run(job: Job, *, ends: JobStatus = JobStatus.DONE) -> Job:
    """Do a job that waits.

    Progress is told over another connection, which cannot see a job that is not committed; here
    nothing is told.
    """
    with patch("transfers.progress.TELL_EVERY", 600):
        run_job(job.pk)
    job.refresh_from_db()
    assert job.status == ends, job.result
    return job
