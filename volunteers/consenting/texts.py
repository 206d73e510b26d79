"""What people agree to, in words. Change a word that matters, and the version changes with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from volunteers.models import Project, StaffingLimits, Volunteer

TEXT_VERSION = "2026-1"
"""Kept with every consent. The words themselves are kept with a guardian's answer."""


@dataclass(frozen=True)
class Section:
    heading: str
    text: str


def for_guardian(volunteer: Volunteer, projects: Sequence[Project]) -> list[Section]:
    """What a guardian reads before they answer, in the active language."""
    name = volunteer.first_name
    what = ", ".join(project.name for project in projects)
    known = {"name": name, "projects": what, "hours": _hours()}
    return [
        Section(
            _("Who asks"),
            _(
                "The youth volunteer programme that %(name)s has applied to. Young people teach "
                "lessons for classes in schools of their region: %(projects)s."
            )
            % known,
        ),
        Section(
            _("What %(name)s would do") % known,
            _(
                "First a short training, then lessons: online or at a school, with a teacher or "
                "another adult there, never during %(name)s's own lessons, and at most %(hours)d "
                "hours a week. %(name)s can say no to any lesson, and stop at any time."
            )
            % known,
        ),
        Section(
            _("What is kept"),
            _(
                "Of %(name)s: name, date of birth, e-mail address, region, languages, when they "
                "can teach, and which lessons they taught. Of you: your name and your e-mail "
                "address. Only the programme's coordinators see them. Other volunteers see a "
                "first name and an initial, and the public sees nothing."
            )
            % known,
        ),
        Section(
            _("For how long"),
            _(
                "As long as %(name)s takes part. Afterwards what is personal is deleted, at once "
                "where you ask for it; the number of lessons taught stays, without a name."
            )
            % known,
        ),
        Section(
            _("You can take it back"),
            _(
                "At any time and without a reason, with the same link. Then %(name)s teaches no "
                "more, and the lessons that were planned go to others."
            )
            % known,
        ),
    ]


def about_pictures(volunteer: Volunteer) -> str:
    """What a guardian of a minor says yes or no to besides."""
    return _(
        "Pictures of lessons in which %(name)s can be recognised may be shown in the programme's "
        "reports and on its pages, without a name. Taking part does not depend on it."
    ) % {"name": volunteer.first_name}


def own() -> list[str]:
    """What somebody who applies agrees to."""
    return [
        _(
            "I want to take part, and I know that I can stop at any time. The programme may keep "
            "what I wrote here, to plan lessons with me, as long as I take part."
        ),
        _("Coordinators of my region see it. Other volunteers see my first name and an initial."),
    ]


def as_text(sections: Sequence[Section], pictures: str) -> str:
    """The words, as they are kept as evidence."""
    shown = [f"{section.heading}\n{section.text}" for section in sections]
    return "\n\n".join([*shown, pictures])


def _hours() -> int:
    return StaffingLimits.now().minors_most_hours_a_week
