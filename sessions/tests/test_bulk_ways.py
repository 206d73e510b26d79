"""The four ways into a planning run: classes, a programme, a week, pasted rows."""

import datetime
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.models import Break
from schools.tests.factories import SchoolContactFactory, SchoolFactory
from sessions.bulk import numbers, services
from sessions.bulk.cells import classes_of, date_of, time_of
from sessions.bulk.pasting import read_rows
from sessions.bulk.preview import preview_of
from sessions.bulk.programmes import apply_template, plan_classes, plan_schools
from sessions.bulk.weeks import copy_week, sessions_of_week
from sessions.models import ProgrammeTemplate, SchoolSession
from sessions.services.planning import cancel_session, plan_session
from sessions.tests.term import DAY, make_schools, make_term, term_at, term_monday
from transfers.imports.columns import WrongCell


@pytest.fixture
def term(db):
    return make_term()


def local(one) -> datetime.datetime:
    return one.starts_at.astimezone(term_at(0, 8).tzinfo)


# --- Classes and lessons -------------------------------------------------------------------


def test_each_class_gets_its_lessons_weekly_at_its_own_hour(term):
    found = plan_classes(term.groups, term.lessons, term.timing(), term.manner())
    assert (len(found.wanted), found.unplaced) == (40, [])
    for group in term.groups:
        own = [one for one in found.wanted if one.class_groups == [group.pk]]
        assert [one.lesson for one in own] == term.lessons
        assert all(b.starts_at - a.starts_at == 7 * DAY for a, b in pairwise(own))


@pytest.mark.parametrize(("at_once", "evenly"), [(1, True), (1, False), (3, True)])
def test_no_more_lessons_at_the_same_time_than_the_school_has_room_for(term, at_once, evenly):
    found = plan_classes(
        term.groups, term.lessons, term.timing(at_once=at_once, evenly=evenly), term.manner()
    )
    starts = Counter(one.starts_at for one in found.wanted)
    assert max(starts.values()) <= at_once
    run = services.begin_run("classes", found.wanted, by=term.world.coordinator)
    assert preview_of(run, term.world.coordinator).counts == {"good": 40}


def test_lessons_are_spread_evenly_over_the_days_or_kept_together(term):
    def days(evenly: bool) -> int:
        found = plan_classes(
            term.groups, term.lessons[:1], term.timing(evenly=evenly), term.manner()
        )
        return len({local(one).date() for one in found.wanted})

    assert days(evenly=True) == 5
    assert days(evenly=False) == 1


