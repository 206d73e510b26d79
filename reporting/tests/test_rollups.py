"""Rollups kept up piece by piece equal rollups counted from scratch, whatever was written."""

import datetime
import io
import itertools

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from accounts.services import system_user
from reporting import rebuilding, services
from reporting.choices import PeriodKind
from reporting.models import (
    ClassGroupRollup,
    DirtyScope,
    ReachRollup,
    SchoolRollup,
    ScopeRollup,
    VolunteerRollup,
)
from reporting.queries import rollup_lag_seconds
from reporting.tests.programme import (
    at,
    day,
    make_project,
    make_school,
    teach,
)
from reporting.verification import verify
from schools.services import move_school
from schools.tests.factories import ClassGroupFactory
from sessions.models import COUNT_FIELDS, Assignment, Attendance, DirtyMonth, SchoolSession
from sessions.tests.factories import make_taught
from volunteers.tests.factories import VolunteerFactory

ROLLUPS = (SchoolRollup, ClassGroupRollup, VolunteerRollup, ReachRollup, ScopeRollup)


def kept() -> list[list[tuple]]:
    """All rollups, in order."""
    with connection.cursor() as cursor:
        tables = []
        for model in ROLLUPS:
            cursor.execute(f"SELECT * FROM {model._meta.db_table} t ORDER BY t")
            tables.append(cursor.fetchall())
    return tables


