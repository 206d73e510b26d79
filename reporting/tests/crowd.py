"""Writers that do anything to the sessions of a few schools, all at once, each by itself.

They write as people do (the services), as scripts do (models, SQL, ``COPY``) and as the import
does. What is refused, deadlocked or cut off was not written, and that is part of the crowd.
"""

import contextlib
import csv
import datetime
import random
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import system_user
from accounts.tests.factories import make_user
from reporting import services
from reporting.tests.programme import at, make_project, make_school
from schools.models import School
from schools.services import move_school
from schools.tests.factories import ClassGroupFactory
from sessions.choices import LogSource
from sessions.errors import Refusal
from sessions.history import seen_version
from sessions.imports.kind import SESSIONS
from sessions.log_entries import HeadCounts, LogEntry
from sessions.models import COUNT_FIELDS, Assignment, Attendance, SchoolSession, SessionLog
from sessions.services import logs, planning, verifying
from sessions.tests.factories import SchoolSessionFactory, make_taught
from transfers.errors import JobRefused
from transfers.imports.runs import run_import
from transfers.progress import SilentProgress
from volunteers.tests.factories import make_ready, make_volunteer_user

NOT_WRITTEN = (
    *(IntegrityError, OperationalError, InterfaceError, ObjectDoesNotExist),
    # From COPY they come as psycopg raises them.
    *(psycopg.IntegrityError, psycopg.OperationalError, psycopg.InterfaceError),
    *(Refusal, PermissionDenied, JobRefused),
)
"""A rule of the database, a circle of locks, a connection that died, somebody who was faster."""

MOST_SESSIONS = 1500
"""Above that, the crowd deletes more than it adds, so that long runs stay quick."""

MONTHS = 18


def run_sql(statement: str, *parameters) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


class Crowd:
    """What they write about, and the threads in which they do."""

    def __init__(self, seed: int, *, schools: int = 3) -> None:
        self.seed = seed
        self.projects = [make_project("BKD", 3), make_project("PLF", 12)]
        self.schools = [make_school(f"S{n}", "KZ-71" if n % 2 else "KZ-11") for n in range(schools)]
        self.regions = [school.region for school in self.schools[:2]]
        self.groups = [ClassGroupFactory(school=s) for s in self.schools for _ in range(2)]
        self.volunteers = [
            make_ready(make_volunteer_user(), *self.projects) for _ in range(schools + 1)
        ]
        self.manager = make_user(Role.MANAGER)
        # Made before anybody writes, since several would make it at once.
        self.machine = system_user()
        self.stop = threading.Event()
        self.written = self.not_written = 0
        self.last_written = time.monotonic()
        self.generation = 0
        self.counting = threading.Lock()
        first = Writer(self, random.Random(seed))
        for _ in range(4 * schools):
            with contextlib.suppress(IntegrityError), transaction.atomic():
                first.teach()
        services.drain_all()

    def note(self, *, was_written: bool) -> None:
        with self.counting:
            self.last_written = time.monotonic()
            self.written += was_written
            self.not_written += not was_written

    @contextlib.contextmanager
    def at_work(self, *, writers: int, drainers: int = 0) -> Iterator[None]:
        """Have them write, and drainers drain beside them, for as long as the block takes."""
        self.stop.clear()
        self.generation += 1
        chances = [random.Random(f"{self.seed} {self.generation} {n}") for n in range(writers)]
        with ThreadPoolExecutor(writers + drainers) as threads:
            running = [
                *(threads.submit(self.alone, Writer(self, chance).write_on) for chance in chances),
                *(threads.submit(self.alone, self.drain_on, n % 2 == 0) for n in range(drainers)),
            ]
            try:
                yield
            finally:
                self.stop.set()
            for thread in running:
                thread.result(timeout=60)

    def alone(self, do: Callable, *arguments) -> None:
        """In this thread, on a connection of its own."""
        try:
            do(*arguments)
        finally:
            connections.close_all()

    def drain_on(self, wait: bool) -> None:
        while not self.stop.is_set():
            services.drain(limit=random.randint(1, 6), wait=wait)