def test_lesson_of_a_week_without_school_goes_to_the_next_week_and_the_others_follow(term):
    second = term_monday() + 7 * DAY
    Break.objects.create(name_en="Frost", since=second, until=second + 6 * DAY)
    found = plan_classes(term.groups[:1], term.lessons[:3], term.timing(), term.manner())
    weeks = [(local(one).date() - term_monday()).days // 7 for one in found.wanted]
    assert weeks == [0, 2, 3]
    assert [one.lesson for one in found.wanted] == term.lessons[:3]


def test_what_finds_no_time_until_the_last_day_is_told(term):
    timing = term.timing(until=term_monday() + 4 * DAY, starts=(datetime.time(9),))
    found = plan_classes(term.groups, term.lessons[:1], timing, term.manner())
    assert (len(found.wanted), len(found.unplaced)) == (5, 5)


def test_over_again_goes_on_until_the_last_day(term):
    found = plan_classes(
        term.groups[:1], term.lessons[:2], term.timing(), term.manner(), over_again=True
    )
    assert [one.lesson for one in found.wanted] == term.lessons[:2] * 2


def test_times_of_the_other_shift_are_left_to_it(term):
    group = term.groups[0]
    group.shift = 2
    group.save()
    found = plan_classes([group], term.lessons, term.timing(), term.manner())
    assert {local(one).hour for one in found.wanted} == {14}


# --- A programme ---------------------------------------------------------------------------


def make_template(term, **fields) -> ProgrammeTemplate:
    template = ProgrammeTemplate.objects.create(
        **{"name": "Two lessons", "grade_from": 5, "grade_to": 6, **fields}
    )
    for week, lesson in ((1, term.lessons[0]), (3, term.lessons[1])):
        template.lessons.create(week=week, lesson=lesson)
    return template


def test_programme_reaches_the_classes_of_its_grades_at_every_school(term):
    schools = make_schools(term, 3, classes=6)
    template = make_template(term)
    year = term.groups[0].school_year
    found = apply_template(template, schools, term.timing(), term.manner(), school_year=year)
    assert Counter(one.school for one in found.wanted) == dict.fromkeys(schools, 8)
    for number, lesson in ((0, term.lessons[0]), (2, term.lessons[1])):
        weeks = {
            (local(one).date() - term_monday()).days // 7
            for one in found.wanted
            if one.lesson == lesson
        }
        assert weeks == {number}
    few = apply_template(
        template, schools, term.timing(), term.manner(), school_year=year, most_classes=1
    )
    assert len(few.wanted) == 6


def test_forty_schools_ask_the_database_as_little_as_two(term):
    schools = make_schools(term, 40, classes=4)
    template = make_template(term)
    year = term.groups[0].school_year

    def asked(some) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = apply_template(template, some, term.timing(), term.manner(), school_year=year)
        assert len(found.wanted) == 8 * len(some)
        return len(captured)

    assert asked(schools[:2]) == asked(schools)


def test_schools_are_spread_over_the_hours_of_the_morning(term):
    """Else one volunteer could go to no more than one of them on a day."""
    schools = make_schools(term, 6, classes=1)
    found = plan_schools(
        schools,
        term.lessons[:1],
        term.timing(weekdays=frozenset({0}), evenly=True),
        term.manner(),
        grades=(5, 9),
        school_year=term.groups[0].school_year,
    )
    assert len({one.starts_at for one in found.wanted}) == 6
    assert max(local(one).hour for one in found.wanted) < 13
    assert not found.unplaced


def test_each_class_gets_the_lessons_for_its_grade_without_a_programme(term):
    for_young, for_all = term.lessons[:2]
    for_young.grade_to = 5
    for_all.grade_from, for_all.grade_to = 1, 12
    [school] = make_schools(term, 1, classes=4)
    known = {"grades": (5, 6), "school_year": term.groups[0].school_year}
    timing, manner = term.timing(), term.manner()
    found = plan_schools([school], [for_young, for_all], timing, manner, by_grade=True, **known)
    lessons = Counter(one.lesson for one in found.wanted)
    assert lessons == {for_young: 2, for_all: 4}
    weeks = {
        one.class_groups[0]: (local(one).date() - term_monday()).days // 7
        for one in found.wanted
        if one.lesson == for_all
    }
    assert sorted(weeks.values()) == [0, 0, 1, 1]
    every = plan_schools([school], [for_young, for_all], timing, manner, **known)
    assert Counter(one.lesson for one in every.wanted) == {for_young: 4, for_all: 4}


# --- A week --------------------------------------------------------------------------------


def test_copied_week_has_the_same_hours_classes_teacher_and_volunteers(term):
    me = term.world.coordinator
    teacher = term.school.contacts.get()
    volunteer = term.world.volunteer()
    plan = term.world.plan(starts_at=term_at(2, 10), contact=teacher, places=2)
    plan = plan.__class__(**{**vars(plan), "class_groups": tuple(term.groups[:2])})
    plan_session(plan, by=me, lead=volunteer)
    gone = plan_session(term.world.plan(starts_at=term_at(3, 10), class_groups=()), by=me)
    cancel_session(gone, by=me, reason="ill")
    plan_session(term.world.plan(starts_at=term_at(7, 10), class_groups=()), by=me)
    week = sessions_of_week(term_monday() + 4 * DAY, me)
    (copy,) = copy_week(week, weeks_on=[2], with_volunteers=True, next_lesson=False)
    assert copy.starts_at == term_at(16, 10)
    assert copy.class_groups == [group.pk for group in term.groups[:2]]
    assert (copy.contact, copy.places, copy.lesson) == (teacher, 2, plan.lesson)
    assert copy.staff == {str(volunteer.pk): "lead"}
    (bare,) = copy_week(week, weeks_on=[1], with_volunteers=False, next_lesson=False)
    assert bare.staff == {}


def test_copies_of_a_week_go_on_with_the_next_lessons(term):
    me = term.world.coordinator
    plan_session(
        term.world.plan(starts_at=term_at(0, 10), lesson=term.lessons[1], class_groups=()), by=me
    )
    copies = copy_week(
        sessions_of_week(term_monday(), me),
        weeks_on=[1, 2, 3],
        with_volunteers=False,
        next_lesson=True,
    )
    assert [one.lesson for one in copies] == [*term.lessons[2:], None]


# --- Rows ----------------------------------------------------------------------------------


def paste(term, *rows: str, header: str, **options):
    return read_rows("\n".join([header, *rows]), term.world.coordinator, **options)


@pytest.mark.parametrize(
    "header",
    [
        "School\tClass\tLesson\tDate\tTime\tTeacher\tPlaces",
        "Школа\tКласс\tУрок\tДата\tВремя\tУчитель\tМест",
        "Мектеп\tСынып\tСабақ\tКүні\tУақыты\tМұғалім\tОрын",
    ],
)
def test_pasted_rows_are_read_in_every_language(term, header):
    day = term_monday().strftime("%d.%m.%Y")
    lesson = term.lessons[1]
    row = f"lyceum 59\t5A, Б\t{lesson.code}\t{day}\t9.30-10:10\takhmetova\t2"
    pasted = paste(term, row, header=header)
    assert pasted.faults == []
    (wanted,) = pasted.wanted
    assert (wanted.school, wanted.lesson, wanted.minutes) == (term.school, lesson, 40)
    assert wanted.starts_at == term_at(0, 9, 30)
    assert wanted.class_groups == [group.pk for group in term.groups[:2]]
    assert (wanted.contact, wanted.places) == (term.school.contacts.get(), 2)


def test_faults_of_pasted_rows_name_line_and_column_and_all_come_at_once(term):
    SchoolFactory(name_en="Hidden", code="HIDDEN")
    day = term_monday().isoformat()
    code = term.lessons[0].code
    pasted = paste(
        term,
        f"{term.school.code}\t5А\t{code}\t{day}\t9:00",
        "",
        f"HIDDEN\t5А\t{code}\t{day}\t9:00",
        f"{term.school.code}\t12Я\tnothing\t31.02.2027\t24:70",
        f"{term.school.code}\t5Я\t\t{day}\t",
        header="school\tclass\tlesson\tdate\ttime",
    )
    assert len(pasted.wanted) == 1
    told = [f"{fault.line} {fault.column}" for fault in pasted.faults]
    assert told == ["4 school", "5 date", "5 time", "5 lesson", "6 time", "6 class"]


def test_pasted_rows_without_needed_columns_say_which(term):
    (fault,) = paste(term, "5А\t9:00", header="class\ttime").faults
    assert "these are missing: date, school" in fault.message


def test_pasted_rows_of_a_known_school_need_no_column_for_it(term):
    day = term_monday().isoformat()
    row = f"5А,{term.lessons[0].code},{day},9:00"
    pasted = paste(term, row, header="class,lesson,date,time", school=term.school)
    assert [one.school for one in pasted.wanted] == [term.school]


def test_pasted_rows_ask_the_database_as_little_for_many(term):
    SchoolContactFactory(school=term.school)
    row = f"{term.school.code}\t5А\t{term.lessons[0].code}\t{term_monday()}\t9:00"

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            paste(term, *[row] * count, header="school\tclass\tlesson\tdate\ttime")
        return len(captured)

    asked(1)  # looks up the person's regions
    assert asked(1) == asked(200)


TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-30", (2026, 11, 30)),
        ("30.11.2026", (2026, 11, 30)),
        ("30.11.26", (2026, 11, 30)),
        ("30/11", (2026, 11, 30)),
        ("3.2", (2027, 2, 3)),
        ("Mon 30 Nov", (2026, 11, 30)),
        ("пн, 30 ноября 2026 г.", (2026, 11, 30)),
        ("30 қараша", (2026, 11, 30)),
    ],
)
def test_date_of_reads_what_people_write(cell, day):
    assert date_of(cell, TODAY) == datetime.date(*day)


