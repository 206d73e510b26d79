"""The pages of planning many: from the choices to planned sessions, and back."""

from html import escape

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import SchoolFactory
from sessions.bulk import services
from sessions.models import PlanningRun, ProgrammeTemplate, SchoolSession
from sessions.services.planning import plan_session
from sessions.tests.term import make_schools, make_term, term_at, term_monday


@pytest.fixture
def term(db):
    return make_term()


@pytest.fixture
def as_coordinator(client, term):
    client.force_login(term.world.coordinator)
    return client


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def choose_classes(client, term, **changes):
    data = {
        "school": term.school.pk,
        "class_groups": [group.pk for group in term.groups],
        "lessons": [lesson.pk for lesson in term.lessons],
        "since": term_monday().isoformat(),
        "weekdays": ["0", "1", "2", "3", "4"],
        "at_once": 1,
        "evenly": "1",
        "mode": "offline",
        "places": 2,
        **changes,
    }
    return client.post(reverse("sessions:plan_classes"), data)


def test_ten_classes_and_four_lessons_are_planned_in_two_posts(as_coordinator, term):
    answer = choose_classes(as_coordinator, term)
    run = PlanningRun.objects.get()
    assert answer.headers["Location"] == reverse("sessions:plan_run", args=[run.pk])
    page = as_coordinator.get(answer.headers["Location"])
    assert "Plan 40 sessions" in text_of(page)
    done = as_coordinator.post(
        reverse("sessions:plan_create", args=[run.pk]), {"seen": "1-40"}, follow=True
    )
    assert "40 sessions are planned." in text_of(done)
    assert SchoolSession.objects.filter(places=2, mode="offline").count() == 40


def test_lessons_are_taught_in_the_order_in_which_they_were_ticked(as_coordinator, term):
    order = [lesson.pk for lesson in reversed(term.lessons)]
    choose_classes(
        as_coordinator,
        term,
        class_groups=[term.groups[0].pk],
        lesson_order=",".join(map(str, order)),
    )
    wanted = PlanningRun.objects.get().wanted.order_by("starts_at")
    assert list(wanted.values_list("lesson", flat=True)) == order


def test_choices_that_miss_something_say_it_at_the_field_and_keep_the_rest(as_coordinator, term):
    answer = choose_classes(
        as_coordinator, term, class_groups=[], weekdays=[], other_times="noon", over_again="on"
    )
    assert answer.status_code == 422
    told = text_of(answer)
    for sentence in (
        "Choose at least one class.",
        "Choose at least one day of the week.",
        "“noon” is not a time of day.",
        "Give a last day",
    ):
        assert sentence in told
    assert not PlanningRun.objects.exists()
    assert f'name="lessons" value="{term.lessons[0].pk}" checked' in told


def test_choices_come_back_from_the_run(as_coordinator, term):
    choose_classes(as_coordinator, term, class_groups=[term.groups[3].pk], venue="Room 5")
    run = PlanningRun.objects.get()
    page = as_coordinator.get(
        reverse("sessions:plan_classes"), {"from": run.pk, "school": term.school.pk}
    )
    told = text_of(page)
    assert told.count('name="class_groups"') == 10
    assert told.count(f'value="{term.groups[3].pk}" data-select="grade-6" checked') == 1
    assert 'value="Room 5"' in told


def test_school_of_another_region_is_not_there(as_coordinator):
    page = as_coordinator.get(reverse("sessions:plan_classes"), {"school": SchoolFactory().pk})
    assert page.status_code == 404


def begin(term, *starts):
    wanted = [term.wanted(start) for start in starts]
    return services.begin_run("rows", wanted, by=term.world.coordinator)


def test_what_cannot_be_read_of_the_rows_that_come_along_plans_nothing(as_coordinator, term):
    run = begin(term, term_at(0, 9), term_at(1, 9))
    typed = {"changed": "2", "date_2": "2026-13-40", "time_2": "10:00", "is_wanted_2": "on"}
    page = as_coordinator.post(
        reverse("sessions:plan_create", args=[run.pk]), {"seen": "1-2"} | typed, follow=True
    )
    assert "Give a date and a time of day" in page.content.decode()
    assert not SchoolSession.objects.exists()


def change(client, run, **data):
    return client.post(
        reverse("sessions:plan_change", args=[run.pk]), data, headers={"HX-Request": "true"}
    )


def test_row_can_be_left_out_and_moved(as_coordinator, term):
    run = begin(term, term_at(0, 9), term_at(0, 9))
    day = term_monday().isoformat()
    answer = change(as_coordinator, run, rows="1", action="row", date=day, time="09:00")
    assert "left out" in text_of(answer)
    answer = change(
        as_coordinator, run, rows="1", action="row", date=day, time="10:00", is_wanted="on"
    )
    assert "Plan 2 sessions" in text_of(answer)
    answer = change(as_coordinator, run, rows="1", action="row", date="soon", time="10:00")
    assert "Give a date and a time of day" in text_of(answer)
    assert list(run.wanted.values_list("starts_at", flat=True)) == [term_at(0, 10), term_at(0, 9)]


