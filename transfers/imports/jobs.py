"""An import as a job: first it checks, then, once somebody has seen what it would do, it writes."""

import dataclasses
import shutil
import tempfile
from functools import partial
from pathlib import Path

from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from transfers.errors import JobRefused
from transfers.files import open_output
from transfers.imports import kinds
from transfers.imports.kinds import ImportKind
from transfers.imports.runs import Outcome, run_import
from transfers.models import Job
from transfers.progress import Progress
from transfers.registry import job_kind


def announce_import(kind: ImportKind) -> None:
    """Let a kind of file be imported by command and by job."""
    kinds.announce(kind)
    job_kind(
        f"import_{kind.name}",
        label=format_lazy(gettext_lazy("Import: {kind}"), kind=kind.label),
        permission=Permission.IMPORT_DATA,
        template="transfers/_result_import.html",
    )(partial(run_import_job, kind))


def run_import_job(kind: ImportKind, job: Job, progress: Progress) -> None:
    """Check the job's file; write it where somebody said so.

    :raises JobRefused: there are faults; a file with all of them goes out.
    """
    write = bool(job.parameters.get("write"))
    try:
        stream = Path(job.input_file.path).open("rb")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise JobRefused(_("The file is not there any more. Send it again.")) from None
    with stream, tempfile.TemporaryFile() as faults:
        outcome = run_import(
            kind, stream, by=job.created_by, write=write, progress=progress, faults_to=faults
        )
        if outcome.fault_count:
            faults.seek(0)
            with open_output(job, f"{Path(job.input_name).stem}-faults.txt") as output:
                shutil.copyfileobj(faults, output)
            raise _refusal(outcome)
    counts = outcome.counts
    job.result = {
        "counts": dataclasses.asdict(counts),
        "unit": str(kind.unit),
        "is_written": outcome.is_written,
        "can_continue": not write and counts.new + counts.changed > 0,
    }


def _refusal(outcome: Outcome) -> JobRefused:
    message = ngettext(
        "%(count)s fault, so nothing was written. Correct the file and send it again.",
        "%(count)s faults, so nothing was written. Correct the file and send it again.",
        outcome.fault_count,
    ) % {"count": number_format(outcome.fault_count)}
    return JobRefused(
        message,
        result={
            "faults": [dataclasses.asdict(fault) for fault in outcome.faults],
            "fault_count": outcome.fault_count,
        },
    )