def run_sql(statement: str, parameters: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


class Programme(RuleBasedStateMachine):
    """Any mix of writes, by the models and by SQL, with drains in between."""

    def __init__(self) -> None:
        super().__init__()
        self.everything = transaction.atomic()
        self.everything.__enter__()
        self.projects = [make_project("BKD", 3, 10), make_project("PLF", 12)]
        self.schools = [make_school("S1", "KZ-71"), make_school("S2", "KZ-11", "Arshaly")]
        self.groups = [ClassGroupFactory(school=school) for school in self.schools * 2]
        self.volunteers = [VolunteerFactory() for _ in range(3)]
        self.hours = itertools.count()

    def teardown(self) -> None:
        try:
            self.drained_rollups_equal_the_records()
        finally:
            transaction.set_rollback(True)
            self.everything.__exit__(None, None, None)

    numbers = st.integers(0, 11)
    months = st.integers(0, 30)
    heads = st.integers(0, 60)

    def start(self, month: int) -> datetime.datetime:
        """Never twice the same hour, so that only wanted overlaps are refused."""
        year, month = divmod(month, 12)
        return at(f"{2023 + year}-{month + 1:02d}-01 00:00") + datetime.timedelta(
            hours=next(self.hours)
        )

    def one(self, queryset, number: int):
        count = queryset.count()
        return queryset.order_by("pk")[number % count] if count else None

    def save(self, row, **fields) -> None:
        """As a service would, or not at all where the database refuses."""
        for name, value in fields.items():
            setattr(row, name, value)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            row.refresh_from_db() if row.pk else None

    @rule(n=numbers, month=months, heads=heads, mode=st.sampled_from(["online", "hybrid"]))
    def teach(self, n: int, month: int, heads: int, mode: str) -> None:
        make_taught(
            project=self.projects[n % 2],
            school=self.schools[n // 2 % 2],
            starts_at=self.start(month),
            mode=mode,
            groups=[(None if n == 11 else self.groups[n % 4], {"students_online": heads})],
            volunteers=self.volunteers[: n % 4],
            status="verified" if n % 3 == 0 else "delivered",
        )

    @rule(n=numbers, to=st.sampled_from(["planned", "confirmed", "delivered", "verified"]))
    def change_status(self, n: int, to: str) -> None:
        if session := self.one(SchoolSession.objects, n):
            verified = to == "verified"
            self.save(
                session,
                status=to,
                verified_at=timezone.now() if verified else None,
                verified_by=system_user() if verified else None,
                cancelled_at=None,
                cancelled_by=None,
            )

    @rule(n=numbers)
    def cancel(self, n: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            at_and_by = {"cancelled_at": timezone.now(), "cancelled_by": system_user()}
            nobody = {"verified_at": None, "verified_by": None}
            self.save(session, status="cancelled", **at_and_by, **nobody)

    @rule(n=numbers, month=months)
    def move_to_another_month(self, n: int, month: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            self.save(session, starts_at=self.start(month))

    @rule(n=numbers)
    def move_to_another_school_and_project(self, n: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            self.save(session, school=self.schools[n % 2], project=self.projects[n // 2 % 2])

    @rule(n=numbers, mode=st.sampled_from(["online", "offline"]), minutes=st.integers(5, 55))
    def change_mode_and_minutes(self, n: int, mode: str, minutes: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            self.save(session, mode=mode, minutes=minutes)

    @rule(n=numbers, heads=heads, field=st.sampled_from(COUNT_FIELDS))
    def edit_head_counts(self, n: int, heads: int, field: str) -> None:
        if row := self.one(Attendance.objects, n):
            self.save(row, **{field: heads})

    @rule(n=numbers, heads=heads)
    def add_class_group(self, n: int, heads: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            group = self.groups[n % 4] if n % 5 else None
            row = Attendance(school_session=session, class_group=group)
            self.save(row, students_offline=heads)

    @rule(n=numbers)
    def give_head_counts_to_another_class(self, n: int) -> None:
        if row := self.one(Attendance.objects, n):
            self.save(row, class_group=self.groups[n % 4])

    @rule(n=numbers, status=st.sampled_from(["attended", "absent", "declined"]))
    def assign(self, n: int, status: str) -> None:
        if session := self.one(SchoolSession.objects, n):
            row = Assignment(school_session=session, volunteer=self.volunteers[n % 3])
            self.save(row, role="guest_expert", status=status)

    @rule(n=numbers, status=st.sampled_from(["attended", "absent", "assigned"]))
    def change_assignment(self, n: int, status: str) -> None:
        if row := self.one(Assignment.objects, n):
            self.save(row, status=status, volunteer=self.volunteers[n % 3])

    @rule(n=numbers, model=st.sampled_from([SchoolSession, Attendance, Assignment]))
    def delete(self, n: int, model: type) -> None:
        if row := self.one(model.objects, n):
            row.delete()

    @rule(n=numbers)
    def write_in_vain(self, n: int) -> None:
        if session := self.one(SchoolSession.objects, n):
            with transaction.atomic():
                session.attendance.all().delete()
                transaction.set_rollback(True)

    @rule(
        statement=st.sampled_from(
            [
                "UPDATE school_session SET starts_at = starts_at + interval '1 year' "
                "WHERE project_id = %(project)s AND starts_at < '2028-01-01'",
                "UPDATE school_session SET status = 'delivered', verified_at = NULL, "
                "verified_by_id = NULL, cancelled_at = NULL, cancelled_by_id = NULL",
                "UPDATE school_session SET school_id = %(school)s WHERE minutes < 30",
                "UPDATE school_session_attendance SET students_online = students_online + 1",
                "UPDATE school_session_attendance SET school_session_id = "
                "(SELECT max(id) FROM school_session) WHERE class_group_id IS NULL "
                "AND id = (SELECT max(id) FROM school_session_attendance)",
                "UPDATE school_session_assignment SET status = 'absent' WHERE id %% 2 = 0",
                "DELETE FROM school_session_assignment WHERE volunteer_id = %(volunteer)s",
                "DELETE FROM school_session_attendance WHERE students_online > 30",
                "WITH gone AS (DELETE FROM school_session_attendance WHERE students_online > 40 "
                "RETURNING school_session_id) UPDATE school_session SET mode = 'offline' "
                "WHERE id IN (SELECT school_session_id FROM gone)",
                "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE school_session_attendance; "
                "SET CONSTRAINTS ALL DEFERRED",
                "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE school_session CASCADE; "
                "SET CONSTRAINTS ALL DEFERRED",
            ]
        )
    )
    def write_with_sql(self, statement: str) -> None:
        rows = {
            "project": self.projects[0].pk,
            "school": self.schools[0].pk,
            "volunteer": self.volunteers[0].pk,
        }
        try:
            with transaction.atomic():
                run_sql(statement, rows)
        except IntegrityError:
            pass  # what the constraints refuse was not written

    @rule(limit=st.integers(1, 3), wait=st.booleans())
    def drain(self, limit: int, wait: bool) -> None:
        services.drain(limit, wait=wait)

    @rule()
    @precondition(lambda self: DirtyMonth.objects.exists())
    def drain_all(self) -> None:
        services.drain_all()
        assert not DirtyMonth.objects.exists()

    @rule()
    def verify_leaves_out_what_is_dirty(self) -> None:
        assert verify() == []

    @rule()
    def drained_rollups_equal_the_records(self) -> None:
        services.drain_all()
        assert verify() == []
        incremental = kept()
        with transaction.atomic():
            for model in ROLLUPS:
                model.objects.all().delete()
            services.rebuild()
            assert kept() == incremental
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_rollups_after_any_mix_of_writes_equal_a_recount():
    run_state_machine_as_test(
        Programme,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


@pytest.fixture
def programme(db) -> None:
    """Two years of a school with a class and a volunteer, all counted."""
    project, school = make_project("BKD", 3), make_school("S1", "KZ-71")
    group, volunteer = ClassGroupFactory(school=school), VolunteerFactory()
    for number in range(8):
        when = f"{2022 + number // 4}-{number % 4 * 3 + 1:02d}-05 09:00"
        rows = [(group, {"students_online": 20 + number}), (None, {"parents_online": 2})]
        teach(project, school, when, groups=rows, volunteers=[volunteer])
    services.drain_all()


def test_every_write_notes_the_month_in_its_own_transaction(programme):
    session = SchoolSession.objects.latest("date")
    with transaction.atomic():
        Attendance.objects.filter(school_session=session).update(teachers=1)
        assert DirtyMonth.objects.exists()
        transaction.set_rollback(True)
    assert not DirtyMonth.objects.exists()
    Attendance.objects.filter(school_session=session).update(teachers=1)
    assert {note.month for note in DirtyMonth.objects.all()} == {session.date.replace(day=1)}


def test_a_statement_over_many_rows_notes_each_month_once(programme):
    Attendance.objects.update(teachers=1)
    assert DirtyMonth.objects.count() == 8
    DirtyMonth.objects.all().delete()
    SchoolSession.objects.update(minutes=50)
    assert DirtyMonth.objects.values("month").distinct().count() == 8


def test_rows_that_come_by_copy_are_noted(programme):
    columns = ", ".join(("school_session_id", *COUNT_FIELDS))
    session = SchoolSession.objects.latest("date")
    session.attendance.all().delete()
    services.drain_all()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY school_session_attendance ({columns}) FROM STDIN") as copy,
    ):
        copy.write_row([session.pk, 9, 0, 0, 0, 0])
    assert DirtyMonth.objects.count() == 1
    services.drain_all()
    assert verify() == []


def test_lag_is_the_age_of_the_oldest_note(programme):
    assert rollup_lag_seconds() == 0
    SchoolSession.objects.update(minutes=50)
    DirtyMonth.objects.update(noted_at=timezone.now() - datetime.timedelta(minutes=5))
    # The clock of the transaction stopped when the programme was begun.
    assert 240 < rollup_lag_seconds() < 360


def test_drain_takes_the_longest_dirty_first_however_often_another_changes(programme):
    hot = SchoolSession.objects.latest("date")
    SchoolSession.objects.filter(pk=hot.pk).update(minutes=9)
    cold = teach(make_project("PLF"), make_school("S2", "KZ-11"), "2023-03-05 09:00")
    for minutes in range(10, 30):
        SchoolSession.objects.filter(pk=hot.pk).update(minutes=minutes)
    services.drain(limit=1)
    SchoolSession.objects.filter(pk=hot.pk).update(minutes=40)
    SchoolSession.objects.filter(pk=hot.pk).update(minutes=41)
    services.drain(limit=1)

    assert {note.school_id for note in DirtyMonth.objects.all()} == {hot.school_id}
    assert SchoolRollup.objects.filter(school=cold.school).exists()


@pytest.mark.parametrize("model", ROLLUPS)
@pytest.mark.parametrize("kind", [*PeriodKind])
@pytest.mark.parametrize("change", ["changed", "deleted", "added"])
def test_verify_names_what_differs_and_rebuild_heals_it(programme, model, kind, change):
    before = kept()
    rows = model.objects.filter(period_kind=kind)
    value = {
        SchoolRollup: "teachers",
        ClassGroupRollup: "students",
        ReachRollup: "students",
        VolunteerRollup: "minutes",
        ScopeRollup: "volunteers",
    }[model]
    row = rows.first()
    match change:
        case "changed":
            rows.filter(pk=row.pk).update(**{value: 999})
        case "deleted":
            rows.filter(pk=row.pk).delete()
        case "added":
            if hasattr(row, "slice"):
                row.slice, row.value = "mode", "hybrid"
            else:
                row.mode = "hybrid"
            row.save(force_insert=True)

    with pytest.raises(CommandError) as refusal:
        call_command("rollup", "--verify", stdout=io.StringIO())
    message = str(refusal.value)
    assert f"{model._meta.db_table}, {kind.label}: " in message
    where = "" if model is ScopeRollup else " S1"
    assert f"{row.period_start} {'BKD' if row.project_id else 'ALL'}{where}" in message
    assert message.count("rows missing") == 1
    out = io.StringIO()
    call_command("rollup", "--rebuild", "--verify", stdout=out)
    assert "Every rollup equals the records." in out.getvalue()
    assert kept() == before


def test_rebuild_removes_garbage_and_never_doubles(programme):
    before = kept()
    for kind, start in [
        ("M", "2023-01-15"),
        ("Q", "2023-02-01"),
        ("S", "2023-01-01"),
        ("Y", "2023-09-01"),
        ("A", "2023-01-01"),
        ("M", "3023-01-01"),
        ("S", "0001-01-01"),
        ("X", "2023-01-01"),
        ("M", "2021-01-01"),
        ("A", "0001-01-01"),
    ]:
        SchoolRollup.objects.create(
            period_kind=kind,
            period_start=day(start),
            project_id=10**6,
            school_id=10**6,
            mode="online",
            language="kk",
            region_id=10**6,
            district_id=0,
            sessions=1,
            students_without_class=0,
            **dict.fromkeys(COUNT_FIELDS, 0),
        )
    for _ in range(3):
        services.rebuild()
        assert kept() == before


def test_rebuild_from_nothing_gives_everything(programme):
    before = kept()
    for model in ROLLUPS:
        model.objects.all().delete()
    DirtyMonth.objects.all().delete()
    services.rebuild()
    assert kept() == before
    assert not DirtyScope.objects.exists()


def test_rebuild_in_many_parts_gives_the_same_as_in_one(programme, monkeypatch):
    moved, volunteer = make_school("S2", "KZ-11"), VolunteerFactory()
    group, elsewhere = ClassGroupFactory(school=moved), make_school("S3", "KZ-39")
    for project in (make_project("BKD"), make_project("PLF")):
        for month, mode in [(1, "online"), (2, "offline"), (2, "online"), (3, "hybrid")]:
            when = f"2023-{month:02d}-{project.pk % 20 + month:02d} {8 + len(mode)}:00"
            rows = [(group, {"students_online": 20 + month})]
            teach(project, moved, when, groups=rows, volunteers=[volunteer], mode=mode)
    teach(project, elsewhere, "2023-02-20 09:00", volunteers=[volunteer])
    move_school(moved, elsewhere.region, since=day("2023-02-10"), by=system_user())
    services.drain_all()
    before = kept()
    told: list[str] = []
    monkeypatch.setattr(rebuilding, "SESSIONS_AT_ONCE", 1)
    services.rebuild(told.append)

    assert kept() == before
    assert verify() == []
    assert told[:3] == [f"schools: part {number} of 3" for number in (1, 2, 3)]


def test_scopes_that_were_noted_but_not_counted_are_counted_by_the_next(programme):
    before = kept()
    SchoolSession.objects.update(minutes=50)
    services.drain()
    assert DirtyScope.objects.exists()
    assert rollup_lag_seconds() >= 0
    assert verify() == []  # what is noted is left out
    services.drain_for(seconds=1)
    assert not DirtyScope.objects.exists()
    assert kept() != before
    assert verify() == []


def test_rollup_command_counts_what_is_dirty(programme):
    SchoolSession.objects.update(minutes=50)
    out = io.StringIO()
    call_command("rollup", stdout=out)
    assert "Counted 1 pairs" in out.getvalue()
    assert not DirtyMonth.objects.exists()