def test_clashes_are_told_with_a_free_time_and_go_by_one_press(as_coordinator, term):
    run = begin(term, *[term_at(0, 9)] * 3)
    page = as_coordinator.get(reverse("sessions:plan_run", args=[run.pk]))
    assert "2 need a look" in text_of(page)
    assert "Move to" in text_of(page)
    assert "Plan 3 sessions" in text_of(change(as_coordinator, run, rows="all", action="find"))


def test_day_without_lessons_can_be_planned_all_the_same(as_coordinator, term):
    run = begin(term, term_at(5, 9))
    page = as_coordinator.get(reverse("sessions:plan_run", args=[run.pk]))
    assert "the school has no lessons" in text_of(page)
    answer = change(as_coordinator, run, rows="1", action="overrule")
    assert "Plan 1 session" in text_of(answer)


def test_what_changed_meanwhile_is_told_on_the_page(as_coordinator, term):
    run = begin(term, term_at(0, 9), term_at(1, 9))
    plan_session(
        term.world.plan(starts_at=term_at(0, 9), class_groups=(term.groups[0],)),
        by=term.world.coordinator,
    )
    done = as_coordinator.post(
        reverse("sessions:plan_create", args=[run.pk]), {"seen": "1-2"}, follow=True
    )
    told = text_of(done)
    assert "1 session is planned." in told
    assert "1 was left out: something changed while you looked." in told
    assert "Class 5А is taught then" in told


def test_whole_run_is_taken_back(as_coordinator, term):
    run = begin(term, term_at(0, 9), term_at(1, 9))
    as_coordinator.post(reverse("sessions:plan_create", args=[run.pk]), {"seen": "1-2"})
    done = as_coordinator.post(reverse("sessions:plan_undo", args=[run.pk]), follow=True)
    assert "2 sessions are taken back." in text_of(done)
    assert not SchoolSession.objects.exists()
    assert "Plan 2 sessions" in text_of(done)


def test_run_thrown_away_is_gone(as_coordinator, term):
    run = begin(term, term_at(0, 9))
    as_coordinator.post(reverse("sessions:plan_discard", args=[run.pk]))
    assert not PlanningRun.objects.exists()


def test_large_plan_is_folded_by_school_and_opened_one_by_one(as_coordinator, term):
    schools = make_schools(term, 13, classes=1)
    wanted = [
        term.wanted(
            term_at(day, 8 + hour), school=school, class_groups=[school.class_groups.get().pk]
        )
        for school in schools
        for day in (0, 1)
        for hour in range(5)
    ]
    run = services.begin_run("rows", wanted, by=term.world.coordinator)
    url = reverse("sessions:plan_run", args=[run.pk])
    page = as_coordinator.get(url)
    assert 'name="date"' not in text_of(page)
    part = as_coordinator.get(url, {"school": schools[0].pk}, headers={"HX-Request": "true"})
    assert text_of(part).count('name="date"') == 10


# --- A programme, a week, rows -------------------------------------------------------------


def save_template(client, term, **changes):
    data = {
        "name": "Four lessons",
        "region": term.world.region.pk,
        "grade_from": 5,
        "grade_to": 6,
        "mode": "offline",
        "places": 1,
        **{f"week_{week}": lesson.pk for week, lesson in enumerate(term.lessons, 1)},
        **changes,
    }
    return client.post(reverse("sessions:template_create"), data)


def test_programme_is_written_and_planned_for_several_schools(as_coordinator, term):
    assert save_template(as_coordinator, term).status_code == 302
    template = ProgrammeTemplate.objects.get()
    assert [one.week for one in template.lessons.all()] == [1, 2, 3, 4]
    schools = make_schools(term, 3, classes=2)
    answer = as_coordinator.post(
        reverse("sessions:plan_programme"),
        {
            "template": template.pk,
            "schools": [school.pk for school in schools],
            "since": term_monday().isoformat(),
            "weekdays": ["0", "1"],
            "at_once": 1,
            "evenly": "1",
        },
        follow=True,
    )
    assert "Plan 24 sessions" in text_of(answer)


def plan_many(client, schools, **changes):
    data = {
        "schools": [school.pk for school in schools],
        "since": term_monday().isoformat(),
        "weekdays": ["0", "1", "2", "3", "4"],
        "at_once": 1,
        "evenly": "1",
        "grade_from": 5,
        "grade_to": 9,
        "mode": "offline",
        "places": 1,
        **changes,
    }
    return client.post(reverse("sessions:plan_programme"), data, follow=True)


