"""Moving volunteers along their way, and notes about them."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from volunteers.choices import VolunteerStatus
from volunteers.joining import notices
from volunteers.joining.missing import what_is_missing
from volunteers.models import Volunteer, VolunteerNote
from volunteers.privacy.erasing import say_farewell

S = VolunteerStatus
WAYS: dict[str, tuple[VolunteerStatus, ...]] = {
    S.APPLIED: (S.INTERVIEW, S.TRAINED, S.ACTIVE, S.DECLINED),
    S.INTERVIEW: (S.APPLIED, S.TRAINED, S.ACTIVE, S.DECLINED),
    S.TRAINED: (S.APPLIED, S.INTERVIEW, S.ACTIVE, S.DECLINED),
    S.DECLINED: (S.APPLIED,),
    S.ACTIVE: (S.PAUSED, S.LEFT),
    S.PAUSED: (S.ACTIVE, S.LEFT),
    S.LEFT: (S.APPLIED, S.ACTIVE),
}
"""Where somebody can go from each status."""
RESTING = (S.PAUSED, S.LEFT, S.DECLINED)
"""Nobody of these has places in sessions to come."""


@dataclass
class Moved:
    """What came of moving several."""

    moved: list[Volunteer] = field(default_factory=list)
    refused: dict[Volunteer, str] = field(default_factory=dict)
    """Who stays where they are, with the reason."""


def move_volunteers(
    volunteers: Collection[Volunteer],
    *,
    to: VolunteerStatus,
    by: User,
    reason: str = "",
    interview_at: datetime.datetime | None = None,
) -> Moved:
    """Move each who can be moved; the others are named with what stands against it.

    :param reason: for those who are declined: it stands in the letter that they get.
    :param interview_at: when the interview is, where that is agreed on.
    :raises PermissionDenied: the user may not change volunteers.
    :raises ValidationError: nobody is declined without a reason.
    """
    if not by.can(Permission.EDIT_VOLUNTEERS):
        raise PermissionDenied
    reason = reason.strip()
    if to == S.DECLINED and not reason:
        raise ValidationError(_("Give the reason: it stands in the letter."))
    done = Moved()
    with transaction.atomic():
        for volunteer in _lock(volunteers, by=by, done=done):
            if refusal := _move(volunteer, to, reason=reason, interview_at=interview_at):
                done.refused[volunteer] = refusal
            else:
                done.moved.append(volunteer)
                notices.moved(volunteer, by=by)
    if to in RESTING:
        for volunteer in done.moved:
            say_farewell(volunteer, by=by)
    return done


def _lock(volunteers: Collection[Volunteer], *, by: User, done: Moved) -> list[Volunteer]:
    """Those whom the user may see, held in the order of their numbers."""
    visible = Volunteer.objects.visible_to(by).filter(pk__in=[one.pk for one in volunteers])
    rows = Volunteer.objects.filter(pk__in=visible.values("pk")).select_related("user")
    found = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
    known = {volunteer.pk for volunteer in found}
    for volunteer in volunteers:
        if volunteer.pk not in known:
            done.refused[volunteer] = _("not in your regions")
    return found


def _move(
    volunteer: Volunteer,
    to: VolunteerStatus,
    *,
    reason: str,
    interview_at: datetime.datetime | None,
) -> str:
    """Why not; empty once the volunteer is there."""
    new_time = to == S.INTERVIEW == volunteer.status and interview_at
    if to not in WAYS[volunteer.status] and not new_time:
        return _("from “%(status)s” there is no way there") % {
            "status": volunteer.get_status_display()
        }
    if to == S.ACTIVE:
        missing = what_is_missing([volunteer], timezone.localdate())
        if lacks := missing.get(volunteer.pk):
            return _("still missing: %(missing)s") % {"missing": ", ".join(lacks)}
    before = volunteer.status
    volunteer.status = to
    volunteer.decline_reason = reason if to == S.DECLINED else ""
    if to == S.INTERVIEW:
        volunteer.interview_at = interview_at
    try:
        with transaction.atomic():
            volunteer.save(update_fields=["status", "decline_reason", "interview_at"])
            with connection.cursor() as cursor:  # what the database holds, asked now
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        volunteer.status = before
        return _("a consent was taken back just now")
    return ""


@transaction.atomic
def write_note(volunteer: Volunteer, *, by: User, text: str) -> VolunteerNote:
    """Keep a note for coordinators."""
    _check_coordinates(volunteer, by)
    return VolunteerNote.objects.create(volunteer=volunteer, text=text.strip(), written_by=by)


@transaction.atomic
def remove_note(note: VolunteerNote, *, by: User) -> None:
    """Take a note back: its author, or a manager."""
    _check_coordinates(note.volunteer, by)
    if note.written_by_id != by.pk and not by.sees_all_regions:
        raise PermissionDenied(_("Only who wrote a note, or a manager, removes it."))
    note.delete()


def _check_coordinates(volunteer: Volunteer, by: User) -> None:
    visible = Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists()
    if not visible or not by.can(Permission.EDIT_VOLUNTEERS):
        raise PermissionDenied
