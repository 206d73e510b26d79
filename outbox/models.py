"""Letters that are to reach people, and the mails in which they go out."""

import datetime
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.kinds import kind_named
from regions.models import Region

WAITS = [datetime.timedelta(minutes=minutes) for minutes in (5, 5, 15, 60, 240, 720, 1440)]
"""From one attempt to the next. The first is also how long a worker may take before it is
believed dead: several times what EMAIL_TIMEOUT lets a server take."""
MOST_ATTEMPTS = len(WAITS) + 1
ANSWERS_WITHIN = datetime.timedelta(minutes=5)
"""A mail server that took a mail has said so by then; see EMAIL_TIMEOUT."""


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    UNCLEAR = "unclear", _("not known whether it arrived")
    GIVEN_UP = "given_up", _("could not be sent")
    DROPPED = "dropped", _("not sent")


TONES = {
    State.WAITING: "note",
    State.SENT: "good",
    State.UNCLEAR: "warn",
    State.GIVEN_UP: "bad",
    State.DROPPED: "quiet",
}


class Dropped(models.TextChoices):
    OVERTAKEN = "overtaken", _("Something newer made it needless.")
    UNWANTED = "unwanted", _("This person does without such letters.")
    NO_COPY = "no_copy", _("Under 18, and there is no parent or guardian to get a copy.")


class MailQuerySet(models.QuerySet):
    def to_send(self, now: datetime.datetime) -> "MailQuerySet":
        """Not handed over, and not being tried just now."""
        return self.filter(handed_over_at=None, attempts__lt=MOST_ATTEMPTS, try_at__lte=now)


class Mail(models.Model):
    """One e-mail with one or more letters. The row is the truth; a task only looks at it.

    ``handed_over_at`` is written before the mail server gets the mail, ``sent_at`` once it has
    said yes. Where a worker dies in between, nobody knows; then it is not sent once more by
    itself, since never twice matters more.
    """

    key = models.UUIDField(
        _("identifier"),
        default=uuid.uuid4,
        unique=True,
        help_text=_("The same at every attempt, so that mail programs can tell one sent twice."),
    )
    address = models.EmailField(_("e-mail address"))
    copy_to = models.EmailField(_("copy to"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("text with layout"))
    calendars = models.JSONField(_("calendar entries"), default=list)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    created_at = models.DateTimeField(_("put together at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("to be tried at"), default=timezone.now)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["try_at"], condition=Q(handed_over_at=None), name="mail_to_send"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(handed_over_at__isnull=False),
                name="mail_sent_was_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def state(self) -> State:
        if self.sent_at:
            return State.SENT
        if self.handed_over_at:
            is_late = timezone.now() - self.handed_over_at > ANSWERS_WITHIN
            return State.UNCLEAR if is_late else State.WAITING
        return State.GIVEN_UP if self.attempts >= MOST_ATTEMPTS else State.WAITING


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LetterQuerySet":
        """All for those who see the country, what is about the granted regions, else one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(Q(region__in=user.region_ids) | Q(user=user))

    def waiting(self) -> "LetterQuerySet":
        """Written, and neither put into a mail nor dropped."""
        return self.filter(mail=None, dropped="")

    def in_state(self, state: str, now: datetime.datetime) -> "LetterQuerySet":
        """Those whose ``state`` is this one; the database's side of the properties below."""
        sent, handed_over = Q(mail__sent_at__isnull=False), Q(mail__handed_over_at__isnull=False)
        is_late = Q(mail__handed_over_at__lte=now - ANSWERS_WITHIN)
        given_up = Q(mail__attempts__gte=MOST_ATTEMPTS) & ~handed_over
        unclear = handed_over & ~sent & is_late
        return self.filter(
            {
                State.SENT: sent,
                State.UNCLEAR: unclear,
                State.GIVEN_UP: given_up,
                State.DROPPED: ~Q(dropped=""),
                State.WAITING: Q(dropped="") & ~sent & ~unclear & ~given_up,
            }[State(state)]
        )

    def to(self, about: str, person: int) -> "LetterQuerySet":
        """To one person about one thing."""
        return self.filter(about=about, person=person)


class Letter(models.Model):
    """Something that one person is to be told, once. Written in the transaction of its cause."""

    cause = models.CharField(
        _("cause"), max_length=200, unique=True, help_text=_("One letter for each, ever.")
    )
    kind = models.CharField(_("kind"), max_length=30)
    name = models.CharField(_("name"), max_length=200)
    address = models.EmailField(_("e-mail address"))
    copy_to = models.EmailField(_("copy to"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
    )
    # A plain number: what it stands for is known to the app that announced the kind.
    person = models.BigIntegerField(_("number of the person"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Whose coordinators see that it was written."),
    )
    about = models.CharField(_("about"), max_length=60, blank=True)
    data = models.JSONField(_("what it tells"), default=dict)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    dropped = models.CharField(_("not sent because"), max_length=9, choices=Dropped, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    mail = models.ForeignKey(
        Mail, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(mail=None, dropped=""), name="letter_waiting"
            ),
            models.Index(fields=["about", "person"], name="letter_by_about"),
            models.Index(fields=["region", "-written_at"], name="letter_by_region"),
            models.Index(fields=["-written_at"], name="letter_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped="") | Q(mail=None), name="letter_dropped_is_in_no_mail"
            ),
            models.CheckConstraint(
                condition=Q(dropped__in=["", *Dropped.values]), name="letter_dropped_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.cause

    @property
    def kind_label(self) -> str:
        """The name of its kind; the bare word where nobody writes such letters any more."""
        try:
            return str(kind_named(self.kind).label)
        except KeyError:
            return self.kind

    @property
    def state(self) -> State:
        if self.dropped:
            return State.DROPPED
        return self.mail.state if self.mail else State.WAITING

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.state]

    @property
    def page(self) -> str:
        """Where the thing is that it is about."""
        try:
            return kind_named(self.kind).page(self.about)
        except KeyError:
            return ""

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in (State.UNCLEAR, State.GIVEN_UP)


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("as things happen")
    DAILY = "daily", _("once a day, in one mail")


class LetterChoice(models.Model):
    """What somebody wants to be told by mail, and how often. Without a row: all, as it happens."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="letter_choice",
    )
    rhythm = models.CharField(_("how often"), max_length=7, choices=Rhythm, default=Rhythm.AT_ONCE)
    unwanted = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("does without")
    )

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="letter_choice_rhythm_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.rhythm}"
