"""Logs that a coordinator looks at before saying yes: flagged ones, and of what was not planned."""

import datetime
import random
from collections.abc import Collection

from config.demo.accounts import COORDINATED
from config.demo.calendar import starts_at
from config.demo.outcomes import is_coordinated
from config.demo.places import Home
from config.demo.timetable import Member, Planned, Timetable, record_log, suitable_lessons
from schools.school_years import school_year_of
from sessions.choices import LogSource, Mode, SessionStatus
from sessions.flags import LATE_AFTER
from sessions.models import COUNT_FIELDS, Lesson
from volunteers.choices import VolunteerStatus
from volunteers.models import Project

AT_NIGHT = (22, 40)
NOBODY_CAME = "The class had been sent home: frost. We waited for half an hour."
UNPLANNED = 2
MOST_TRIES = 200
ASKED_IN = {
    "kk": "Мұғалім ауырып қалып, сабақты өткізуді сұрады.",
    "ru": "Учитель заболел, и нас попросили провести урок.",
}


class Unusual:
    """Changes some logs of a term that was planned, and adds some; nothing is written here."""

    def __init__(
        self,
        planned: list[Planned],
        *,
        timetable: Timetable,
        members: list[Member],
        rng: random.Random,
        now: datetime.datetime,
        besides: Collection[Planned],
    ) -> None:
        """:param besides: which sessions stay as they are."""
        self.planned, self.timetable, self.members = planned, timetable, members
        self.random, self.now = rng, now
        newest_first = sorted(planned, key=lambda one: one.at, reverse=True)
        self.usual = [
            one
            for one in newest_first
            if is_coordinated(one) and _is_plain(one) and one not in besides
        ]

    def apply(self) -> None:
        self.nobody_came()
        self.log_at_night()
        self.log_weeks_later()

    def nobody_came(self) -> None:
        for one in self._waiting()[:1]:
            for row in one.attendance:
                for field in COUNT_FIELDS:
                    setattr(row, field, 0)
            one.session.log.note = NOBODY_CAME
            self.usual.remove(one)

    def log_at_night(self) -> None:
        """The hour of writing it down in place of the hour of the lesson."""
        for one in self._waiting():
            night = starts_at(one.day, AT_NIGHT)
            if night + datetime.timedelta(hours=1) < self.now:
                one.session.log.delivered_at = night
                one.session.log.logged_at = night + datetime.timedelta(minutes=4)
                self.usual.remove(one)
                return

    def log_weeks_later(self) -> None:
        """One of the first weeks that was logged from memory a moment ago."""
        for one in self.usual:
            if one.end + LATE_AFTER < self.now - datetime.timedelta(days=1):
                session = one.session
                session.status = SessionStatus.DELIVERED
                session.verified_at = session.verified_by = None
                session.log.logged_at = self.now - datetime.timedelta(hours=5)
                return

    def add_unplanned(
        self, homes: list[Home], lessons: list[tuple[Project, list[Lesson]]]
    ) -> list[Planned]:
        """What adults taught on one of the last days without a plan; it counts in nothing yet."""
        days = sorted({one.day for one in self.planned if one.day < self.now.date()})[-4:]
        near = [home for home in homes if home.school.region.code in COORDINATED]
        added: list[Planned] = []
        for _try in range(MOST_TRIES):
            day = self.random.choice(days)
            cohort = self.random.choice(self.random.choice(near).cohorts_in(school_year_of(day)))
            times = self.timetable.times(cohort, [day])
            if times and len(added) < UNPLANNED:
                project, of_project = self.random.choice(lessons)
                lesson = self.random.choice(
                    suitable_lessons(of_project, cohort, school_year_of(day))
                )
                at = self.random.choice(times)
                one = self.timetable.plan(cohort, lesson, project, at, Mode.OFFLINE)
                if self._log_unplanned(one):
                    added.append(one)
        return added

    def _log_unplanned(self, one: Planned) -> bool:
        """By an adult of the region who was free; whether there is one."""
        active = [m for m in self.members if m.volunteer.status == VolunteerStatus.ACTIVE]
        near = [m for m in active if m.volunteer.region_id == one.region_id]
        member = self.timetable.find_member(one, near, adult=True)
        if not member:
            return False
        self.timetable.assign(one, member)
        note = ASKED_IN[one.session.language]
        at = one.end + datetime.timedelta(hours=3)
        record_log(one, by=member.volunteer.user, at=at, rng=self.random, note=note)
        one.session.log.source = LogSource.DEVICE
        one.session.status = SessionStatus.UNPLANNED
        for row in one.attendance:
            row.students_offline = round(row.class_group.enrolled * 0.9)
            row.teachers = 1
        return True

    def _waiting(self) -> list[Planned]:
        return [one for one in self.usual if one.session.status == SessionStatus.DELIVERED]


def _is_plain(one: Planned) -> bool:
    """Logged, and nothing else is unusual about it."""
    rows = one.attendance
    return bool(one.session.log) and all(r.students <= r.class_group.enrolled for r in rows)
