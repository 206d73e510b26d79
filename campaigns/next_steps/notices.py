"""What owners of next steps are told, and who takes the readings of a campaign."""

import datetime
import hashlib

from django.conf import settings
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Indicator, NextStep
from campaigns.next_steps.due_readings import FOLLOWED, due_day
from campaigns.next_steps.places import place_of
from campaigns.telling import address_of, receiver_of_user, still_sees
from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters

GIVEN = "next_step_given"
REMINDER = "next_step_reminder"
READING = "reading_due"


def tell_owner(step: NextStep, *, by: User) -> None:
    """Somebody was given a step by somebody else, or a step of theirs has another day."""
    if step.is_open and step.owner_id != by.pk:
        tell_about(step, GIVEN, by=by)


def tell_about(step: NextStep, kind: str, *, word: str = "", by: User | None = None) -> None:
    """Once for each day and owner that a step is given; nobody where there is no address.

    :param word: which of several letters of the kind it is.
    """
    if not step.gets_letters:
        return
    place, receiver = place_of(step), _receiver_of(step, kind)
    who = str(step.owner_id or hashlib.sha256(step.owner_email.encode()).hexdigest()[:16])
    draft = Draft(
        kind=kind,
        cause=f"{kind}:{step.pk}:{step.due_date.isoformat()}{word}:{who}",
        receiver=receiver,
        about=f"{'campaign' if place.campaign else 'workshop'}:{place.subject.pk}",
        data={"step": step.pk, "day": step.due_date.isoformat()},
    )
    write_letters([draft], by=by)


def _receiver_of(step: NextStep, kind: str) -> Receiver:
    """Who has no account is written to in the language of who wrote the step down."""
    if step.owner:
        return receiver_of_user(step.owner, kind)
    return Receiver(
        name=step.owner_name,
        address=step.owner_email,
        language=step.created_by.language or settings.LANGUAGE_CODE,
    )


def _still(letter: Letter) -> NextStep | None:
    """The step, if it is open, still theirs, and still for that day."""
    step = (
        NextStep.objects.open()
        .filter(pk=letter.data["step"], due_date=letter.data["day"], owner=letter.user_id)
        .select_related("campaign", "workshop", "owner", "created_by")
        .first()
    )
    if step is None:
        return None
    if step.owner is None:
        return step if step.owner_email == letter.address else None
    return step if step.owner.is_active and place_of(step).is_seen_by(step.owner) else None


def words_of_given(letter: Letter) -> Content | None:
    step = _still(letter)
    if step is None:
        return None
    words = {"name": letter.written_by or step.created_by, "what": step.what}
    return _content(
        step,
        _("Your next step: %(what)s") % words,
        _("%(name)s wrote down that you do this:") % words,
    )


def words_of_reminder(letter: Letter) -> Content | None:
    step = _still(letter)
    if step is None:
        return None
    words = {"what": step.what}
    if step.is_overdue:
        return _content(
            step,
            _("Overdue: %(what)s") % words,
            _("The day for this has passed. Is it done? Tick it off, or agree on another day.")
            if step.owner
            else _("The day for this has passed. Is it done? Then say so in an answer."),
        )
    return _content(
        step,
        _("Soon: %(what)s") % words,
        _("This is yours, and its day is near. If it is done, tick it off.")
        if step.owner
        else _("This is yours, and its day is near."),
    )


def _content(step: NextStep, subject: str, first: str) -> Content:
    place = place_of(step)
    facts = [
        (_("What"), step.what),
        (_("By when"), date_format(step.due_date, "DATE_FORMAT")),
        (_("For"), str(place.subject)),
    ]
    facts += [(_("Note"), step.note)] if step.note else []
    if step.owner is None:
        # No page opens without an account; an answer reaches who wrote it down.
        answer = _("%(name)s wrote it down, and reads your answer.") % {"name": step.created_by}
        reply_to = step.created_by.email
        return Content(subject=subject, paragraphs=[first, answer], facts=facts, reply_to=reply_to)
    url = absolute(place.url("next_steps"))
    return Content(subject, [first], facts, url=url, button=_("Open the list"))


def words_of_reading(letter: Letter) -> Content | None:
    """Nothing once the reading was taken, or the campaign is not followed any more."""
    found = Indicator.objects.filter(pk=letter.data["indicator"], campaign__status__in=FOLLOWED)
    indicator = found.select_related("campaign").annotate(last_day=Max("readings__day")).first()
    day = datetime.date.fromisoformat(letter.data["day"])
    if indicator is None or due_day(indicator, indicator.last_day) != day:
        return None
    if not still_sees(letter, indicator.campaign):
        return None
    words = {"indicator": indicator.name, "campaign": indicator.campaign.title}
    facts = [(_("Due on"), date_format(day, "DATE_FORMAT"))]
    facts += [
        (label, text)
        for label, text in (
            (_("What exactly is counted"), indicator.definition),
            (_("Method"), indicator.method),
            (_("Who"), indicator.who),
        )
        if text
    ]
    return Content(
        subject=_("A reading is due: %(indicator)s") % words,
        paragraphs=[
            _("“%(campaign)s” is followed by its readings, and the next one is due.") % words
        ],
        facts=facts,
        url=address_of("section", indicator.campaign_id, "monitoring"),
        button=_("Write it down"),
    )
