"""Writing letters, choosing which to get, sending one once more."""

import datetime
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils import timezone
from django.utils.html import escape, linebreaks

from accounts.models import User
from outbox.kinds import kind_named, kinds
from outbox.models import Dropped, Letter, LetterChoice, Mail, Rhythm


@dataclass(frozen=True)
class Receiver:
    """Somebody to write to.

    :param person: the number by which the app of the letter's kind knows them.
    :param is_minor: whether they are under 18.
    :param copy_to: the address of a minor's parent or guardian.
    """

    name: str
    address: str
    language: str
    user_id: int | None = None
    person: int | None = None
    copy_to: str = ""
    is_minor: bool = False

    @property
    def may_get_own_words(self) -> bool:
        """Nobody writes to a minor unseen: a parent or guardian reads it, too."""
        return bool(self.copy_to) or not self.is_minor


@dataclass(frozen=True)
class Draft:
    """A letter that is to be written.

    :param cause: what happened, and to whom it is told: one letter for each, ever.
    :param about: the thing that it is about, such as "session:12".
    :param data: what cannot be looked up any more when the letter is put into words.
    """

    kind: str
    cause: str
    receiver: Receiver
    about: str = ""
    region_id: int | None = None
    data: dict = field(default_factory=dict)
    is_urgent: bool = False


def write_letters(drafts: Iterable[Draft], *, by: User | None = None) -> None:
    """Write letters, in the caller's transaction: they exist if and only if their cause does.

    What was written for the same cause before stands; nothing is added then. Urgent letters go
    out at once; the others wait a moment for more to the same person. One in somebody's own words
    is never sent to a minor of whom no parent or guardian is known; the list says so.
    """
    drafts = list(drafts)
    users = {draft.receiver.user_id for draft in drafts} - {None}
    choices = LetterChoice.objects.in_bulk(users) if users else {}
    now = timezone.now()
    letters = [
        _letter(draft, choices.get(draft.receiver.user_id), now, by=by)
        for draft in drafts
        if draft.receiver.address
    ]
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)


def _letter(
    draft: Draft, choice: LetterChoice | None, now: datetime.datetime, *, by: User | None
) -> Letter:
    receiver = draft.receiver
    return Letter(
        cause=draft.cause,
        kind=draft.kind,
        name=receiver.name,
        address=receiver.address,
        copy_to=receiver.copy_to,
        user_id=receiver.user_id,
        person=receiver.person,
        language=receiver.language,
        region_id=draft.region_id,
        about=draft.about,
        data=draft.data,
        is_urgent=draft.is_urgent,
        written_at=now,
        written_by=by,
        due_at=now if draft.is_urgent else _due_at(draft, choice, now),
        dropped=_why_not(draft, choice),
    )


def _why_not(draft: Draft, choice: LetterChoice | None) -> str:
    """Why a letter is not sent though it was written; empty where nothing is against it."""
    kind = kind_named(draft.kind)
    if kind.in_own_words and not draft.receiver.may_get_own_words:
        return Dropped.NO_COPY
    if choice is not None and kind.is_optional and kind.name in choice.unwanted:
        return Dropped.UNWANTED
    return ""


def _due_at(draft: Draft, choice: LetterChoice | None, now: datetime.datetime) -> datetime.datetime:
    if (choice and choice.rhythm == Rhythm.DAILY) or kind_named(draft.kind).in_digest:
        return next_digest(now)
    return now + datetime.timedelta(seconds=settings.LETTER_WINDOW_SECONDS)


def next_digest(now: datetime.datetime) -> datetime.datetime:
    """When the letters of those are sent who want one mail a day."""
    local = timezone.localtime(now)
    today = local.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today > local else today + datetime.timedelta(days=1)


def choose_letters(user: User, *, rhythm: str, unwanted: Collection[str]) -> LetterChoice:
    """What somebody is told from now on; letters that are written already still come."""
    optional = [kind.name for kind in kinds() if kind.is_optional]
    choice, _created = LetterChoice.objects.update_or_create(
        user=user,
        defaults={
            "rhythm": rhythm,
            "unwanted": [name for name in optional if name in unwanted],
        },
    )
    return choice


@transaction.atomic
def send_again(letter: Letter) -> bool:
    """Send a mail that may not have arrived; False where it has, or is on its way."""
    mail = Mail.objects.select_for_update().filter(letters=letter).first()
    letter.mail = mail
    if mail is None or not letter.can_be_sent_again:
        return False
    mail.handed_over_at = None
    mail.attempts = 0
    mail.try_at = timezone.now()
    mail.save(update_fields=["handed_over_at", "attempts", "try_at"])
    return True


@transaction.atomic
def forget_person(
    person: int,
    *,
    user_id: int | None,
    addresses: Collection[str],
    about: str,
    words: Collection[str],
    copies: Collection[str] = (),
) -> None:
    """Delete what was written to somebody, and take them out of what others were written.

    :param person: their number, as letters have it.
    :param copies: addresses that got copies of letters to them.
    :param about: how letters say that they are about this person; those go, whoever got them.
    :param words: names and addresses that are taken out of all other letters.
    """
    own = Q(address__in=addresses) | Q(about=about)
    own |= Q(person=person, copy_to__in=[*addresses, *copies]) | Q(copy_to__in=addresses)
    if user_id:
        own |= Q(user=user_id)
    letters = Letter.objects.filter(own)
    mails = list(letters.exclude(mail=None).values_list("mail", flat=True))
    letters.delete()
    for mail in Mail.objects.filter(pk__in=mails).prefetch_related("letters"):
        _take_apart(mail)
    to_them = Q(address__in=addresses) | Q(copy_to__in=addresses)
    Mail.objects.filter(to_them, letters=None).delete()
    for word in filter(str.strip, words):
        in_json = json.dumps(word, ensure_ascii=False)[1:-1]
        _strike_out(Letter, ("name", "subject", "text"), word)
        _strike_out(Letter, ("data",), in_json)
        _strike_out(Mail, ("subject", "text"), word)
        _strike_out(Mail, ("html",), escape(word))
        _strike_out(Mail, ("calendars",), in_json)


def _take_apart(mail: Mail) -> None:
    """Some of its letters are gone: what it said of the others stays, or is put together anew."""
    left = sorted(mail.letters.all(), key=lambda letter: letter.pk)
    if not left or not mail.handed_over_at:
        mail.letters.update(mail=None)
        mail.delete()
        return
    mail.subject, mail.calendars = left[0].subject, []
    mail.text = "\n\n".join(letter.text for letter in left)
    mail.html = linebreaks(mail.text, autoescape=True)
    mail.save(update_fields=["subject", "calendars", "text", "html"])


def _strike_out(model: type[Letter] | type[Mail], fields: Iterable[str], word: str) -> None:
    for name in fields:
        own_type = model._meta.get_field(name)
        as_text = Cast(name, TextField())
        struck = Cast(Replace(as_text, Value(word), Value("…")), own_type)
        model.objects.alias(words=as_text).filter(words__contains=word).update(**{name: struck})


@transaction.atomic
def forget_old(now: datetime.datetime | None = None) -> None:
    """Delete what was written long ago: it names people, and nobody needs it any more."""
    until = (now or timezone.now()) - datetime.timedelta(days=settings.LETTER_DAYS)
    Letter.objects.filter(written_at__lt=until).delete()
    Mail.objects.filter(created_at__lt=until, letters=None).delete()
