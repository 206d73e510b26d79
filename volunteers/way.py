"""Where somebody stands who is becoming a volunteer, as they see it themselves."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from volunteers.choices import JOINING, ConsentKind, VolunteerStatus
from volunteers.conduct.services import is_asked_for, lacks_background_check
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
    url: str = ""
    button: str = ""
    """Where it is done, for what nobody else has to do."""


_WITH_US = {*JOINING, VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED}


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
    elif volunteer.guardian_email:
        note = _("Ask your coordinator to write to them once more.")
    else:
        note = _("Your coordinator has a paper for them. Bring it back, signed.")
    return WayStep(title, note, "now")


def _with_coordinator(volunteer: Volunteer) -> list[WayStep]:
    is_trained = _is_trained(volunteer)
    can_start = volunteer.status == VolunteerStatus.TRAINED
    return [
        _meeting(volunteer),
        WayStep(
            _("You do the training"),
            _("On your phone, a few minutes each time. You can begin now."),
            "done" if is_trained else "now",
        ),
        *errands_of(volunteer),
        WayStep(
            _("You teach your first lesson"),
            _("Your coordinator opens the lessons for you. Then they stand here.")
            if can_start
            else "",
            "now" if can_start else "later",
        ),
    ]


def _is_trained(volunteer: Volunteer) -> bool:
    projects = volunteer.enrolments.filter(left_date=None).values("project")
    return (
        volunteer.status == VolunteerStatus.TRAINED
        or volunteer.trainings.filter(project__in=projects).exists()
    )


def _meeting(volunteer: Volunteer) -> WayStep:
    """The talk with the coordinator: it is over once its time has passed."""
    title, at = _("We get to know each other"), volunteer.interview_at
    if at and at > timezone.now():
        when = formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
        return WayStep(title, _("Your interview: %(when)s.") % {"when": when}, "now")
    if volunteer.status == VolunteerStatus.APPLIED:
        return WayStep(title, _("Your coordinator writes to you."), "now")
    if volunteer.status == VolunteerStatus.INTERVIEW and not at:
        return WayStep(title, _("Your coordinator writes to you to find a time."), "now")
    return WayStep(title, "", "done")


def errands_of(volunteer: Volunteer | None) -> list[WayStep]:
    """What somebody who is joining, teaches or rests can settle by themselves."""
    if volunteer is None or volunteer.status not in _WITH_US:
        return []
    steps = []
    if is_asked_for(volunteer):
        steps.append(
            WayStep(
                _("You sign the code of conduct"),
                _("Read it and sign it: two minutes. It is asked of adults who teach."),
                "now",
                url=reverse("my_conduct"),
                button=_("Read and sign it"),
            )
        )
    if lacks_background_check(volunteer):
        steps.append(
            WayStep(
                _("You bring a background check"),
                _("Your coordinator tells you how. It is asked of adults who teach."),
                "now",
            )
        )
    if volunteer.is_minor_on(timezone.localdate()) and not volunteer.weekly_times.exists():
        steps.append(
            WayStep(
                _("You tell us when you are at school"),
                _("Then nobody gives you a lesson at that time."),
                "now",
                url=reverse("times:home"),
                button=_("Write it down"),
            )
        )
    return steps
