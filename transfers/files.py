"""Where the files of jobs lie, in and out."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from transfers.models import Job


def keep_upload(job: Job, upload: UploadedFile) -> None:
    """Keep an uploaded file under a name of our own; what the sender called it is only shown."""
    job.input_name = Path(upload.name or "file.csv").name[-200:]
    job.input_file.save(f"{secrets.token_hex(16)}.csv", upload, save=False)


@contextmanager
def open_output(job: Job, name: str) -> Iterator[BinaryIO]:
    """A file to write what the job gives out; it belongs to the job once the block has ended well.

    :param name: what it is called when it is downloaded.
    """
    folder = Path(settings.MEDIA_ROOT) / "out"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{job.pk}-{secrets.token_hex(8)}{Path(name).suffix}"
    try:
        with path.open("xb") as stream:
            yield stream
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if job.output_file:
        job.output_file.delete(save=False)
    job.output_file.name = f"out/{path.name}"
    job.output_name = name
    job.output_bytes = path.stat().st_size


def forget_files(job: Job) -> None:
    """Remove the job's files from the disk."""
    for field in (job.input_file, job.output_file):
        if field:
            field.delete(save=False)
