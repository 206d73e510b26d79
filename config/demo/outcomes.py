"""What became of a term's sessions: who takes them, which were cancelled, logged and verified."""

import datetime
import random
from collections.abc import Collection

from accounts.models import User
from config.demo import oddities
from config.demo.accounts import COORDINATED
from config.demo.timetable import Member, Planned, Timetable, record_log, verify
from sessions.choices import AssignmentRole, AssignmentStatus, Mode, SessionStatus
from sessions.models import Attendance
from volunteers.choices import VolunteerStatus

PAST = "ULLULCLVLLVULVLVVLVCVVLV"
"""What became of the latest past sessions, newest first: U not logged yet, L logged, V verified,
C cancelled. Earlier ones are verified, with few exceptions."""

NEXT = "ochHpco2xcphcocHpchcopcc"
"""How the next sessions stand: o nobody yet, h one of two, 2 nobody of two; then with everybody:
c confirmed, H confirmed with two, p planned; x cancelled. Later ones are drawn from these."""

REASONS = (
    "School closed by frost",
    "The teacher is ill",
    "The class is on a trip",
    "No electricity at the school",
)
NOTES = {
    "kk": ("", "", "Сабақ қызық өтті, оқушылар белсенді болды.", "Байланыс екі рет үзілді."),
    "ru": ("", "", "Класс просит провести ещё один урок.", "Много вопросов, не хватило времени."),
}
PARENTS_LESSON = "BKD-08"


def is_coordinated(planned: Planned) -> bool:
    """Whether it lies where the demo's coordinator works."""
    return planned.session.school.region.code in COORDINATED