@pytest.mark.parametrize("cell", ["", "soon", "30.13.2026", "29.02.2027", "1 2 Nov"])
def test_date_of_refuses_what_is_no_date(cell):
    with pytest.raises(WrongCell):
        date_of(cell, TODAY)


@given(first=st.integers(0, 24 * 60 - 2), minutes=st.integers(1, 600))
def test_time_of_reads_back_start_and_length(first, minutes):
    minutes = min(minutes, 24 * 60 - 1 - first)
    start = datetime.time(*divmod(first, 60))
    end = datetime.time(*divmod(first + minutes, 60))
    assert time_of(f"{start:%H:%M}–{end:%H.%M}") == (start, minutes)
    assert time_of(f"{start:%H:%M}") == (start, None)


def test_classes_of_reads_grade_and_letters():
    assert classes_of("7А/Б, 10 «В»") == [(7, "A"), (7, "Б"), (10, "B")]


@given(st.sets(st.integers(1, 1000)))
def test_numbers_come_back_from_their_text(some):
    assert numbers.from_text(numbers.as_text(some), 1000) == some


def test_manager_plans_for_schools_of_every_region(term):
    manager = make_user(Role.MANAGER)
    school = SchoolFactory()
    run = services.begin_run(
        "rows", [term.wanted(term_at(0, 9), school=school, class_groups=[])], by=manager
    )
    assert services.plan_wanted(run, by=manager, seen={1}).planned == 1
    assert SchoolSession.objects.get().school == school
