"""What schools answer to many sessions at once: noted in one go, and taken back in one go.

What was noted together is known by its entry of the audit trail, so nothing else has to be kept.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory.models import Context

from accounts.models import User
from sessions import notices, policy
from sessions.choices import SessionStatus
from sessions.errors import NotNow, refusal_of
from sessions.models import SchoolSession
from sessions.services.locking import all_or_nothing

MARK = "schools_said_yes"
"""In the audit trail's entry of what was noted together."""
WITHIN = datetime.timedelta(days=1)
"""So long it can be taken back."""


@dataclass
class Answers:
    """What became of several sessions."""

    change: uuid.UUID
    sessions: list[SchoolSession] = field(default_factory=list)
    refused: list[tuple[SchoolSession, str]] = field(default_factory=list)
    """Those that are as they were, each with the reason."""


def confirm_sessions(seen: Mapping[int, int], *, by: User) -> Answers:
    """The schools said yes to these sessions: all in one transaction, but for those that may not.

    :param seen: by the session's id the number of changes that its plan had when the school was
        asked: it has not said yes to another time.
    """
    with pghistory.context(**{MARK: True}) as context, all_or_nothing(lambda: None):
        answers = Answers(context.id)
        wanted = []
        for school_session in _lock(seen):
            if reason := _why_not(school_session, seen[school_session.pk], by):
                answers.refused.append((school_session, reason))
            else:
                wanted.append(school_session)
        refused = _set_status(wanted, SessionStatus.CONFIRMED)
        answers.refused += refused
        left = {one.pk for one, _reason in refused}
        answers.sessions = [one for one in wanted if one.pk not in left]
        notices.confirmed_many(answers.sessions, by=by)
    return answers


def confirmed_together(change: uuid.UUID, user: User) -> models.QuerySet[SchoolSession]:
    """The sessions to which schools said yes in one change; those of the person's regions."""
    return SchoolSession.objects.visible_to(user).filter(pk__in=_versions(change))


def entry_of(change: uuid.UUID) -> Context | None:
    """The audit trail's entry: when it was noted, and by whom."""
    return Context.objects.filter(pk=change, metadata__has_key=MARK).first()


def noted_by(entry: Context) -> User | None:
    """Who noted it; nobody where the account is gone."""
    return User.objects.filter(pk=entry.metadata.get("user")).first()


def can_be_taken_back(entry: Context) -> bool:
    return entry.created_at > timezone.now() - WITHIN


def take_back_answers(change: uuid.UUID, *, by: User) -> Answers:
    """What was noted together is waited for again; what somebody changed since stays as it is.

    :raises NotNow: it is too long ago.
    """
    with all_or_nothing(lambda: None):
        entry = entry_of(change)
        if not entry or not can_be_taken_back(entry):
            raise NotNow(_("This was too long ago to be taken back."))
        answers, versions = Answers(change), _versions(change)
        sessions = _lock(confirmed_together(change, by).values_list("pk", flat=True))
        last = dict(
            SchoolSession.pgh_event_model.objects.filter(pgh_obj_id__in=[s.pk for s in sessions])
            .order_by()
            .values_list("pgh_obj_id")
            .annotate(models.Max("pgh_id"))
        )
        unchanged = set(versions.values_list("pgh_id", flat=True))
        for school_session in sessions:
            policy.check_coordinates(by, school_session)
            if last[school_session.pk] in unchanged:
                answers.sessions.append(school_session)
            else:
                answers.refused.append((school_session, _("Someone has changed it since.")))
        _set_status(answers.sessions, SessionStatus.PLANNED)
    return answers


def _versions(change: uuid.UUID) -> models.QuerySet:
    """The versions of sessions that a change left, by the ids of the sessions."""
    versions = SchoolSession.pgh_event_model.objects.filter(
        pgh_context=change, pgh_context__metadata__has_key=MARK, status=SessionStatus.CONFIRMED
    )
    return versions.values("pgh_obj_id")


def _lock(ids: Iterable[int]) -> list[SchoolSession]:
    held = SchoolSession.objects.select_for_update(of=("self",))
    found = held.select_related("school", "project", "lesson").filter(pk__in=list(ids))
    return list(found.order_by("pk"))


def _why_not(school_session: SchoolSession, seen: int, user: User) -> str:
    """Why a school's yes is not noted; empty where it is."""
    try:
        policy.check_may_confirm(user, school_session)
    except PermissionDenied:
        return _("It is outside your regions.")
    except NotNow as refusal:
        return refusal.message
    if school_session.sequence != seen:
        return _("Its plan was changed since you looked. Ask the school about the new one.")
    return ""


def _set_status(sessions: list[SchoolSession], status: str) -> list[tuple[SchoolSession, str]]:
    """Write the status of all; one by one where the database refuses one of them.

    :returns: those that it refuses, each with the reason.
    """
    try:
        with transaction.atomic():
            SchoolSession.objects.filter(pk__in=[one.pk for one in sessions]).update(status=status)
            # What is looked at when a transaction ends is looked at here, for these alone.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        if len(sessions) > 1:
            return [found for one in sessions for found in _set_status([one], status)]
        if not (refusal := refusal_of(error)):
            raise
        return [(sessions[0], refusal.message)]
    return []