class Writer:
    """One of them."""

    def __init__(self, crowd: Crowd, chance: random.Random) -> None:
        self.crowd = crowd
        self.random = chance

    def write_on(self) -> None:
        while not self.crowd.stop.is_set():
            rare = self.random.random()
            write = self.rebuild if rare < 0.01 else self.import_file if rare < 0.04 else self.write
            try:
                self.crowd.note(was_written=write())
            except NOT_WRITTEN:
                self.crowd.note(was_written=False)
                connection.close_if_unusable_or_obsolete()

    def write(self) -> bool:
        """One to three changes in a transaction, which is kept or not; whether it is."""
        what = [
            *(self.teach, self.teach, self.log, self.log, self.verify, self.correct, self.cancel),
            *(self.move, self.plan_or_log, self.count_heads, self.change_assignment, self.delete),
            *(self.change_many, self.move_many, self.copy, self.move_school, self.settle),
        ]
        if SchoolSession.objects.count() > MOST_SESSIONS:
            what = [self.delete_many]
        with transaction.atomic():
            for _ in range(self.random.randint(1, 3)):
                self.random.choice(what)()
                time.sleep(self.random.random() * 0.01)
            is_kept = self.random.random() > 0.2
            transaction.set_rollback(not is_kept)
        return is_kept

    # --- What to write about --------------------------------------------------------------

    def start(self) -> datetime.datetime:
        """Any hour of the months; some meet, and one of the two is refused."""
        month = self.random.randrange(MONTHS)
        first = at(f"{2022 + month // 12}-{month % 12 + 1:02d}-01 00:00")
        return first + datetime.timedelta(hours=self.random.randrange(28 * 24))

    def one(self, model: type, **conditions) -> object | None:
        """Any row; a session is held as the services hold what they change."""
        rows = model.objects.filter(**conditions).order_by("pk")
        count = rows.count()
        if model is SchoolSession:
            rows = rows.select_for_update()
        return rows[self.random.randrange(count) :].first() if count else None

    def place(self) -> dict:
        return {
            "project": self.random.choice(self.crowd.projects),
            "school": self.random.choice(self.crowd.schools),
            "starts_at": self.start(),
        }

    # --- As people do: the services -------------------------------------------------------

    def log(self) -> None:
        """A session is planned, and its volunteer logs it."""
        planned = SchoolSessionFactory(**self.place(), status="confirmed")
        volunteer = self.random.choice(self.crowd.volunteers)
        Assignment.objects.create(school_session=planned, volunteer=volunteer)
        groups = [group.pk for group in self.crowd.groups if group.school_id == planned.school_id]
        entry = LogEntry(
            client_uuid=uuid.UUID(int=self.random.getrandbits(128), version=4),
            delivered_at=planned.starts_at + datetime.timedelta(minutes=self.random.choice([0, 5])),
            minutes=45,
            mode=self.random.choice(["online", "offline", "hybrid"]),
            note="",
            attendance=(
                HeadCounts(self.random.choice([None, *groups]), *self.heads()[:4], teachers=1),
            ),
            absent=(),
        )
        logs.log_session(planned, entry, by=volunteer.user, source=LogSource.PAGE)

    def heads(self) -> list[int]:
        return [self.random.randrange(40) for _ in COUNT_FIELDS]

    def verify(self) -> None:
        if session := self.one(SchoolSession, status="delivered"):
            verifying.verify_log(session, by=self.crowd.manager)

    def correct(self) -> None:
        if session := self.one(SchoolSession, status__in=["delivered", "verified"]):
            rows = session.attendance.values_list("pk", flat=True)
            counts = {row: dict(zip(COUNT_FIELDS, self.heads(), strict=True)) for row in rows}
            seen = seen_version(session)
            verifying.correct_attendance(session, counts, by=self.crowd.manager, seen=seen)

    def cancel(self) -> None:
        if session := self.one(SchoolSession, status__in=["planned", "confirmed"]):
            planning.cancel_session(session, by=self.crowd.manager, reason="snow")

    def move_school(self) -> None:
        """To another region, from some day on or as if it had always been there."""
        since = self.random.choice([None, self.start().date()])
        school, region = (self.random.choice(of) for of in (self.crowd.schools, self.crowd.regions))
        move_school(school, region, since=since, by=self.crowd.manager)

    # --- As scripts do: models and SQL ----------------------------------------------------

    def teach(self) -> None:
        make_taught(
            **self.place(),
            groups=[(self.random.choice([None, *self.crowd.groups]), {"students_online": 9})],
            volunteers=self.random.sample(self.crowd.volunteers, 2),
        )

    def move(self) -> None:
        if session := self.one(SchoolSession):
            session.starts_at = self.start()
            session.school = self.random.choice(self.crowd.schools)
            session.mode = self.random.choice(["online", "offline"])
            session.save()

    def plan_or_log(self) -> None:
        if session := self.one(SchoolSession, status__in=["planned", "confirmed", "delivered"]):
            session.status = self.random.choice(["planned", "delivered"])
            session.save()

    def count_heads(self) -> None:
        if row := self.one(Attendance):
            row.students_offline = self.random.randrange(40)
            row.save()

    def change_assignment(self) -> None:
        if row := self.one(Assignment):
            row.status = self.random.choice(["attended", "absent", "declined"])
            row.save()

    def settle(self) -> None:
        schools = School.objects.filter(pk=self.random.choice(self.crowd.schools).pk)
        schools.update(settlement=self.random.choice(["urban", "rural"]))

    def delete(self) -> None:
        if row := self.one(self.random.choice([SchoolSession, Attendance, Assignment])):
            row.delete()

    def delete_many(self) -> None:
        school = self.random.choice(self.crowd.schools)
        ids = [pk for pk in self.ids(school) if self.random.random() < 0.5]
        SchoolSession.objects.filter(pk__in=ids).delete()

    def ids(self, school) -> list[int]:
        """The sessions of a school, all of them held."""
        sessions = SchoolSession.objects.filter(school=school).order_by("pk")
        return list(sessions.select_for_update().values_list("pk", flat=True))

    def change_many(self) -> None:
        run_sql(
            "UPDATE school_session_attendance a SET teachers = a.teachers %% 9 + 1 "
            "FROM school_session s WHERE s.id = a.school_session_id AND s.school_id = %s "
            "AND a.id %% 3 = %s",
            self.random.choice(self.crowd.schools).pk,
            self.random.randrange(3),
        )

    def move_many(self) -> None:
        run_sql(
            "UPDATE school_session SET starts_at = starts_at + make_interval(months => %s) "
            "WHERE school_id = %s AND id %% 5 = %s",
            self.random.choice([-1, 1]),
            self.random.choice(self.crowd.schools).pk,
            self.random.randrange(5),
        )

    def copy(self) -> None:
        """Some sessions of a school with people of no class, by ``COPY``."""
        sessions, log_ids = (self.next_ids(model, 3) for model in (SchoolSession, SessionLog))
        starts = [self.start() for _ in sessions]
        of_log = (45, "online", "", "import", "", timezone.now(), self.crowd.machine.pk)
        self.copy_into(
            "school_sessions_sessionlog (id, client_uuid, delivered_at, minutes, mode, body_hash, "
            "source, note, logged_at, logged_by_id)",
            [
                (pk, uuid.UUID(int=self.random.getrandbits(128)), start, *of_log)
                for pk, start in zip(log_ids, starts, strict=True)
            ],
        )
        place = self.place()
        of_session = (place["project"].pk, place["school"].pk, 45, "online", "kk", 1, "", "")
        self.copy_into(
            "school_session (id, external_id, log_id, starts_at, status, project_id, school_id, "
            "minutes, mode, language, places, venue, cancel_reason)",
            [
                (pk, f"C-{pk}", log_id, start, "delivered", *of_session)
                for pk, log_id, start in zip(sessions, log_ids, starts, strict=True)
            ],
        )
        self.copy_into(
            f"school_session_attendance (school_session_id, {', '.join(COUNT_FIELDS)})",
            [(pk, *self.heads()) for pk in sessions],
        )

    def next_ids(self, model: type, count: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, count],
            )
            return [pk for (pk,) in cursor]

    def copy_into(self, table: str, rows: list[tuple]) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def rebuild(self) -> bool:
        """Not a write, but what somebody may do who trusts no figure any more."""
        services.rebuild()
        return False

    # --- As the import does ---------------------------------------------------------------

    def import_file(self) -> bool:
        """A file with some sessions of earlier files, changed, and new ones; whether it fits."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in SESSIONS.columns])
            writer.writeheader()
            numbers = self.random.sample(range(40), self.random.randint(1, 8))
            writer.writerows(self.imported(number) for number in numbers)
            file.flush()
            with open(file.name, "rb") as stream:
                return run_import(
                    SESSIONS,
                    stream,
                    by=self.crowd.machine,
                    write=True,
                    progress=SilentProgress(),
                ).is_written

    def imported(self, number: int) -> dict[str, object]:
        place = self.place()
        status = self.random.choice(["delivered", "delivered", "verified", "cancelled"])
        is_taught = status != "cancelled"
        grade, letter = self.random.choice([("", ""), (5, "А"), (6, "Б")])
        heads = self.heads() if is_taught else [0] * len(COUNT_FIELDS)
        return {
            "external_id": f"X-{number}",
            "project": place["project"].code,
            "school": place["school"].code,
            "date": place["starts_at"].date().isoformat(),
            "start": f"{place['starts_at']:%H:%M}",
            "minutes": 40,
            "mode": self.random.choice(["online", "offline", "hybrid"]),
            "language": "kk",
            "status": status,
            "volunteers": self.random.choice(self.crowd.volunteers).email,
            "grade": grade,
            "letter": letter,
            **dict(zip(COUNT_FIELDS, heads, strict=True)),
        }
