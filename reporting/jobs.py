"""Reports as files, written in the background."""

import datetime
import shutil
import tempfile
from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from reporting import kept, services
from reporting.books_as_json import GoneError, question_as_json, question_from_json
from reporting.data_version import version_of_data
from reporting.exports.files import Format, parts_of, write_report
from reporting.period_words import query_of
from reporting.reports import Question
from reporting.wording import scope_of, title_of
from transfers.errors import JobRefused
from transfers.files import open_output
from transfers.models import Job, JobStatus
from transfers.progress import Progress
from transfers.registry import job_kind
from transfers.services import request_job

KIND = "export_report"


FRESH_FOR = datetime.timedelta(days=1)
"""Documents change with the program, too, so an old file is not offered again."""


def request_export(
    question: Question, format_: Format, *, by: User, with_sessions: bool = False
) -> Job:
    """Ask for a report as a file; its regions are those that the person may see now.

    :param with_sessions: the workbook holds each session, too; who asks must be allowed to have
        sessions as a file.
    """
    return request_job(KIND, by=by, parameters=_parameters(question, format_, with_sessions))


def fresh_export(
    question: Question, format_: Format, *, by: User, with_sessions: bool = False
) -> Job | None:
    """The person's own file of this very report, where nothing has changed since."""
    version = version_of_data()
    if not version:
        return None
    return (
        Job.objects.visible_to(by)
        .filter(
            kind=KIND,
            status=JobStatus.DONE,
            files_removed_at=None,
            finished_at__gte=timezone.now() - FRESH_FOR,
            language=translation.get_language(),
            parameters=_parameters(question, format_, with_sessions),
            result__version=version,
        )
        .first()
    )


def _parameters(question: Question, format_: Format, with_sessions: bool) -> dict:
    return {
        "question": question_as_json(question),
        "format": str(format_),
        "sessions": with_sessions,
    }


def describe(parameters: dict) -> tuple[str, str]:
    return _words_of(question_from_json(parameters["question"]))


def _words_of(question: Question) -> tuple[str, str]:
    return title_of(question), scope_of(question)


@job_kind(
    KIND,
    label=gettext_lazy("Report"),
    permission=Permission.EXPORT_REPORTS,
    is_export=True,
    describe=describe,
)
def export_report(job: Job, progress: Progress) -> None:
    """Count what is dirty, so that the file is as of now; then ask and write."""
    question = question_of(job)
    format_ = Format(job.parameters["format"])
    with_sessions = job.parameters.get("sessions", False)
    if with_sessions and not job.created_by.can(Permission.EXPORT_SESSIONS):
        raise JobRefused(_("You may no longer have sessions as a file. Ask for it without them."))
    progress.expect(parts_of(format_, question, with_sessions=with_sessions) + 2)
    # Before counting: what changes from here on may be in the file or not.
    job.result["version"] = version_of_data()
    services.drain_all()
    progress.advance()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{format_}"
        write_report(question, format_, path, progress.advance, with_sessions=with_sessions)
        with path.open("rb") as source, open_output(job, file_name(question, format_)) as out:
            shutil.copyfileobj(source, out)
    job.result["message"] = f"{title_of(question)}. {scope_of(question)}"
    progress.advance()


@job_kind(
    kept.KIND,
    label=gettext_lazy("Report counted from the records"),
    permission=Permission.SEE_REPORTS,
    template="reporting/_result_counted.html",
    describe=lambda parameters: _words_of(question_from_json(parameters["books"][0]["question"])),
)
def count_report(job: Job, progress: Progress) -> None:
    kept.count_and_keep(job, progress)


def question_of(job: Job) -> Question:
    """The question as it was asked, if it still may be.

    :raises JobRefused: its regions are no longer the person's, or something in it is gone.
    """
    try:
        question = question_from_json(job.parameters["question"])
    except GoneError:
        raise JobRefused(_("A project or place of this report is not there any more.")) from None
    user = job.created_by
    regions = {region.pk for region in question.regions}
    if not user.sees_all_regions and not (regions and regions <= user.region_ids):
        raise JobRefused(
            _("You no longer coordinate all regions of this report. Ask for it once more.")
        )
    return question


def file_name(question: Question, format_: Format) -> str:
    """``birge-impact-2020-by-region.csv``; the breakdown only where the file holds one."""
    period = "-to-".join(query_of(question.period).values()).replace("/", "-")
    by = f"-by-{question.by}" if format_ in (Format.CSV, Format.JSON) else ""
    return f"birge-impact-{period}{by}.{format_}"