def test_many_schools_are_planned_without_a_programme_and_lead_to_their_places(
    as_coordinator, term
):
    page = as_coordinator.get(reverse("sessions:plan_programme"))
    assert term.lessons[0].title in text_of(page)
    schools = make_schools(term, 3, classes=2)
    answer = plan_many(as_coordinator, schools, lessons=[term.lessons[0].pk])
    assert "Plan 6 sessions" in text_of(answer)
    run = PlanningRun.objects.get()
    again = as_coordinator.get(reverse("sessions:plan_programme"), {"from": run.pk})
    assert again.context["form"].chosen("lessons") == {str(term.lessons[0].pk)}
    seen = {"seen": answer.context["seen"]}
    done = as_coordinator.post(reverse("sessions:plan_create", args=[run.pk]), seen, follow=True)
    fill = done.context["fill_query"]
    assert f"since={term_monday()}" in fill
    assert f"/sessions/fill/?{escape(fill)}" in done.content.decode()


def test_many_schools_without_lessons_or_with_grades_upside_down_are_refused(as_coordinator, term):
    schools = make_schools(term, 1, classes=2)
    assert "Choose at least one lesson." in text_of(plan_many(as_coordinator, schools))
    upside_down = plan_many(
        as_coordinator, schools, lessons=[term.lessons[0].pk], grade_from=9, grade_to=5
    )
    assert "The last grade is below the first one." in text_of(upside_down)
    assert not PlanningRun.objects.exists()


def test_programme_of_a_name_that_is_taken_or_without_lessons_is_refused(as_coordinator, term):
    save_template(as_coordinator, term)
    again = save_template(as_coordinator, term)
    assert "There is a programme of this name already." in text_of(again)
    empty = save_template(
        as_coordinator, term, name="Empty", **{f"week_{week}": "" for week in range(1, 5)}
    )
    assert "Choose at least one lesson." in text_of(empty)
    assert ProgrammeTemplate.objects.count() == 1


def test_programme_of_the_country_is_used_by_coordinators_and_changed_by_managers(
    client, as_coordinator, term
):
    template = ProgrammeTemplate.objects.create(name="Country")
    page = as_coordinator.get(reverse("sessions:templates"))
    assert "Country" in text_of(page)
    url = reverse("sessions:template_edit", args=[template.pk])
    assert as_coordinator.get(url).status_code == 403
    client.force_login(make_user(Role.MANAGER))
    assert client.get(url).status_code == 200


def test_week_is_copied_by_two_posts(as_coordinator, term):
    plan_session(
        term.world.plan(starts_at=term_at(0, 9), class_groups=(term.groups[0],)),
        by=term.world.coordinator,
    )
    answer = as_coordinator.post(
        reverse("sessions:plan_week"),
        {"day": term_monday().isoformat(), "to": term_at(7, 9).date().isoformat(), "copies": 2},
        follow=True,
    )
    assert "Plan 2 sessions" in text_of(answer)
    same = as_coordinator.post(
        reverse("sessions:plan_week"),
        {"day": term_monday().isoformat(), "to": term_monday().isoformat(), "copies": 1},
    )
    assert "Choose another week than the one that is copied." in text_of(same)


def test_pasted_rows_with_faults_come_back_with_line_and_column_and_the_rest_goes_on(
    as_coordinator, term
):
    day = term_monday().isoformat()
    code = term.lessons[0].code
    text = "\n".join(
        [
            "school\tclass\tlesson\tdate\ttime",
            f"{term.school.code}\t5А\t{code}\t{day}\t9:00",
            f"{term.school.code}\t5А\t{code}\tsoon\t9:00",
        ]
    )
    url = reverse("sessions:plan_rows")
    answer = as_coordinator.post(url, {"text": text})
    assert answer.status_code == 422
    assert "line 3, date: “soon” is not a date." in text_of(answer)
    assert "soon\t9:00</textarea>" in answer.content.decode()
    answer = as_coordinator.post(url, {"text": text, "only_readable": "on"}, follow=True)
    assert "Plan 1 session" in text_of(answer)


def test_pasted_rows_without_a_needed_column_say_which_one(as_coordinator, term):
    answer = as_coordinator.post(reverse("sessions:plan_rows"), {"text": "school\tdate\nS-1\t1.2."})
    assert answer.status_code == 422
    assert "These rows cannot be read" in text_of(answer)
    assert "line 1: The first line names the columns; these are missing: time." in text_of(answer)


# --- Another time --------------------------------------------------------------------------


def test_session_moves_to_a_suggested_time_by_one_press(as_coordinator, term):
    made = plan_session(
        term.world.plan(starts_at=term_at(0, 9), class_groups=(term.groups[0],)),
        by=term.world.coordinator,
    )
    url = reverse("sessions:reschedule", args=[made.pk])
    page = as_coordinator.get(url)
    slot, seen = page.context["slots"][0], page.context["seen"]
    done = as_coordinator.post(
        url, {"starts_at": slot.starts_at.isoformat(), "seen": seen}, follow=True
    )
    assert "Moved. Everyone in it stays." in text_of(done)
    made.refresh_from_db()
    assert made.starts_at == slot.starts_at
    again = as_coordinator.post(url, {"starts_at": term_at(1, 9).isoformat(), "seen": seen})
    assert again.status_code == 422
    assert "Someone changed this session" in text_of(again)
