"""How long files are kept: EXPORT_DAYS after their job ended. The rows stay, and say so."""

import datetime

from django.db import transaction
from django.utils import timezone

from transfers.files import forget_files
from transfers.models import Job

FROM_THE_FILE = ("faults", "fault_count", "can_continue")
"""Parts of a result that repeat what the file held, or need it."""


def remove_old_files(now: datetime.datetime | None = None) -> int:
    """Remove files past their time; a job that never had one goes as a whole.

    Safe to be killed and repeated: the row says that files are gone only once they are.

    :returns: how many jobs were cleared away.
    """
    now = now or timezone.now()
    cleared = 0
    for job_id in list(Job.objects.outdated(now).values_list("pk", flat=True)):
        cleared += _clear(job_id, now)
    return cleared


@transaction.atomic
def _clear(job_id: int, now: datetime.datetime) -> bool:
    # Looked at once more under the lock: an import may have been told to go on meanwhile.
    job = Job.objects.outdated(now).select_for_update().filter(pk=job_id).first()
    if job is None:
        return False
    if not job.input_name and not job.output_name:
        job.delete()
        return True
    forget_files(job)
    was_waiting = job.awaits_yes
    job.result = {key: value for key, value in job.result.items() if key not in FROM_THE_FILE}
    if was_waiting:
        job.result["was_never_written"] = True
    job.files_removed_at = now
    job.save(update_fields=["input_file", "output_file", "result", "files_removed_at"])
    return True
