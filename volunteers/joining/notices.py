"""Letters about the way in: written in the transaction in which somebody is moved."""

from accounts.models import User
from outbox.services import Draft, write_letters
from volunteers.choices import VolunteerStatus
from volunteers.models import Volunteer
from volunteers.receivers import receiver_of

KINDS = {
    VolunteerStatus.INTERVIEW: "interview",
    VolunteerStatus.ACTIVE: "welcome",
    VolunteerStatus.DECLINED: "declined",
}
"""The letter that tells of a new status; the others tell nobody."""


def moved(volunteer: Volunteer, *, by: User | None) -> None:
    """Tell the volunteer; one letter for each version that the history keeps."""
    kind = KINDS.get(volunteer.status)
    if not kind:
        return
    versions = Volunteer.pgh_event_model.objects.filter(pgh_obj_id=volunteer.pk)
    version = versions.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    draft = Draft(
        kind=kind,
        cause=f"{kind}:{volunteer.pk}:{version}",
        receiver=receiver_of(volunteer, kind),
        about=f"volunteer:{volunteer.pk}",
        region_id=volunteer.region_id,
    )
    write_letters([draft], by=by)
