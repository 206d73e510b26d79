"""The moment at which a mail server gets a mail: once, whatever dies around it."""

import logging
import smtplib
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils import timezone

logger = logging.getLogger(__name__)

REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)
"""Errors with which a mail server says that it did not take a mail."""


def hand_over(row: models.Model, message: EmailMessage, server: BaseEmailBackend) -> None:
    """Give a mail to the server, and write down before and after that it was.

    :param row: what stands for the mail, claimed by us; it has ``attempts``, ``handed_over_at``
        and ``sent_at``.
    """
    rows = type(row)._default_manager
    ours = rows.filter(pk=row.pk, attempts=row.attempts, handed_over_at=None)
    if not ours.update(handed_over_at=timezone.now()):
        return  # another worker took over, while this one was believed dead
    handed_over = rows.filter(pk=row.pk)
    try:
        server.send_messages([message])
    except REFUSED as error:
        handed_over.update(handed_over_at=None)
        logger.warning("%s %s was refused: %s", row._meta.label, row.pk, type(error).__name__)
        return
    handed_over.update(sent_at=timezone.now())


def absolute(path: str) -> str:
    """The full address of a page, for where there is no request to ask."""
    return f"{settings.SITE_URL}{path}"


def domain() -> str:
    """Of the sender; a host alone where the sender has none."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"
