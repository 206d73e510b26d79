"""Invented history in any amount, to see how Birge bears it.

Written in the database itself, a chunk a transaction, with the triggers off: what they would do
is in the statements. Other writers wait for the end of a chunk. Nothing is drawn and tried
again; the numbers alone see to it that nobody is in two places at once:

- all lesson times of five school years are numbered; a school's k-th session gets a time of its
  own, somewhere in the k-th of as many equal stretches, so that a school, and each class in it,
  has one session at a time;
- four schools share eight volunteers; at any one time each of the four has two of its own, and
  which ones changes from time to time.
"""

import datetime
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.db import connection, transaction

from accounts.services import system_user
from config.demo import scale_sql
from config.demo.calendar import SHIFTS, school_days, starts_at
from config.demo.people import People
from schools.school_years import school_year_of

FIRST_DAY, LAST_DAY = datetime.date(2021, 9, 1), datetime.date(2026, 5, 25)
CHUNK = 25_000
MOST_SCHOOLS = 7800
SESSIONS_OF_A_SCHOOL = 100
"""Until there are as many schools as the country has."""

CLASSES = 12
CLUSTER, VOLUNTEERS = 4, 8
NAMES = 2000


@dataclass(frozen=True)
class Shape:
    """What a run is like; as it stands here, like a programme of schools.

    :param class_groups: how many there are in a session, each as likely as the others.
    :param chunk: sessions written in one transaction.
    """

    class_groups: tuple[int, ...] = (1, 1, 1, 2, 2, 3)
    most_schools: int = MOST_SCHOOLS
    chunk: int = CHUNK


@dataclass(frozen=True)
class Size:
    sessions: int
    schools: int
    times: int

    @property
    def rounds(self) -> int:
        """How many sessions a school has."""
        return -(-self.sessions // self.schools)

    @property
    def stretch(self) -> int:
        return self.times // self.rounds


class Scale:
    """One run: its own schools, classes and volunteers, then the sessions in chunks.

    :param switch_triggers: without, the triggers have to be off already. Two runs at once would
        wait for each other with it.
    """

    def __init__(
        self,
        sessions: int,
        say: Callable[[str], None],
        shape: Shape = Shape(),
        *,
        switch_triggers: bool = True,
    ) -> None:
        if sessions < 0:
            raise ValueError("The number of sessions cannot be negative.")
        self.say = say
        self.shape = shape
        self.switch_triggers = switch_triggers
        self.slots = [
            (starts_at(day, slot), school_year_of(day))
            for day in school_days(FIRST_DAY, LAST_DAY)
            for shift in SHIFTS.values()
            for slot in shift
        ]
        clusters = max(10, min(shape.most_schools, sessions // SESSIONS_OF_A_SCHOOL) // CLUSTER)
        self.size = Size(sessions, clusters * CLUSTER, len(self.slots))
        if self.size.stretch < 1:
            most = self.size.schools * len(self.slots)
            raise ValueError(f"At most {most:,} sessions fit into the five school years.")
        self.parameters = {
            "schools": self.size.schools,
            "stretch": self.size.stretch,
            "classes": CLASSES,
            "cluster": CLUSTER,
            "volunteers": VOLUNTEERS,
            "names": NAMES,
            "class_groups": list(shape.class_groups),
        }

    @property
    def fingerprint(self) -> str:
        """The same for two runs that would write the same."""
        written = (scale_sql.ALL, asdict(self.shape), self.parameters, self.slots)
        return hashlib.sha256(repr(written).encode()).hexdigest()

    def add(self) -> float:
        """Add the sessions; returns how many there were in a second."""
        started = time.monotonic()
        self.prepare()
        for done in self.add_chunks():
            pace = done / (time.monotonic() - started)
            self.say(f"{done:,} of {self.size.sessions:,} sessions, {pace:,.0f} a second")
        with connection.cursor() as cursor:
            cursor.execute(scale_sql.ANALYZE)
        return self.size.sessions / (time.monotonic() - started)

    def add_chunks(self) -> Iterator[int]:
        """Write the sessions; gives after each chunk how many there are."""
        for first in range(0, self.size.sessions, self.shape.chunk):
            last = min(first + self.shape.chunk, self.size.sessions)
            self.add_chunk(first, last - 1)
            yield last

    @transaction.atomic
    def prepare(self) -> None:
        """The schools, classes and volunteers of this run, and the numbered times."""
        self.say(
            f"{self.size.schools:,} schools with {CLASSES} classes in each of five years, "
            f"{self.size.schools // CLUSTER * VOLUNTEERS:,} volunteers"
        )
        with connection.cursor() as cursor:
            cursor.execute(scale_sql.NEXT_BATCH)
            self.parameters |= {"batch": cursor.fetchone()[0], "system": system_user().pk}
            cursor.execute(scale_sql.NEW_TABLES)
            with cursor.copy("COPY scale_time (number, starts_at, school_year) FROM STDIN") as copy:
                for number, (at, school_year) in enumerate(self.slots):
                    copy.write_row((number, at, school_year))
            people = People("scale")
            with cursor.copy("COPY scale_name (number, first_name, last_name) FROM STDIN") as copy:
                for number in range(NAMES):
                    name = people.name("kk" if number % 3 else "ru")
                    copy.write_row((number, name.first, name.last))
        self._execute(
            scale_sql.SCHOOLS,
            scale_sql.CLASSES,
            scale_sql.VOLUNTEERS,
            scale_sql.CONSENTS,
            scale_sql.ENROLMENTS,
        )

    @transaction.atomic
    def add_chunk(self, first: int, last: int) -> None:
        self._execute(
            scale_sql.PLAN,
            scale_sql.LOGS,
            scale_sql.SESSIONS,
            scale_sql.ATTENDANCE,
            scale_sql.ASSIGNMENTS,
            scale_sql.DIRTY,
            first=first,
            last=last,
        )

    def _execute(self, *statements: str, **parameters: int) -> None:
        with connection.cursor() as cursor:
            if self.switch_triggers:
                cursor.execute(scale_sql.TRIGGERS_OFF)
            for statement in statements:
                cursor.execute(statement, self.parameters | parameters)
            if self.switch_triggers:
                cursor.execute(scale_sql.TRIGGERS_ON)
