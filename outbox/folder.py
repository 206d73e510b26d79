"""Mails that went into files, since there is no mail server: the folder, read back."""

import datetime
import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MOST_SHOWN = 50
_BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)
"""What Django's backend puts after each mail of a file."""


@dataclass(frozen=True)
class WrittenMail:
    subject: str
    to: str
    copy_to: str
    at: datetime.datetime | None
    text: str
    attachments: list[str] = field(default_factory=list)


def folder() -> Path | None:
    """Where mails go instead of to a mail server; none where there is one."""
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    return (
        Path(path) if path and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") else None
    )


def latest_mails() -> list[WrittenMail]:
    """The last mails of the folder, newest first."""
    place = folder()
    if place is None or not place.is_dir():
        return []
    files = sorted(place.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found: list[WrittenMail] = []
    for file in files:
        parts = _BETWEEN.split(file.read_bytes())
        found += [_read(part) for part in reversed(parts) if part.strip()]
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


def _read(source: bytes) -> WrittenMail:
    message = email.message_from_bytes(source, EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    return WrittenMail(
        subject=(message["Subject"] or "").strip(),
        to=message["To"] or "",
        copy_to=message["Cc"] or "",
        at=_moment(message["Date"]),
        text=body.get_content() if body else "",
        attachments=[part.get_filename() or "" for part in message.iter_attachments()],
    )


def _moment(date: str | None) -> datetime.datetime | None:
    """A date without a zone is one in UTC."""
    if not date:
        return None
    moment = parsedate_to_datetime(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
