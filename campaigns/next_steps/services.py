"""Next steps are written, changed and ticked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.choices import StepState
from campaigns.models import NextStep
from campaigns.next_steps.notices import tell_owner
from campaigns.next_steps.places import check_tick, check_write, place_of
from sessions.errors import ChangedMeanwhile, NotNow, Refusal

_DATED = ("owner", "owner_name", "owner_organisation", "owner_email", "due_date")
WRITTEN = ("what", *_DATED, "note")


@transaction.atomic
def add_step(step: NextStep, *, by: User) -> NextStep:
    """Write a new step that a form has checked.

    :raises PermissionDenied: the person may not write steps there.
    :raises Refusal: its owner does not see what it belongs to.
    """
    check_write(by, place_of(step))
    _check_owner(step)
    step.created_by = by
    step.dated_at = timezone.now()
    step.save()
    tell_owner(step, by=by)
    return step


@transaction.atomic
def change_step(step: NextStep, *, seen: int, by: User) -> NextStep:
    """Write what a form has put into a step.

    :param seen: the version that the person had before them.
    :raises ChangedMeanwhile: somebody else changed it in between; nothing was written.
    """
    there = _locked(step)
    check_write(by, place_of(there))
    if there.version != seen:
        raise ChangedMeanwhile(
            _("Somebody else changed this step while you were writing. Look at it once more."),
            [there],
        )
    if step.owner_id != there.owner_id:
        _check_owner(step)
    changed = [name for name in WRITTEN if getattr(step, name) != getattr(there, name)]
    for name in changed:
        setattr(there, name, getattr(step, name))
    if changed:
        if set(changed) & set(_DATED):
            there.dated_at = timezone.now()
        there.version += 1
        there.save()
        if set(changed) & set(_DATED):
            tell_owner(there, by=by)
    return there


@transaction.atomic
def set_state(step: NextStep, state: str, *, by: User) -> NextStep:
    """Say that a step is done, dropped, or open again; said twice changes nothing.

    :raises PermissionDenied: it is neither theirs nor theirs to write.
    """
    there = _locked(step)
    check_tick(by, there)
    if there.state != state:
        is_open = state == StepState.OPEN
        there.state = state
        there.state_at = None if is_open else timezone.now()
        there.state_by = None if is_open else by
        there.version += 1
        there.save(update_fields=["state", "state_at", "state_by", "version"])
    return there


def _locked(step: NextStep) -> NextStep:
    found = (
        NextStep.objects.select_for_update(of=("self",))
        .select_related("campaign__organisation", "workshop", "owner")
        .filter(pk=step.pk)
        .first()
    )
    if found is None:
        raise NotNow(_("This step is not there any more."))
    return found


def _check_owner(step: NextStep) -> None:
    """Nobody is given what they could not see."""
    if not step.owner:
        return
    if not step.owner.is_active or not place_of(step).is_seen_by(step.owner):
        raise Refusal(_("This person does not take part any more."), field="who")
