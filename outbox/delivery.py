"""Mails go to the mail server: each once, whatever dies in between."""

import datetime
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core import mail as django_mail
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from redis import RedisError

from outbox.composing import put_together_due
from outbox.handover import absolute, domain, hand_over
from outbox.models import WAITS, Mail

logger = logging.getLogger(__name__)

SECONDS_A_SWEEP = 30
LEASE_SECONDS = 45
"""After so long, another worker sweeps, whatever became of the one that did."""
SWEEPING = "outbox:sweeping"


def sweep(now: datetime.datetime | None = None) -> None:
    """Put due letters into mails and send what is to be sent, for half a minute.

    One worker at a time does so: a second one would only wait for the same mail server. That no
    mail goes out twice does not hang on this, but on each mail's own row.
    """
    with _alone() as is_alone:
        if is_alone:
            put_together_due(now or timezone.now())
            send_due(now or timezone.now())


def send_due(now: datetime.datetime) -> None:
    """Send the mails that are to be sent, over one connection.

    A mail server that cannot be reached is asked again at the next sweep; one that says no to a
    mail, when that mail's next attempt is due.
    """
    waiting = list(Mail.objects.to_send(now).order_by("try_at", "pk").values_list("pk", flat=True))
    if not waiting:
        return
    server = django_mail.get_connection()
    until = time.monotonic() + SECONDS_A_SWEEP
    try:
        server.open()
        for mail_id in waiting:
            send_mail(mail_id, now, server)
            if time.monotonic() > until:
                return
    except OSError as error:  # smtplib's errors are some of these, too
        logger.warning("%s mails wait, no mail server: %s", len(waiting), type(error).__name__)
    finally:
        server.close()


def send_mail(mail_id: int, now: datetime.datetime, server: BaseEmailBackend) -> None:
    """Send one mail, unless it was sent or another worker is at it."""
    if mail := _claim(mail_id, now):
        hand_over(mail, message_of(mail), server)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else sweeps, as far as is known; without Redis, nobody knows of others."""
    try:
        is_alone = cache.add(SWEEPING, 1, timeout=LEASE_SECONDS)
    except RedisError:
        is_alone = True
    try:
        yield is_alone
    finally:
        if is_alone:
            with suppress(RedisError):
                cache.delete(SWEEPING)


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The whole mail. A single calendar entry stands beside the text, too, which is where mail
    programs look for one that they can put into the calendar by themselves."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.address],
        cc=[mail.copy_to] if mail.copy_to else [],
        # An answer goes to the parent or guardian, too: nothing is said to a minor alone.
        reply_to=[one for one in (mail.reply_to, mail.copy_to) if one] if mail.reply_to else [],
        headers={
            "Message-ID": f"<{mail.key}@{domain()}>",
            "List-Unsubscribe": f"<{absolute(reverse('outbox:choices'))}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(mail.html, "text/html")
    if len(mail.calendars) == 1:
        entry = mail.calendars[0]
        message.attach_alternative(
            entry["content"], f"text/calendar; charset=utf-8; method={entry['method']}"
        )
    for entry in mail.calendars:
        message.attach(entry["name"], entry["content"].encode(), "application/ics")
    return message


def _claim(mail_id: int, now: datetime.datetime) -> Mail | None:
    """Take a mail for one attempt: until its next one is due, nobody else takes it."""
    mail = Mail.objects.to_send(now).filter(pk=mail_id).first()
    if mail is None:
        return None
    wait = WAITS[min(mail.attempts, len(WAITS) - 1)]
    mine = Mail.objects.to_send(now).filter(pk=mail_id, attempts=mail.attempts)
    if not mine.update(try_at=now + wait, attempts=F("attempts") + 1):
        return None
    mail.attempts += 1
    return mail
