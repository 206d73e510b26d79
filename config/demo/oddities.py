"""What goes wrong in a programme: some of each kind that the data quality page looks for."""

import datetime
import random
from collections.abc import Callable

from config.demo.calendar import days_around
from config.demo.places import Home
from config.demo.timetable import Planned, Timetable, record_log
from sessions.choices import AssignmentStatus, Mode, SessionStatus
from sessions.flags import LATE_AFTER
from sessions.models import COUNT_FIELDS, Assignment

SILENT = "KZ-55"
"""A region whose volunteers have stopped: lessons in autumn, then all of them cancelled."""

ROUNDING = "KZ-11"
"""The first school of this region tells its numbers in fives."""

SILENT_FROM, SILENT_SESSIONS = 10, 5
"""Weeks before now in which the silent region still taught, and how often."""

ROUNDED_SESSIONS = 9

Check = Callable[[Planned], bool]


def days_of_the_silent(today: datetime.date, weeks_before: int) -> list[datetime.date]:
    """The school days before the weeks that the term is about."""
    start = today - datetime.timedelta(weeks=weeks_before)
    return [day for day in days_around(start, SILENT_FROM - weeks_before, 0) if day < start]


class Oddities:
    """Changes some sessions of a term that was planned; nothing is written here."""

    def __init__(
        self,
        planned: list[Planned],
        *,
        timetable: Timetable,
        rng: random.Random,
        now: datetime.datetime,
    ) -> None:
        self.planned, self.timetable, self.random, self.now = planned, timetable, rng, now
        self.changed: list[Planned] = []

    def apply(self, *, usual: Check, rounding: Home) -> Planned | None:
        """:param usual: which sessions may be changed. Returns the one that was added, if any."""
        self.round_counts(rounding)
        verified = [one for one in self.planned if one.session.status == SessionStatus.VERIFIED]
        may = [one for one in verified if usual(one) and one.home is not rounding]
        self.add_a_zero(may)
        self.forget_the_volunteer(may)
        self.log_late(may)
        self.teach_a_day_later(may)
        return self.log_twice(may)

    def take(self, sessions: list[Planned], fits: Check) -> Planned | None:
        found = next((one for one in sessions if one not in self.changed and fits(one)), None)
        if found:
            self.changed.append(found)
        return found

    def add_a_zero(self, sessions: list[Planned]) -> None:
        """A slip of the thumb that nobody noticed: 240 in place of 24."""
        one = self.take(sessions, lambda one: len(one.attendance) == 1 and is_online(one))
        if one:
            one.attendance[0].students_online *= 10

    def forget_the_volunteer(self, sessions: list[Planned]) -> None:
        """Verified although nobody is said to have been there."""
        one = self.take(sessions, lambda one: len(one.assignments) == 1)
        if one:
            one.assignments[0].status = AssignmentStatus.ABSENT

    def log_late(self, sessions: list[Planned]) -> None:
        """Two logs from memory, one a little and one much later."""
        for extra in (datetime.timedelta(days=2, hours=5), datetime.timedelta(days=9)):
            late = LATE_AFTER + extra
            one = self.take(sessions, lambda one, late=late: one.at + late < self.now)
            if one:
                one.session.log.logged_at = one.at + late
                after = datetime.timedelta(hours=self.random.randint(1, 20))
                one.session.verified_at = min(one.at + late + after, self.now)

    def teach_a_day_later(self, sessions: list[Planned]) -> None:
        """The class was elsewhere on the day that the log tells, so the plan stayed as it was."""
        day = datetime.timedelta(days=1)
        one = self.take(
            sessions,
            lambda one: one.day.weekday() < 4 and one.session.verified_at + day < self.now,
        )
        if one:
            one.session.log.delivered_at += day
            one.session.log.logged_at += day
            one.session.verified_at += day

    def log_twice(self, sessions: list[Planned]) -> Planned | None:
        """The same lesson once more, an hour or two later, with the same head-counts."""
        for one in sessions:
            if len(one.cohorts) == 1 and one not in self.changed and (times := self._later(one)):
                return self._again(one, times[0])
        return None

    def _later(self, one: Planned) -> list[datetime.datetime]:
        """When class and volunteer could have had it again on that day."""
        volunteer = one.assignments[0].volunteer.email
        length = datetime.timedelta(minutes=one.session.minutes)
        return [
            at
            for at in self.timetable.times(one.cohorts[0], [one.day])
            if at > one.at and at + length < self.now and self.timetable.is_free(volunteer, at)
        ]

    def _again(self, one: Planned, at: datetime.datetime) -> Planned:
        first, volunteer = one.session, one.assignments[0].volunteer
        twin = self.timetable.plan(one.cohorts[0], first.lesson, first.project, at, first.mode)
        for count in COUNT_FIELDS:
            setattr(twin.attendance[0], count, getattr(one.attendance[0], count))
        self.timetable.take(volunteer.email, at)
        twin.assignments.append(Assignment(school_session=twin.session, volunteer=volunteer))
        logged_at = max(first.log.logged_at, twin.end)
        record_log(twin, by=first.log.logged_by, at=logged_at, rng=self.random)
        return twin

    def round_counts(self, home: Home) -> None:
        """Who counts in fives: the head-counts of one school."""
        for one in self.planned:
            if one.home is home and one.session.log:
                for row in one.attendance:
                    row.students_online = in_fives(row.students_online)
                    row.students_offline = in_fives(row.students_offline)


def is_online(planned: Planned) -> bool:
    return planned.session.mode == Mode.ONLINE


def in_fives(students: int) -> int:
    return max(5 * (students // 5), 5) if students else 0
