"""Letters become mails: all that one person is to be told now is put into one."""

import datetime
import logging
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from outbox.handover import absolute
from outbox.kinds import Content, kind_named
from outbox.models import Dropped, Letter, Mail

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 200
"""So many mails are put together in one go; what is left follows at the next sweep."""
AFTER_A_FAULT = datetime.timedelta(minutes=10)
_ONE_MAIL = ("address", "copy_to", "language", "is_urgent")
"""Letters that have these in common go out together."""

Told = tuple[Letter, Content]
"""A letter that is worth telling, and its words."""


def put_together_due(now: datetime.datetime | None = None) -> None:
    """Put every letter that is due into a mail, with what else waits for the same person."""
    now = now or timezone.now()
    due = Letter.objects.waiting().filter(due_at__lte=now)
    groups = due.order_by(*_ONE_MAIL).values(*_ONE_MAIL).distinct()[:MOST_AT_ONCE]
    for group in list(groups):
        try:
            _put_together(group, now)
        except Exception:
            logger.exception("letters could not be put into words")
            due.filter(**group).update(due_at=now + AFTER_A_FAULT)


@transaction.atomic
def _put_together(group: dict, now: datetime.datetime) -> None:
    soon = now + datetime.timedelta(seconds=settings.LETTER_WINDOW_SECONDS)
    letters = list(
        Letter.objects.waiting()
        .filter(**group, due_at__lte=soon)
        .select_for_update(skip_locked=True)
        .order_by("written_at", "pk")
    )
    if not any(letter.due_at <= now for letter in letters):
        return  # another worker has them
    with translation.override(group["language"]):
        for told in _mails_of(_in_words(letters)):
            can_choose = any(letter.user_id for letter, _content in told)
            mail = _mail_of([content for _letter, content in told], group, can_choose=can_choose)
            mail.save()
            for letter, content in told:
                letter.mail = mail
                letter.subject = content.subject
                letter.text = _text_of([_for_reading(letter, content)])
            put_in = [letter for letter, _content in told]
            Letter.objects.bulk_update(put_in, ["mail", "subject", "text"])


def _for_reading(letter: Letter, content: Content) -> Content:
    """What coordinators may read of it: no key of somebody else's."""
    return replace(content, url="") if kind_named(letter.kind).holds_key else content


def _mails_of(told: list[Told]) -> list[list[Told]]:
    """What goes into which mail: all into one, but what stands alone."""
    alone = [one for one in told if kind_named(one[0].kind).stands_alone]
    together = [one for one in told if one not in alone]
    return [*([together] if together else []), *([one] for one in alone)]


def _in_words(letters: list[Letter]) -> list[Told]:
    """What is still worth telling, in the order in which it happened; the rest is dropped."""
    told = []
    for letter in letters:
        content = kind_named(letter.kind).content(letter)
        if content is None:
            letter.dropped = Dropped.OVERTAKEN
            letter.save(update_fields=["dropped"])
        else:
            told.append((letter, content))
    return told


def _mail_of(contents: list[Content], group: dict, *, can_choose: bool) -> Mail:
    """:param can_choose: whether they have an account, in which they choose what they get."""
    subject = _subject_of(contents)
    replies = {content.reply_to for content in contents}
    calendars = [content.calendar for content in contents if content.calendar]
    context = {
        "subject": subject,
        "contents": contents,
        "has_copy": bool(group["copy_to"]),
        "settings_url": absolute(reverse("outbox:choices")) if can_choose else "",
        "language": translation.get_language(),
    }
    return Mail(
        address=group["address"],
        copy_to=group["copy_to"],
        language=group["language"],
        subject=subject,
        text=render_to_string("outbox/emails/mail.txt", context),
        html=render_to_string("outbox/emails/mail.html", context),
        calendars=[
            {"name": file.name, "content": file.content, "method": file.method}
            for file in calendars
        ],
        reply_to=replies.pop() if len(replies) == 1 else "",
    )


def _subject_of(contents: list[Content]) -> str:
    first = " ".join(contents[0].subject.split())  # a header is one line
    if len(contents) == 1:
        return first
    return _("%(first)s, and %(more)s more") % {"first": first, "more": len(contents) - 1}


def _text_of(contents: list[Content]) -> str:
    return render_to_string("outbox/emails/_contents.txt", {"contents": contents}).strip()
