"""Planning runs: looked at, planned in one transaction, taken back."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.models import Closure
from sessions.bulk import services, undoing
from sessions.bulk.preview import Verdict, preview_of
from sessions.errors import NotNow, Refusal
from sessions.models import Attendance, PlanningRun, SchoolSession
from sessions.services.planning import confirm_session, plan_session
from sessions.services.staffing import assign_volunteer
from sessions.tests.planning import at_once
from sessions.tests.term import DAY, make_term, term_at, term_monday
from volunteers.tests.factories import VolunteerFactory


@pytest.fixture
def term(db):
    return make_term()


def begin(term, *wanted, by=None) -> PlanningRun:
    return services.begin_run("rows", wanted, by=by or term.world.coordinator)


def plan_all(run, by):
    seen = {row.number for row in preview_of(run, by).good}
    return services.plan_wanted(run, by=by, seen=seen)


def verdicts(run, user) -> list[str]:
    return [str(row.verdict) for row in preview_of(run, user).rows]


def test_good_rows_become_sessions_with_their_classes(term):
    me = term.world.coordinator
    both = [group.pk for group in term.groups[:2]]
    run = begin(term, term.wanted(term_at(0, 9), class_groups=both, places=2, venue="Room 5"))
    assert plan_all(run, me).planned == 1
    made = SchoolSession.objects.get()
    assert (made.starts_at, made.places, made.venue) == (term_at(0, 9), 2, "Room 5")
    assert sorted(made.attendance.values_list("class_group", flat=True)) == sorted(both)
    assert all(row.during for row in made.attendance.all()), "the classes' time is held"
    assert verdicts(run, me) == ["planned"]


def test_preview_tells_why_each_row_cannot_be_planned(term):
    me = term.world.coordinator
    teacher = term.school.contacts.get()
    plan_session(
        term.world.plan(starts_at=term_at(0, 9), class_groups=(term.groups[0],), contact=teacher),
        by=me,
    )
    frost = term_monday() + DAY
    Closure.objects.create(school=term.school, since=frost, until=frost, kind="frost", by=me)
    run = begin(
        term,
        term.wanted(term_at(0, 9, 30)),
        term.wanted(term_at(0, 9, 15), class_groups=[], contact=teacher),
        term.wanted(term_at(1, 9)),
        term.wanted(term_at(5, 9)),
        term.wanted(term_at(-700, 9), class_groups=[]),
        term.wanted(term_at(2, 9)),
        term.wanted(term_at(2, 9, 30)),
    )
    preview = preview_of(run, me)
    told = [(str(row.verdict), " ".join(row.reasons)) for row in preview.rows]
    assert [verdict for verdict, _why in told] == [
        "clash",
        "clash",
        "skipped",
        "skipped",
        "wrong",
        "good",
        "clash",
    ]
    assert "Class 5А is taught then: What is bullying?, School-lyceum 59" in told[0][1]
    assert "Gulnara Akhmetova is busy then" in told[1][1]
    assert "closed" in told[2][1]
    assert "no lessons" in told[3][1]
    assert told[4][1] == "This time is over."
    assert "Class 5А is taught then: What is bullying?, 5А, 09:00, also on this list" in told[6][1]
    assert not preview.rows[2].can_be_overruled
    assert preview.rows[3].can_be_overruled
    assert preview.counts == {"clash": 3, "skipped": 2, "wrong": 1, "good": 1}


def test_row_all_the_same_is_planned_on_a_day_without_lessons_and_never_while_closed(term):
    me = term.world.coordinator
    day = term_monday() + DAY
    Closure.objects.create(school=term.school, since=day, until=day, kind="storm", by=me)
    run = begin(term, term.wanted(term_at(5, 9)), term.wanted(term_at(1, 9)))
    services.change_wanted(run, [1, 2], by=me, despite_calendar=True)
    assert verdicts(run, me) == ["good", "skipped"]


def test_unticked_row_leaves_its_time_to_the_next_one(term):
    me = term.world.coordinator
    run = begin(term, term.wanted(term_at(0, 9)), term.wanted(term_at(0, 9, 30)))
    services.change_wanted(run, [1], by=me, is_wanted=False)
    assert verdicts(run, me) == ["good", "good"]
    assert plan_all(run, me).planned == 1
    assert SchoolSession.objects.get().starts_at == term_at(0, 9, 30)


@pytest.mark.parametrize(("way", "ticked"), [("classes", 1), ("template", 1), ("rows", 3)])
def test_lesson_that_a_class_has_already_is_not_ticked_where_lessons_are_spread(term, way, ticked):
    me = term.world.coordinator
    had, new = term.groups[:2]
    plan_session(term.world.plan(starts_at=term_at(0, 9), class_groups=(had,)), by=me)
    wanted = [
        term.wanted(term_at(1, 9), class_groups=[had.pk]),
        term.wanted(term_at(1, 11), class_groups=[new.pk]),
        term.wanted(term_at(2, 9), class_groups=[had.pk]),
    ]
    run = services.begin_run(way, wanted, by=me)
    preview = preview_of(run, me)
    assert len(preview.good) == ticked
    assert "has this lesson already" in preview.rows[0].notes[0]
    assert (preview.rows[0].notes[-1] == "Tick it to plan it once more.") == (ticked == 1)
    services.change_wanted(run, [1], by=me, is_wanted=True)
    assert preview_of(run, me).rows[0].will_be_planned


def test_rows_of_another_region_are_refused_one_by_one(term):
    stranger = make_user(Role.COORDINATOR, regions=[])
    run = begin(term, term.wanted(term_at(0, 9)), by=stranger)
    (row,) = preview_of(run, stranger).rows
    assert row.reasons == ["This school is outside your regions."]
    assert plan_all(run, stranger).planned == 0


def test_run_of_somebody_else_cannot_be_planned(term):
    run = begin(term, term.wanted(term_at(0, 9)))
    other = make_user(Role.COORDINATOR, regions=[term.world.region])
    with pytest.raises(NotNow):
        services.plan_wanted(run, by=other, seen={1})


@pytest.mark.parametrize("count", [0, services.MOST_ROWS + 1])
def test_begin_run_with_nothing_or_too_much_is_refused(term, count):
    wanted = (term.wanted(term_at(0, 9)) for _ in range(count))
    with pytest.raises(Refusal):
        services.begin_run("rows", wanted, by=term.world.coordinator)
    assert not PlanningRun.objects.exists()


def test_what_changed_since_the_preview_is_left_out_and_told(term):
    me = term.world.coordinator
    run = begin(term, term.wanted(term_at(0, 9)), term.wanted(term_at(1, 9)))
    seen = {row.number for row in preview_of(run, me).good}
    plan_session(
        term.world.plan(starts_at=term_at(0, 9, 20), class_groups=(term.groups[0],)), by=me
    )
    outcome = services.plan_wanted(run, by=me, seen=seen)
    assert outcome.planned == 1
    (row,) = outcome.left_out
    assert row.number == 1
    assert "Class 5А is taught then" in row.reasons[0]


def test_row_that_was_not_seen_as_good_is_not_planned(term):
    me = term.world.coordinator
    run = begin(term, term.wanted(term_at(0, 9)), term.wanted(term_at(1, 9)))
    assert services.plan_wanted(run, by=me, seen={2}).planned == 1
    assert verdicts(run, me) == ["good", "planned"]


def test_find_times_moves_clashing_rows_to_free_times_that_do_not_clash(term):
    me = term.world.coordinator
    run = begin(term, *(term.wanted(term_at(0, 9)) for _ in range(4)))
    assert verdicts(run, me) == ["good", "clash", "clash", "clash"]
    assert services.find_times(run, by=me) == 3
    assert verdicts(run, me) == ["good"] * 4


# --- Equations -----------------------------------------------------------------------------

ROWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(7, 19), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_preview_good_equals_planned_and_the_same_once_more_clashes_all(term, rows):
    me = term.world.coordinator
    teacher = term.school.contacts.get()

    def wanted():
        return [
            term.wanted(
                term_at(day, hour),
                class_groups=[term.groups[group].pk] if group else [],
                contact=teacher if named else None,
            )
            for day, hour, group, named in rows
        ]

    with transaction.atomic():
        run = begin(term, *wanted())
        good = {row.number for row in preview_of(run, me).good}
        assert services.plan_wanted(run, by=me, seen=good).planned == len(good)
        assert SchoolSession.objects.count() == len(good)
        again = preview_of(begin(term, *wanted()), me)
        for row in again.rows:
            assert row.verdict != Verdict.GOOD
            if row.number in good:
                assert row.verdict == Verdict.CLASH
        transaction.set_rollback(True)


# --- How much is asked ---------------------------------------------------------------------


def questions(run, user) -> int:
    with CaptureQueriesContext(connection) as captured:
        preview_of(run, user)
    return len(captured)


def test_preview_asks_as_little_for_two_hundred_rows_as_for_one(term):
    me = term.world.coordinator
    teacher = term.school.contacts.get()
    volunteer = term.world.volunteer()
    staff = {str(volunteer.pk): "lead"}
    few = begin(term, term.wanted(term_at(0, 9), contact=teacher, staff=staff))
    many = begin(
        term,
        *(
            term.wanted(
                term_at(number // 10, 8 + number % 10),
                class_groups=[term.groups[number % 10].pk],
                contact=teacher,
                staff=staff,
            )
            for number in range(200)
        ),
    )
    assert questions(few, me) == questions(many, me) <= 16


def test_planning_asks_as_little_for_two_hundred_rows_as_for_ten(term):
    me = term.world.coordinator

    def asked(count: int, week: int) -> int:
        run = begin(
            term,
            *(
                term.wanted(
                    term_at(week * 7 + number // 50, 8 + number // 10 % 5),
                    class_groups=[term.groups[number % 10].pk],
                )
                for number in range(count)
            ),
        )
        seen = {row.number for row in preview_of(run, me).good}
        assert len(seen) == count
        with CaptureQueriesContext(connection) as captured:
            services.plan_wanted(run, by=me, seen=seen)
        return len(captured)

    assert asked(10, 0) == asked(200, 1)


# --- Taking back ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_undo_removes_untouched_sessions_and_keeps_the_list():
    term = make_term(classes=1)
    me = term.world.coordinator
    run = begin(term, *(term.wanted(term_at(day, 9)) for day in range(4)))
    plan_all(run, me)
    confirmed, staffed, *_ = SchoolSession.objects.order_by("starts_at")
    confirm_session(confirmed, by=me)
    assign_volunteer(staffed, term.world.volunteer(), by=me)
    run.refresh_from_db()
    assert undoing.undo_run(run, by=me) == undoing.Undone(removed=2, cancelled=0, kept=2)
    assert set(SchoolSession.objects.all()) == {confirmed, staffed}
    assert verdicts(run, me) == ["planned", "planned", "good", "good"]


def test_undo_after_a_day_is_refused(term):
    me = term.world.coordinator
    run = begin(term, term.wanted(term_at(0, 9)))
    plan_all(run, me)
    PlanningRun.objects.update(planned_at=timezone.now() - datetime.timedelta(hours=25))
    with pytest.raises(NotNow):
        undoing.undo_run(run, by=me)
    assert SchoolSession.objects.count() == 1


def test_undo_cancels_sessions_that_volunteers_know_of(term):
    me = term.world.coordinator
    volunteer = term.world.volunteer()
    run = begin(term, term.wanted(term_at(0, 9), staff={str(volunteer.pk): "lead"}))
    plan_all(run, me)
    run.refresh_from_db()
    assert undoing.undo_run(run, by=me) == undoing.Undone(removed=0, cancelled=1, kept=0)
    assert SchoolSession.objects.get().status == "cancelled"
    assert verdicts(run, me) == ["good"], "the class and the volunteer are free again"


# --- Volunteers ----------------------------------------------------------------------------


def test_volunteers_are_taken_over_where_the_rules_allow_it(term):
    me = term.world.coordinator
    dana, olga = term.world.volunteer(first_name="Dana"), term.world.volunteer(first_name="Olga")
    paused = term.world.volunteer(first_name="Timur", status="paused")
    stranger = VolunteerFactory()
    run = begin(
        term,
        term.wanted(
            term_at(0, 9),
            places=4,
            staff={
                str(dana.pk): "lead",
                str(paused.pk): "co_teacher",
                str(stranger.pk): "co_teacher",
            },
        ),
        term.wanted(
            term_at(0, 9),
            class_groups=[term.groups[1].pk],
            places=2,
            staff={str(dana.pk): "lead", str(olga.pk): "co_teacher"},
        ),
    )
    first, second = preview_of(run, me).rows
    assert [note.split(":")[0] for note in first.notes] == [
        f"Without {paused.full_name}",
        "Without a volunteer of another region.",
    ]
    assert second.notes == [f"Without {dana.full_name}: busy then."]
    outcome = plan_all(run, me)
    places = set(SchoolSession.objects.values_list("assignments__volunteer", "assignments__role"))
    assert places == {(dana.pk, "lead"), (olga.pk, "co_teacher")}
    assert any(dana.full_name in one for one in outcome.without[2])


# --- Two at once ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_planners_of_the_same_classes_never_overlap_and_write_whole_sessions():
    term = make_term()
    others = make_user(Role.COORDINATOR, regions=[term.world.region])
    runs = []
    for number, by in enumerate((term.world.coordinator, others)):
        wanted = [
            term.wanted(term_at(day, 9, 20 * number), class_groups=[group.pk])
            for day in range(4)
            for group in (term.groups if number else reversed(term.groups))
        ]
        runs.append((begin(term, *wanted, by=by), by))
    gate = threading.Barrier(2)

    def plan(run, by):
        seen = {row.number for row in preview_of(run, by).good}
        gate.wait(timeout=20)
        return services.plan_wanted(run, by=by, seen=seen)

    done = at_once([lambda run=run, by=by: plan(run, by) for run, by in runs])
    assert [type(one).__name__ for one in done] == ["Outcome", "Outcome"], done
    assert sorted(one.planned for one in done) == [0, 40]
    assert sorted(len(one.left_out) for one in done) == [0, 40]
    assert SchoolSession.objects.count() == Attendance.objects.count() == 40