class Outcomes:
    """Decides about sessions that were planned; nothing is written here.

    :param danas: those of the volunteer who signs in, the first of them still to be logged.
    :param silent_since: the region that has gone silent teaches no more from then on.
    """

    def __init__(
        self,
        rng: random.Random,
        *,
        timetable: Timetable,
        members: list[Member],
        danas: Collection[Planned],
        users: dict[str, User],
        now: datetime.datetime,
        silent_since: datetime.date,
    ) -> None:
        self.random, self.timetable, self.members = rng, timetable, members
        self.danas, self.users, self.now = danas, users, now
        self.silent_since = silent_since

    def decide(self, planned: list[Planned]) -> None:
        """Of all sessions, in the order of their times."""
        for is_ours in (True, False):
            part = [one for one in planned if is_coordinated(one) is is_ours]
            self._decide_past([one for one in reversed(part) if one.end <= self.now])
            self._decide_next([one for one in part if one.end > self.now])
        self._count_too_many(planned)

    def _decide_past(self, newest_first: list[Planned]) -> None:
        earlier = "V" * 20 + "CL"
        for rank, planned in enumerate(newest_first):
            letter = PAST[rank] if rank < len(PAST) else self.random.choice(earlier)
            if planned in self.danas:
                letter = "U" if planned is self.danas[0] else "V" if rank > 20 else "L"
            self._staff(planned, places=self.random.choice([1, 1, 2]))
            if not planned.assignments or letter == "C" or self._has_gone_silent(planned):
                self._cancel(planned)
            elif letter == "U":
                planned.session.status = self.random.choice(
                    [SessionStatus.PLANNED, SessionStatus.CONFIRMED]
                )
            else:
                self._log(planned)
                if letter == "V":
                    self._verify(planned)

    def _decide_next(self, soonest_first: list[Planned]) -> None:
        for rank, planned in enumerate(soonest_first):
            letter = NEXT[rank] if rank < len(NEXT) else self.random.choice(NEXT)
            if planned in self.danas:
                letter = "c"
            places = 2 if letter in "hH2" else 1
            planned.session.places = places
            planned.session.status = (
                SessionStatus.CONFIRMED if letter in "cHo" else SessionStatus.PLANNED
            )
            if letter not in "o2":
                self._staff(planned, places=places, filled=1 if letter == "h" else places)
            if letter == "o" and self.random.random() < 0.3:
                self._let_decline(planned)
            if letter == "x":
                self._cancel(planned)

    def _staff(self, planned: Planned, *, places: int, filled: int | None = None) -> None:
        """Fill places with volunteers of the region, the lead first."""
        planned.session.places = max(places, len(planned.assignments))
        near = [m for m in self.members if m.volunteer.region_id == planned.region_id]
        for _place in range(len(planned.assignments), places if filled is None else filled):
            is_first = not planned.assignments
            # Somebody under 18 never teaches without an adult.
            adult = is_first and not planned.session.contact
            if member := self.timetable.find_member(planned, self._active(near), adult=adult):
                role = AssignmentRole.LEAD if is_first else AssignmentRole.CO_TEACHER
                self.timetable.assign(planned, member, role)

    def _let_decline(self, planned: Planned) -> None:
        near = [m for m in self.members if m.volunteer.region_id == planned.region_id]
        if member := self.timetable.find_member(planned, self._active(near)):
            self.timetable.assign(planned, member, status=AssignmentStatus.DECLINED)

    @staticmethod
    def _active(members: list[Member]) -> list[Member]:
        return [m for m in members if m.volunteer.status == VolunteerStatus.ACTIVE]

    def _has_gone_silent(self, planned: Planned) -> bool:
        region = planned.session.school.region.code
        return region == oddities.SILENT and planned.day >= self.silent_since

    def _in_charge(self, planned: Planned) -> User:
        return self.users["coordinator" if is_coordinated(planned) else "manager"]

    def _cancel(self, planned: Planned) -> None:
        session = planned.session
        session.status = SessionStatus.CANCELLED
        session.cancelled_by = self._in_charge(planned)
        before = datetime.timedelta(hours=self.random.randint(2, 40))
        session.cancelled_at = min(planned.at - before, self.now - datetime.timedelta(hours=1))
        session.cancel_reason = self.random.choice(REASONS)

    def _log(self, planned: Planned) -> None:
        if len(planned.assignments) == 2 and self.random.random() < 0.15:
            planned.assignments[1].status = AssignmentStatus.ABSENT
        after = datetime.timedelta(minutes=self.random.randint(5, 600))
        record_log(
            planned,
            by=planned.assignments[0].volunteer.user,
            at=min(planned.end + after, self.now),
            rng=self.random,
            note=self.random.choice(NOTES[planned.session.language]),
        )
        for row in planned.attendance:
            self._count(planned, row)

    def _verify(self, planned: Planned) -> None:
        after = datetime.timedelta(hours=self.random.randint(1, 70))
        verify(
            planned,
            by=self._in_charge(planned),
            at=min(planned.session.log.logged_at + after, self.now),
        )

    def _count(self, planned: Planned, row: Attendance) -> None:
        mode = planned.session.mode
        present = round(row.class_group.enrolled * self.random.triangular(0.6, 1.0, 0.92))
        online = round(present * self.random.uniform(0.2, 0.5)) if mode == Mode.HYBRID else present
        row.students_online = 0 if mode == Mode.OFFLINE else online
        row.students_offline = present - row.students_online
        row.teachers = 1
        if planned.session.lesson.code == PARENTS_LESSON:
            where = "parents_offline" if mode == Mode.OFFLINE else "parents_online"
            setattr(row, where, round(present * self.random.uniform(0.3, 0.8)))

    def _count_too_many(self, planned: list[Planned]) -> None:
        """Two logs that a coordinator should look at: more students than the class has."""
        waiting = [
            one
            for one in reversed(planned)
            if one.session.status == SessionStatus.DELIVERED
            and is_coordinated(one)
            and one.session.mode != Mode.HYBRID
        ]
        for one in waiting[1:5:3]:
            row = one.attendance[0]
            where = f"students_{one.session.mode}"
            setattr(row, where, row.class_group.enrolled + self.random.randint(9, 15))
