"""A session did not take place: its volunteer says so, a coordinator decides what comes of it."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import notices, policy
from sessions.choices import NotHeldReason
from sessions.errors import LoggedOtherwise, NotNow, Refusal
from sessions.models import NotHeld, SchoolSession
from sessions.own import named_for_others
from sessions.services.locking import all_or_nothing, lock_session


def say_not_held(
    school_session: SchoolSession,
    *,
    by: User,
    client_uuid: uuid.UUID,
    reason: str,
    note: str = "",
    starts_at: datetime.datetime | None = None,
) -> tuple[NotHeld, bool]:
    """Say that a session was not held at its time; whether that is new, or was said just like this.

    The coordinators of its region are told. Whoever taught it after all can still log it.

    :param starts_at: which time is meant, where it was said a while ago; else the present one.
    :raises Refusal: the reason needs a word more.
    :raises LoggedOtherwise: it was said before, with another reason or by another person.
    :raises NotNow: it has not begun yet, was cancelled, is logged, or has got another time.
    """
    note = note.strip()
    if reason == NotHeldReason.OTHER and not note:
        raise Refusal(_("Say in a word what happened."), field="note")
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_teaches(by, locked)
        if said := _said_before(locked, client_uuid):
            return _same(said, client_uuid, reason, note, by=by), False
        policy.check_may_say_not_held(by, locked)
        if starts_at and starts_at != locked.starts_at:
            raise NotNow(
                _("This session has got another time, so nothing has to be said of the first one.")
            )
        not_held = _create(locked, client_uuid, reason, note, by=by)
        notices.not_held(not_held)
    return not_held, True


def why_not_held(school_session: SchoolSession) -> str:
    """What was said of its present time; empty where nothing was."""
    said = school_session.not_held.filter(starts_at=school_session.starts_at).first()
    return str(said.note or said.get_reason_display()) if said else ""


def _said_before(school_session: SchoolSession, client_uuid: uuid.UUID) -> NotHeld | None:
    """The same sent again, be it that the session has got another time since; else what was said
    of its present time."""
    said = school_session.not_held.all()
    return (
        said.filter(client_uuid=client_uuid).first()
        or said.filter(starts_at=school_session.starts_at).first()
    )


def _create(
    school_session: SchoolSession, client_uuid: uuid.UUID, reason: str, note: str, *, by: User
) -> NotHeld:
    try:
        with transaction.atomic():
            return NotHeld.objects.create(
                school_session=school_session,
                starts_at=school_session.starts_at,
                client_uuid=client_uuid,
                reason=reason,
                note=note,
                said_by=by,
                said_at=timezone.now(),
            )
    except IntegrityError as error:
        raise LoggedOtherwise(
            _("This client_uuid stands on another session. Make a new one.")
        ) from error


def _same(said: NotHeld, client_uuid: uuid.UUID, reason: str, note: str, *, by: User) -> NotHeld:
    if said.said_by_id != by.pk:
        raise LoggedOtherwise(
            _("%(name)s has said already that it did not take place.")
            % {"name": named_for_others(said.said_by)}
        )
    if (said.client_uuid, said.reason, said.note) != (client_uuid, reason, note):
        raise LoggedOtherwise(_("You have said already that it did not take place."))
    return said
