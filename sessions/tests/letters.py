"""What tests of letters have in common: sweeping, and reading what came out."""

import datetime

from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from outbox.delivery import sweep
from outbox.models import Letter

AFTER_THE_WINDOW = datetime.timedelta(minutes=3)


def send_all(later: datetime.timedelta = AFTER_THE_WINDOW) -> list:
    """Send what is due a while from now; the mails that this sent."""
    before = len(mail.outbox)
    sweep(timezone.now() + later)
    return mail.outbox[before:]


def kinds_to(volunteer) -> list[str]:
    """The kinds of all letters to a volunteer, in the order in which they were written."""
    letters = Letter.objects.filter(person=volunteer.pk).order_by("pk")
    return list(letters.values_list("kind", flat=True))


def entries_of(message) -> list[Calendar]:
    """The calendar entries attached to a mail, as a calendar program reads them."""
    return [
        Calendar.from_ical(content)
        for _name, content, kind in message.attachments
        if kind == "application/ics"
    ]
