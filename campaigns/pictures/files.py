"""Where the bytes of pictures lie: two files a picture, named by its key, beside other files.

A file is there before its row, and goes after it: a row never lacks its file, and what is left
over when something dies in between is swept up.
"""

import contextlib
import datetime
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from campaigns.pictures.encoding import Encoded

SIZES = ("large", "small")


def path_of(key: uuid.UUID, size: str) -> Path:
    return _folder() / f"{key}-{size}.webp"


def write(key: uuid.UUID, encoded: Encoded) -> None:
    """:raises FileExistsError: the key is taken."""
    _folder().mkdir(parents=True, exist_ok=True)
    try:
        for size in SIZES:
            with path_of(key, size).open("xb") as stream:
                stream.write(getattr(encoded, size))
    except OSError:
        remove(key)
        raise


def remove(key: uuid.UUID) -> None:
    """Safe to repeat."""
    for size in SIZES:
        path_of(key, size).unlink(missing_ok=True)


def keys_older_than(moment: datetime.datetime) -> Iterator[uuid.UUID]:
    """Of all files that were written before."""
    if not _folder().is_dir():
        return
    for path in _folder().glob("*-large.webp"):
        if path.stat().st_mtime < moment.timestamp():
            with contextlib.suppress(ValueError):  # a name that is none of ours
                yield uuid.UUID(path.name.removesuffix("-large.webp"))


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures"
