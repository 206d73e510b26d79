"""Every write to jobs: asking for one, doing it, and picking up what was left lying."""

import logging

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.models import User
from transfers.errors import JobRefused, JobTakenOver
from transfers.files import keep_upload
from transfers.models import Job, JobStatus
from transfers.progress import Progress
from transfers.registry import JobKind, kind_named

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
CLAIMING = 1_401_202
"""The advisory lock under which jobs are claimed, so that no more run at once than may."""


@transaction.atomic
def request_job(
    kind: str,
    *,
    by: User,
    parameters: dict | None = None,
    upload: UploadedFile | None = None,
) -> Job:
    """Ask for a job of a kind; it starts in the background, soon.

    What it tells is in the language that is active now.

    :raises KeyError: nobody announced such a kind.
    """
    announced = kind_named(kind)
    job = Job(
        kind=announced.name,
        parameters=parameters or {},
        about=_about(announced, parameters or {}),
        created_by=by,
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )
    if upload:
        keep_upload(job, upload)
    job.save()
    _hint_on_commit(job.pk)
    return job


def _about(kind: JobKind, parameters: dict) -> dict[str, tuple[str, str]]:
    """What a job is of, in the words of every language."""
    if kind.describe is None:
        return {}
    about = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            about[language] = kind.describe(parameters)
    return about


@transaction.atomic
def continue_job(job: Job, *, by: User, parameters: dict) -> bool:
    """Let a job that is done go on with more parameters, such as an import after its check.

    :returns: False where it isn't done, as when the button was pressed twice.
    """
    job = Job.objects.visible_to(by).select_for_update().get(pk=job.pk)
    if job.status != JobStatus.DONE:
        return False
    job.status = JobStatus.WAITING
    job.parameters |= parameters
    job.attempts = job.steps_done = job.steps_total = 0
    job.finished_at = None
    job.save()
    _hint_on_commit(job.pk)
    return True


def run_job(job_id: int) -> None:
    """Do a job that waits, unless someone else does or as many run as may."""
    job = _claim(job_id)
    if job is None:
        return
    with translation.override(job.language):
        status = _do(job)
    if status:
        _finish(job, status)
    for waiting in Job.objects.to_start().order_by("created_at").values_list("pk", flat=True)[:1]:
        _hint(waiting)


def sweep_jobs() -> None:
    """Pick up what was left lying: jobs whose worker died, jobs that wait."""
    now = timezone.now()
    orphaned = Job.objects.orphaned()
    orphaned.filter(attempts__lt=MAX_ATTEMPTS).update(status=JobStatus.WAITING, heard_of_at=None)
    for job in orphaned.filter(attempts__gte=MAX_ATTEMPTS):
        with translation.override(job.language):
            message = _("It was started several times and never came to its end. Try again later.")
        Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts).update(
            status=JobStatus.FAILED, finished_at=now, result={"message": message}
        )
    free = settings.JOBS_AT_ONCE - Job.objects.filter(status=JobStatus.RUNNING).count()
    waiting = Job.objects.to_start().order_by("created_at").values_list("pk", flat=True)
    for job_id in waiting[: max(free, 0)]:
        _hint(job_id)


@transaction.atomic
def _claim(job_id: int) -> Job | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIMING])
    if Job.objects.filter(status=JobStatus.RUNNING).count() >= settings.JOBS_AT_ONCE:
        return None
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, status=JobStatus.WAITING).update(
        status=JobStatus.RUNNING,
        started_at=now,
        heard_of_at=now,
        steps_done=0,
        steps_total=0,
        attempts=F("attempts") + 1,
    )
    return Job.objects.select_related("created_by").get(pk=job_id) if claimed else None


def _do(job: Job) -> JobStatus | None:
    """Run the job's function; what comes of it, or None where another worker has the job now."""
    job.result = {}
    try:
        kind = kind_named(job.kind)
        if not job.created_by.can(kind.permission):
            raise JobRefused(_("You may not do this any more. Ask whoever gives the roles."))
        with Progress(job) as progress:
            kind.run(job, progress)
    except JobRefused as refusal:
        job.result = {**refusal.result, "message": refusal.message}
        return JobStatus.REFUSED
    except JobTakenOver:
        logger.warning("job %s went on elsewhere", job.pk)
        return None
    except SoftTimeLimitExceeded:
        job.result = {"message": _("It took too long and was ended. Try a smaller part.")}
        return JobStatus.FAILED
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        job.result = {
            "message": _(
                "Something went wrong on our side, and nothing was written. Try again; if it "
                "happens again, tell your administrator the number %(number)s."
            )
            % {"number": job.pk}
        }
        return JobStatus.FAILED
    return JobStatus.DONE


def _finish(job: Job, status: JobStatus) -> None:
    now = timezone.now()
    finished = Job.objects.filter(
        pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts
    ).update(
        status=status,
        finished_at=now,
        heard_of_at=now,
        result=job.result,
        output_file=job.output_file.name or "",
        output_name=job.output_name,
        output_bytes=job.output_bytes,
    )
    if not finished:
        logger.warning("job %s was taken over before it ended here", job.pk)


def _hint_on_commit(job_id: int) -> None:
    transaction.on_commit(lambda: _hint(job_id), robust=True)


def _hint(job_id: int) -> None:
    """Tell a worker to look at the job; where that fails, the sweep finds it."""
    try:
        current_app.send_task("transfers.tasks.run_job", args=[job_id])
    except (OperationalError, OSError) as error:
        logger.warning("no hint for job %s, the sweep will start it: %s", job_id, error)
