"""Invented history in any amount: as the triggers would have written it, nobody in two places."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q

from config.demo.scale import Scale, Shape
from schools.models import ClassGroup, School
from sessions.models import Assignment, Attendance, DirtyMonth, SchoolSession
from volunteers.models import Enrolment, Volunteer

SESSIONS, SMALL = 2000, 150


@pytest.fixture(scope="module")
def history(django_db_setup, django_db_blocker):
    """Three runs, each with schools and volunteers of its own; the months are not counted yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        Scale(SESSIONS, lambda text: None).add()
        for _time in range(2):
            Scale(SMALL, lambda text: None).add()
        yield
        transaction.set_rollback(True)


def one_value(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_scale_adds_exactly_as_many_taught_sessions(history):
    assert SchoolSession.objects.filter(external_id__startswith="X1-").count() == SESSIONS
    assert SchoolSession.objects.filter(external_id__startswith="X2-").count() == SMALL
    assert SchoolSession.objects.taught().count() == SESSIONS + 2 * SMALL


def test_scale_held_times_are_those_that_the_triggers_set(history, db):
    """Writing the rows again with the triggers on changes no held time and breaks no rule."""
    for model in (Attendance, Assignment):
        before = dict(model.objects.values_list("pk", "during"))
        assert all(before.values())
        model.objects.update(during=None)
        assert dict(model.objects.values_list("pk", "during")) == before


def test_scale_notes_every_month_that_has_a_session(history):
    noted = set(DirtyMonth.objects.values_list("project_id", "school_id", "month"))
    held = {
        (session.project_id, session.school_id, session.date.replace(day=1))
        for session in SchoolSession.objects.taught()
    }
    assert noted == held


def test_scale_triggers_are_on_again(history):
    off = "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"
    assert one_value(off) == 0


def test_scale_every_session_has_classes_and_volunteers_of_its_school_and_region(history):
    sessions = SchoolSession.objects.annotate(
        groups=Count("attendance", distinct=True),
        people=Count("assignments", distinct=True),
        leads=Count("assignments", filter=Q(assignments__role="lead"), distinct=True),
    )
    assert {s.groups for s in sessions} == {1, 2, 3}
    assert {s.people for s in sessions} == {1, 2}
    assert all(s.leads == 1 and s.places == s.people for s in sessions)
    strangers = Attendance.objects.exclude(class_group__school=F("school_session__school"))
    assert not strangers.exists()
    from_afar = Assignment.objects.exclude(volunteer__region=F("school_session__school__region"))
    assert not from_afar.exists()


def test_scale_head_counts_stay_within_the_class(history):
    rows = Attendance.objects.select_related("class_group", "school_session")
    for row in rows:
        assert 0 < row.students <= row.class_group.enrolled
        assert (row.students_online == 0) is (row.school_session.mode == "offline")
        assert row.class_group.school_year == _school_year(row.school_session.date)


def test_scale_volunteers_are_enrolled_in_what_they_teach(history):
    enrolled = set(Enrolment.objects.values_list("volunteer_id", "project_id"))
    taught = set(Assignment.objects.values_list("volunteer_id", "school_session__project_id"))
    assert taught <= enrolled


def test_scale_rollups_equal_the_records_after_counting(history, db):
    call_command("rollup", stdout=StringIO())
    assert not DirtyMonth.objects.exists()
    call_command("rollup", verify=True, stdout=StringIO())


def test_scale_of_the_same_size_is_the_same_again(history):
    values = (
        *("starts_at", "mode", "language", "lesson__code", "school__region__code"),
        *("attendance__class_group__grade", "attendance__students_online"),
    )
    runs = [
        list(
            SchoolSession.objects.filter(external_id__startswith=f"X{batch}-")
            .order_by("external_id", "attendance__class_group__grade", "attendance__pk")
            .values_list(*values)
        )
        for batch in (2, 3)
    ]
    assert runs[0] == runs[1]


def test_scale_of_another_shape_has_so_many_class_groups(history, db):
    run = Scale(SMALL, print, Shape(class_groups=(3,), most_schools=40, chunk=100))
    run.add()
    prefix = f"X{run.parameters['batch']}-"
    added = SchoolSession.objects.filter(external_id__startswith=prefix)
    assert added.count() == SMALL
    assert set(added.annotate(n=Count("attendance")).values_list("n", flat=True)) == {3}


def test_scale_fingerprint_tells_runs_apart_that_write_something_else():
    same = [Scale(SMALL, print).fingerprint for _time in range(2)]
    others = [Scale(SESSIONS, print).fingerprint, Scale(SMALL, print, Shape((3,))).fingerprint]
    assert same[0] == same[1]
    assert len({same[0], *others}) == 3


def test_scale_grows_schools_and_people_with_the_sessions(history):
    small = Scale(1_000, print).size
    large = Scale(1_000_000, print).size
    assert (small.schools, large.schools) == (40, 7800)
    assert large.rounds * large.stretch <= large.times
    assert School.objects.filter(code__startswith="X1-").count() == 40
    assert ClassGroup.objects.filter(school__code__startswith="X1-").count() == 40 * 12 * 5
    assert Volunteer.objects.filter(email__startswith="x1-").count() == 80


def _school_year(date) -> int:
    return date.year if date.month >= 9 else date.year - 1
