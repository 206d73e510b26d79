"""Where somebody stands who is becoming a volunteer, as they see it themselves."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from volunteers.choices import JOINING, ConsentKind, VolunteerStatus
from volunteers.consenting.services import in_force, missing_consents, needs_guardian
from volunteers.models import Volunteer


@dataclass(frozen=True)
class WayStep:
    """One step.

    :param state: done, now (it waits for somebody) or later.
    """

    title: str
    note: str
    state: str


def way_of(volunteer: Volunteer | None) -> list[WayStep]:
    """The steps to the first lesson; none for who is active or has left."""
    if volunteer is None:
        return []
    if volunteer.status == VolunteerStatus.PAUSED and missing_consents(volunteer):
        return [_guardian(volunteer)] if needs_guardian(volunteer) else []
    if volunteer.status not in JOINING:
        return []
    steps = [WayStep(_("You have applied"), "", "done")]
    if needs_guardian(volunteer):
        steps.append(_guardian(volunteer))
    return [*steps, *_with_coordinator(volunteer)]


def _guardian(volunteer: Volunteer) -> WayStep:
    title = _("A parent or guardian says yes")
    if ConsentKind.GUARDIAN in in_force(volunteer):
        return WayStep(title, "", "done")
    asked = volunteer.consent_requests.filter(replaced_at=None).first()
    if asked and asked.said_yes is False:
        note = _("They said no for now. Talk about it together; your coordinator can ask again.")
    elif asked and asked.is_open:
        note = _("We wrote to them. Ask whether the message has arrived, also in the spam folder.")
    else:
        note = _("Ask your coordinator to write to them, or bring the paper, signed.")
    return WayStep(title, note, "now")


def _with_coordinator(volunteer: Volunteer) -> list[WayStep]:
    order = list(JOINING)
    at = order.index(VolunteerStatus(volunteer.status))
    states = ["done" if number < at else "now" if number == at else "later" for number in range(3)]
    return [
        WayStep(_("We get to know each other"), _("Your coordinator writes to you."), states[0]),
        WayStep(_("You do the training"), _("On your phone, a few minutes each time."), states[1]),
        WayStep(_("You teach your first lesson"), "", states[2]),
    ]
