"""The log page where there is a log already, and where there is no plan at all."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.choices import Language
from schools.models import ClassGroup, School
from schools.school_years import school_year_of
from sessions.choices import SEEN_BY_THE_ASSIGNED, AssignmentStatus, Mode
from sessions.errors import Refusal
from sessions.forms.logs import NO_CLASS, LogForm, LogPage
from sessions.models import COUNT_FIELDS, Assignment, Lesson, SchoolSession
from sessions.services.unplanned import projects_for
from sessions.unplanned_entries import UnplannedEntry, read_unplanned
from volunteers.models import Volunteer


class LogAgainPage(LogPage):
    """A log to be put right: filled in with what was written."""

    def others_than(self, user: User) -> list[Assignment]:
        people = self.school_session.assignments.filter(status__in=SEEN_BY_THE_ASSIGNED)
        people = people.select_related("volunteer")
        return [one for one in people if one.volunteer.user_id != user.pk]

    @property
    def is_early(self) -> bool:
        return False

    def initial(self, others: list[Assignment]) -> dict:
        log = self.school_session.log
        return {
            "client_uuid": str(log.client_uuid),
            "delivered_at": log.delivered_at,
            "minutes": log.minutes,
            "mode": log.mode,
            "note": log.note,
            "came": [str(one.pk) for one in others if one.status == AssignmentStatus.ATTENDED],
        }

    def initial_rows(self) -> list[dict]:
        rows = self.school_session.attendance.order_by(
            "class_group__grade", "class_group__letter", "pk"
        )
        return [
            {
                "class_group": str(row.class_group_id or NO_CLASS),
                **{name: getattr(row, name) for name in COUNT_FIELDS},
            }
            for row in rows
        ]


class UnplannedForm(LogForm):
    """What was taught, and when: nothing of it is known from a plan."""

    lesson = forms.ChoiceField(label=_("Which lesson?"))
    language = forms.ChoiceField(label=_("Language"), choices=Language)

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        super().__init__(*args, others=[], **kwargs)
        self.fields["lesson"].choices = [("", _("Choose …")), *lessons_to_choose(volunteer)]

    field_order = ["lesson", "delivered_at", "minutes", "mode", "language", "note"]


def lessons_to_choose(volunteer: Volunteer) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each project with its lessons, and with "something else" of it."""
    lessons: dict[int, list[Lesson]] = {}
    for lesson in Lesson.objects.taught().order_by("code"):
        lessons.setdefault(lesson.project_id, []).append(lesson)
    return [
        (
            project.name,
            [
                *((f"{project.code}:{one.pk}", one.title) for one in lessons.get(project.pk, [])),
                (f"{project.code}:", _("Something else")),
            ],
        )
        for project in projects_for(volunteer)
    ]


class UnplannedPage(LogPage):
    """The log of a session that was not on the calendar, at a school that is chosen already."""

    def __init__(self, school: School | None, volunteer: Volunteer, data: Any = None) -> None:
        """:param school: none for a device, which knows schools and their classes itself."""
        self.volunteer = volunteer
        start = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        plan = SchoolSession(
            school=school, starts_at=start - datetime.timedelta(hours=1), mode=Mode.OFFLINE
        )
        super().__init__(plan, volunteer.user, data, is_kept=school is None)

    def others_than(self, user: User) -> list[Assignment]:
        return []

    def new_form(self, data: Any, others: list[Assignment]) -> UnplannedForm:
        return UnplannedForm(data, initial=self.initial(others), volunteer=self.volunteer)

    @cached_property
    def groups(self) -> dict[str, ClassGroup]:
        if self.is_kept:
            return {}
        year = school_year_of(timezone.localdate())
        groups = self.school_session.school.class_groups.filter(school_year=year)
        return {str(group.pk): group for group in groups.order_by("grade", "letter")}

    def initial(self, others: list[Assignment]) -> dict:
        return {
            "client_uuid": str(uuid.uuid4()),
            "delivered_at": self.school_session.starts_at,
            "minutes": self.school_session.minutes,
            "mode": self.school_session.mode,
            "language": self.volunteer.languages[0] if self.volunteer.languages else "",
        }

    def initial_rows(self) -> list[dict]:
        return []

    def read_unplanned(self) -> UnplannedEntry | None:
        """As ``read``, with the lesson; the school is the page's."""
        if not self.read():
            return None
        project, _colon, lesson = self.form.cleaned_data["lesson"].partition(":")
        plan = {
            "school": self.school_session.school_id,
            "project": project,
            "lesson": int(lesson) if lesson else None,
            "language": self.form.cleaned_data["language"],
        }
        try:
            return read_unplanned({**self.body(), **plan})
        except Refusal as refusal:
            self.refuse(refusal)
            return None
