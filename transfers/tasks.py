"""The background's ways in. A task is a hint: it may be lost, or come twice."""

from celery import shared_task

from transfers import retention, services

JOB_TIME_LIMIT = 3600


# Taken off the queue at once: whether a job was done is in its row, not in the queue, and the
# queue would hand out again what takes longer than its visibility timeout.
@shared_task(acks_late=False, soft_time_limit=JOB_TIME_LIMIT, time_limit=JOB_TIME_LIMIT + 60)
def run_job(job_id: int) -> None:
    services.run_job(job_id)


@shared_task
def sweep_jobs() -> None:
    services.sweep_jobs()


@shared_task
def remove_old_files() -> None:
    retention.remove_old_files()
