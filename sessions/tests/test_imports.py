import datetime

import pghistory.models
import pytest
from django.apps import apps
from django.utils import timezone

from accounts.services import system_user
from regions.tests.factories import RegionFactory
from schools.models import ClassGroup, School
from schools.tests.factories import ClassGroupFactory, ClosureFactory, SchoolFactory
from sessions.imports import SESSIONS
from sessions.models import Assignment, Attendance, DirtyMonth, SchoolSession, SessionLog
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from transfers.tests.importing import changes_of, faults_of, table, take_in
from volunteers.models import Training, Volunteer
from volunteers.tests.factories import ProjectFactory, VolunteerFactory, make_ready

pytestmark = pytest.mark.django_db

HEADER = (
    "external_id,project,lesson,school,date,start,minutes,mode,language,status,volunteers,grade,"
    "letter,students_online,students_offline,parents_online,parents_offline,teachers"
)
FIELDS = HEADER.split(",")
ROW = {
    "external_id": "E1",
    "project": "BKD",
    "lesson": "BKD-01",
    "school": "S1",
    "date": "2020-10-05",
    "start": "09:30",
    "minutes": "45",
    "mode": "online",
    "language": "kk",
    "status": "delivered",
    "volunteers": "a@example.org;b@example.org",
    "grade": "7",
    "letter": "А",
    "students_online": "20",
    "students_offline": "0",
    "parents_online": "1",
    "parents_offline": "0",
    "teachers": "2",
}


def row(**changes) -> str:
    return ",".join(str(value) for value in (ROW | changes).values())


def rows(*changes: dict) -> str:
    return table(HEADER, *(row(**change) for change in changes))


@pytest.fixture(autouse=True)
def programme():
    region = RegionFactory(code="KZ-71")
    bekind, plastic = ProjectFactory(code="BKD"), ProjectFactory(code="PLF")
    LessonFactory(code="BKD-01", project=bekind, title_en="Words that hurt", title_kk="Сөз")
    LessonFactory(code="PLF-01", project=plastic, title_en="Where plastic goes")
    for code in ("S1", "S2"):
        SchoolFactory(code=code, region=region)
    for name in "abc":
        volunteer = VolunteerFactory(email=f"{name}@example.org", region=region)
        make_ready(volunteer, bekind, plastic)


def history() -> int:
    """How many versions of rows the audit trail holds."""
    return sum(
        model.objects.count()
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    )


def crew(session: SchoolSession) -> dict[str, tuple[str, str]]:
    return {
        a.volunteer.email[0]: (a.role, a.status)
        for a in session.assignments.select_related("volunteer")
    }


def test_delivered_session_becomes_records_that_belong_together():
    outcome = take_in(
        SESSIONS,
        rows({}, {"letter": "Ә", "students_online": 0, "students_offline": 2000, "teachers": 0}),
    )
    assert changes_of(outcome) == (1, 0, 0)
    assert outcome.counts.rows == 2
    session = SchoolSession.objects.get()
    assert timezone.localtime(session.starts_at).isoformat() == "2020-10-05T09:30:00+06:00"
    assert (session.status, session.mode, session.language) == ("delivered", "online", "kk")
    assert (session.lesson.code, session.school.code, session.places) == ("BKD-01", "S1", 2)
    assert (session.log.source, session.log.minutes) == ("import", 45)
    assert session.log.delivered_at == session.starts_at
    assert session.log.logged_by == system_user()
    assert crew(session) == {"a": ("lead", "attended"), "b": ("co_teacher", "attended")}
    counts = session.attendance.order_by("class_group__letter").values_list(
        "class_group__grade", "class_group__letter", "students_online", "students_offline"
    )
    assert list(counts) == [(7, "А", 20, 0), (7, "Ә", 0, 2000)]
    group = ClassGroup.objects.get(letter="А")
    assert (group.school_year, group.language, group.enrolled) == (2020, "kk", None)
    assert DirtyMonth.objects.filter(month=datetime.date(2020, 10, 1)).exists()


@pytest.mark.parametrize(
    ("status", "assigned", "has_log"),
    [
        ("planned", "assigned", False),
        ("confirmed", "assigned", False),
        ("cancelled", "assigned", False),
        ("delivered", "attended", True),
        ("verified", "attended", True),
    ],
)
def test_status_of_a_session_says_what_there_is(status, assigned, has_log):
    take_in(SESSIONS, rows({"status": status}))
    session = SchoolSession.objects.get()
    assert session.status == status
    assert crew(session)["a"] == ("lead", assigned)
    assert bool(session.log_id) == has_log
    assert bool(session.verified_by_id) == (status == "verified")
    assert bool(session.cancelled_by_id) == (status == "cancelled")


def test_time_is_held_as_the_database_itself_would_hold_it():
    for start in ("09:30", "10:00"):
        take_in(
            SESSIONS,
            rows(
                {"start": start},
                {"external_id": "E2", "start": "13:00", "status": "planned"},
                {"external_id": "E3", "status": "cancelled"},
            ),
        )
        for model in (Assignment, Attendance):
            given = dict(model.objects.values_list("pk", "during"))
            assert len(set(given.values())) == 3
            model.objects.update(during=None)  # makes the trigger look it up
            assert dict(model.objects.values_list("pk", "during")) == given


def test_same_file_again_changes_nothing_at_all():
    content = rows(
        {},
        {"letter": "Б"},
        {"external_id": "E2", "status": "planned", "start": "11:00", "grade": "", "letter": ""},
        {"external_id": "E3", "status": "cancelled", "start": "11:10"},
        {
            "external_id": "E4",
            "status": "verified",
            "start": "13:00",
            "volunteers": "",
            "grade": "",
            "letter": "",
        },
    )
    assert changes_of(take_in(SESSIONS, content)) == (4, 0, 0)
    before = history(), DirtyMonth.objects.count()
    ids = set(Attendance.objects.values_list("pk")) | set(Assignment.objects.values_list("pk"))
    assert changes_of(take_in(SESSIONS, content)) == (0, 0, 4)
    assert (history(), DirtyMonth.objects.count()) == before
    assert ids == (
        set(Attendance.objects.values_list("pk")) | set(Assignment.objects.values_list("pk"))
    )


def test_dry_run_counts_and_writes_nothing():
    outcome = take_in(SESSIONS, rows({}), write=False)
    assert changes_of(outcome) == (1, 0, 0)
    assert outcome.counts.more == {"class groups added": 1}
    assert not SchoolSession.objects.exists()
    assert not ClassGroup.objects.exists()
    assert not SessionLog.objects.exists()


def test_columns_in_any_order_with_semicolons_and_bom_are_the_same_file():
    names = FIELDS[::-1]
    cells = [f'"{ROW[name]}"' for name in names]
    content = "\ufeff" + ";".join(names) + "\r\n" + ";".join(cells) + "\r\n"
    assert changes_of(take_in(SESSIONS, content)) == (1, 0, 0)
    assert changes_of(take_in(SESSIONS, rows({}))) == (0, 0, 1)


def test_history_says_who_imported():
    take_in(SESSIONS, rows({}))
    session = SchoolSession.objects.get()
    event = pghistory.models.Events.objects.tracks(session).get()
    assert event.pgh_context["user"] == system_user().pk
    assert event.pgh_context["import_data"] == "sessions"


def test_changed_session_is_updated_and_its_rows_follow():
    take_in(SESSIONS, rows({}, {"letter": "Б"}))
    gone = Attendance.objects.get(class_group__letter="Б").pk
    kept = Attendance.objects.get(class_group__letter="А").pk
    outcome = take_in(
        SESSIONS,
        rows(
            {
                "minutes": 60,
                "mode": "hybrid",
                "volunteers": "a@example.org;c@example.org",
                "students_online": 21,
            },
            {
                "letter": "В",
                "minutes": 60,
                "mode": "hybrid",
                "volunteers": "a@example.org;c@example.org",
            },
        ),
    )
    assert changes_of(outcome) == (0, 1, 0)
    session = SchoolSession.objects.get()
    assert (session.minutes, session.mode) == (60, "hybrid")
    assert (session.log.minutes, session.log.mode) == (60, "hybrid")
    assert crew(session) == {"a": ("lead", "attended"), "c": ("co_teacher", "attended")}
    assert sorted(session.attendance.values_list("class_group__letter", flat=True)) == ["А", "В"]
    assert session.attendance.get(class_group__letter="А").students_online == 21
    assert not Attendance.objects.filter(pk=gone).exists()
    assert kept  # the row may be another one: its time moved


def test_head_count_alone_changes_the_row_in_place():
    take_in(SESSIONS, rows({}, {"letter": "Б"}))
    before = dict(Attendance.objects.values_list("class_group__letter", "pk"))
    assignments = set(Assignment.objects.values_list("pk", flat=True))
    assert changes_of(take_in(SESSIONS, rows({}, {"letter": "Б", "teachers": 3}))) == (0, 1, 0)
    assert dict(Attendance.objects.values_list("class_group__letter", "pk")) == before
    assert Attendance.objects.get(class_group__letter="Б").teachers == 3
    assert set(Assignment.objects.values_list("pk", flat=True)) == assignments


@pytest.mark.parametrize(
    "added", [[{"letter": "В"}], [{"volunteers": "a@example.org;b@example.org;c@example.org"}]]
)
def test_row_added_to_a_session_that_was_there_has_its_month_counted_again(added):
    take_in(SESSIONS, rows({}))
    DirtyMonth.objects.all().delete()
    session = SchoolSession.objects.get()
    changed = rows({}, *added) if "letter" in added[0] else rows(*added)
    assert changes_of(take_in(SESSIONS, changed)) == (0, 1, 0)
    noted = set(DirtyMonth.objects.values_list("project_id", "school_id", "month"))
    assert noted == {(session.project_id, session.school_id, datetime.date(2020, 10, 1))}


def test_head_counts_of_a_class_added_hold_its_time_though_nothing_is_looked_up():
    take_in(SESSIONS, rows({}))
    take_in(SESSIONS, rows({}, {"letter": "В"}))
    session = SchoolSession.objects.get()
    held = {(row.during.lower, row.during.upper) for row in Attendance.objects.all()}
    assert held == {(session.starts_at, session.ends_at)}


def test_texts_that_mean_something_to_copy_are_taken_as_they_are():
    names = ["\\N", "a\\tb", "\\.", "\\\\"]
    times = [f"{hour}:00" for hour in (8, 9, 10, 11)]
    content = rows(*({"external_id": n, "start": t} for n, t in zip(names, times, strict=True)))
    assert changes_of(take_in(SESSIONS, content)) == (4, 0, 0)
    assert set(SchoolSession.objects.values_list("external_id", flat=True)) == set(names)


@pytest.mark.parametrize("old", ["planned", "confirmed", "delivered", "verified", "cancelled"])
@pytest.mark.parametrize("new", ["planned", "confirmed", "delivered", "verified", "cancelled"])
def test_status_may_become_any_other(old, new):
    take_in(SESSIONS, rows({"status": old}))
    expected = (0, 0, 1) if old == new else (0, 1, 0)
    assert changes_of(take_in(SESSIONS, rows({"status": new}))) == expected
    session = SchoolSession.objects.get()
    assert session.status == new
    taught = new in ("delivered", "verified")
    assert crew(session)["a"] == ("lead", "attended" if taught else "assigned")
    assert SessionLog.objects.count() == taught
    assert bool(session.assignments.get(volunteer__email="a@example.org").during) == (
        new != "cancelled"
    )


def test_sessions_may_swap_times_volunteers_and_classes():
    first = {"external_id": "E1", "start": "09:00", "volunteers": "a@example.org"}
    second = {"external_id": "E2", "start": "09:45", "volunteers": "a@example.org"}
    take_in(SESSIONS, rows(first, second))
    swapped = rows(first | {"start": "09:45"}, second | {"start": "09:00"})
    assert changes_of(take_in(SESSIONS, swapped)) == (0, 2, 0)
    starts = SchoolSession.objects.order_by("external_id").values_list("starts_at", flat=True)
    assert [timezone.localtime(start).strftime("%H:%M") for start in starts] == ["09:45", "09:00"]
    assert changes_of(take_in(SESSIONS, swapped)) == (0, 0, 2)


def test_roles_of_those_who_stay_are_kept():
    lead, other = VolunteerFactory(email="x@example.org"), VolunteerFactory(email="y@example.org")
    take_in(SESSIONS, rows({"volunteers": "x@example.org;y@example.org"}))
    Assignment.objects.filter(volunteer=lead).update(role="guest_expert")
    Assignment.objects.filter(volunteer=other).update(role="lead")
    take_in(SESSIONS, rows({"volunteers": "a@example.org;x@example.org;y@example.org"}))
    assert crew(SchoolSession.objects.get()) == {
        "a": ("co_teacher", "attended"),
        "x": ("guest_expert", "attended"),
        "y": ("lead", "attended"),
    }


def test_first_volunteer_leads_where_the_lead_is_gone():
    take_in(SESSIONS, rows({}))
    take_in(SESSIONS, rows({"volunteers": "c@example.org;b@example.org"}))
    assert crew(SchoolSession.objects.get()) == {
        "b": ("co_teacher", "attended"),
        "c": ("lead", "attended"),
    }


def test_volunteers_who_declined_stay_recorded_and_can_come_back():
    take_in(SESSIONS, rows({"status": "planned"}))
    Assignment.objects.filter(volunteer__email="a@example.org").update(status="declined")
    take_in(SESSIONS, rows({"status": "planned", "volunteers": "b@example.org"}))
    session = SchoolSession.objects.get()
    assert crew(session)["a"] == ("lead", "declined")
    take_in(SESSIONS, rows({"status": "planned", "volunteers": "b@example.org;a@example.org"}))
    assert crew(session)["a"][1] == "assigned"
    assert {role for role, _status in crew(session).values()} == {"lead", "co_teacher"}


def test_log_of_a_volunteer_is_left_as_it_was_written():
    session = make_taught(
        external_id="E1",
        project=ProjectFactory(code="BKD"),
        school=SchoolFactory._meta.model.objects.get(code="S1"),
        starts_at=datetime.datetime(2020, 10, 5, 3, 30, tzinfo=datetime.UTC),
    )
    SessionLog.objects.update(source="page", note="It went well")
    take_in(SESSIONS, rows({"minutes": 60, "volunteers": ""}))
    session.refresh_from_db()
    assert session.minutes == 60
    assert (session.log.minutes, session.log.note) == (45, "It went well")


def test_planned_session_without_a_class_needs_no_attendance():
    content = rows(
        {
            "status": "planned",
            "grade": "",
            "letter": "",
            "students_online": 0,
            "parents_online": 0,
            "teachers": 0,
        }
    )
    take_in(SESSIONS, content)
    assert not Attendance.objects.exists()
    assert changes_of(take_in(SESSIONS, content)) == (0, 0, 1)
    take_in(SESSIONS, content.replace("planned", "delivered"))
    assert Attendance.objects.get().class_group is None


def test_look_alike_letters_name_the_same_class_and_the_same_school():
    school = SchoolFactory(code="AВ-1")  # a Latin A and a Cyrillic В
    group = ClassGroupFactory(school=school, school_year=2020, grade=7, letter="A", language="ru")
    take_in(SESSIONS, rows({"school": "АB-1", "letter": "А", "project": "ВKD"}))
    assert Attendance.objects.get().class_group == group
    assert ClassGroup.objects.count() == 1


@pytest.mark.parametrize(
    "lesson", ["BKD-01", "bkd-01", "Words that hurt", "words  THAT hurt", "сөз"]
)
def test_lesson_is_found_by_code_or_title(lesson):
    take_in(SESSIONS, rows({"lesson": lesson}))
    assert SchoolSession.objects.get().lesson.code == "BKD-01"


def test_lesson_may_be_empty():
    take_in(SESSIONS, rows({"lesson": ""}))
    assert SchoolSession.objects.get().lesson is None


def test_summer_belongs_to_the_school_year_before():
    take_in(SESSIONS, rows({"date": "2021-08-31"}, {"external_id": "E2", "date": "01.09.2021"}))
    years = ClassGroup.objects.order_by("school_year").values_list("school_year", flat=True)
    assert list(years) == [2020, 2021]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"external_id": ""}, "external_id: This cell is empty"),
        ({"project": "XYZ"}, "project: “XYZ” is no known project code"),
        ({"lesson": "PLF-01"}, "lesson: “PLF-01” is no lesson of project BKD"),
        ({"school": "S9"}, "school: “S9” is no known school code"),
        ({"date": "31.02.2020"}, "date: “31.02.2020” is not in the calendar"),
        ({"date": "2020-02-31"}, "date: “2020-02-31” is not in the calendar"),
        ({"date": "yesterday"}, "date: “yesterday” is not a date"),
        ({"date": "1999-01-01"}, "date: 1999-01-01 is not a plausible date"),
        ({"start": "25:00"}, "start: “25:00” is not a time"),
        ({"minutes": "4"}, "minutes: “4” is not a whole number from 5 to 600"),
        ({"minutes": "4,5".replace(",", ".")}, "minutes: “4.5” is not a whole number"),
        ({"mode": "video"}, "mode: “video” is not known here"),
        ({"language": "de"}, "language: “de” is not known here"),
        ({"status": "done"}, "status: “done” is not known here"),
        ({"volunteers": "z@example.org"}, "volunteers: No volunteer has the address “z@"),
        ({"volunteers": "aru"}, "volunteers: “aru” is not an e-mail address"),
        ({"grade": "13"}, "grade: “13” is not a whole number from 1 to 12"),
        ({"grade": ""}, "grade: Grade and letter belong together"),
        ({"letter": ""}, "letter: Grade and letter belong together"),
        ({"students_online": "2001"}, "students_online: “2001” is not a whole number from 0 to"),
        ({"students_offline": "-1"}, "students_offline: “-1” is not a whole number"),
        ({"parents_online": "many"}, "parents_online: “many” is not a whole number"),
        ({"parents_offline": ""}, "parents_offline: This cell is empty"),
        ({"teachers": "1.0"}, "teachers: “1.0” is not a whole number"),
        ({"teachers": "'=2+3"}, "teachers: “=2+3” is not a whole number"),
    ],
)
def test_wrong_cell_is_one_fault_at_its_line_and_nothing_is_written(change, told):
    faults = faults_of(SESSIONS, rows({"external_id": "E0", "start": "15:00"}, change))
    assert len(faults) == 1
    assert faults[0].startswith(f"line 3, {told}")
    assert not SchoolSession.objects.exists()


def test_all_faults_are_listed_by_line():
    faults = faults_of(
        SESSIONS,
        rows(
            {"school": "S9"},
            {"external_id": "E2", "teachers": "x", "mode": "y"},
            {"external_id": "E3", "date": "?"},
        ),
    )
    assert [fault.split(":")[0] for fault in faults] == [
        "line 2, school",
        "line 3, mode",
        "line 3, teachers",
        "line 4, date",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("project", "PLF"),
        ("lesson", ""),
        ("school", "S2"),
        ("date", "2020-10-06"),
        ("start", "09:31"),
        ("minutes", 46),
        ("mode", "offline"),
        ("language", "ru"),
        ("status", "verified"),
        ("volunteers", "a@example.org"),
    ],
)
def test_rows_of_one_session_must_agree(field, value):
    change = {"letter": "Б", field: value}
    if field == "project":
        change["lesson"] = "PLF-01"
    faults = faults_of(SESSIONS, rows({}, change))
    assert f"line 3, {field}: “{value}” differs from line 2" in "\n".join(faults)


def test_class_twice_in_one_session_is_a_fault():
    assert faults_of(SESSIONS, rows({}, {"letter": "A"})) == [
        "line 3, letter: This session has a row for “7A” in line 2 already. Keep one of the two."
    ]
    nobody = {"grade": "", "letter": ""}
    assert len(faults_of(SESSIONS, rows(nobody, nobody))) == 1


def test_volunteer_in_two_places_in_the_file_is_a_fault():
    faults = faults_of(
        SESSIONS,
        rows(
            {},
            {"external_id": "E2", "start": "10:14", "letter": "Б", "volunteers": "b@example.org"},
        ),
    )
    assert faults == [
        "line 3, volunteers: b@example.org teaches session “E1” (line 2) at that time."
    ]


def test_class_in_two_places_in_the_file_is_a_fault():
    faults = faults_of(
        SESSIONS, rows({}, {"external_id": "E2", "start": "09:00", "volunteers": ""})
    )
    assert faults == ["line 3, letter: Class 7А has session “E1” (line 2) at that time."]


def test_sessions_one_after_the_other_or_cancelled_are_no_clash():
    outcome = take_in(
        SESSIONS,
        rows(
            {},
            {"external_id": "E2", "start": "10:15"},
            {"external_id": "E3", "status": "cancelled"},
        ),
    )
    assert changes_of(outcome) == (3, 0, 0)


def test_clash_with_what_is_there_is_a_fault_that_names_it():
    take_in(SESSIONS, rows({}))
    faults = faults_of(SESSIONS, rows({"external_id": "E2", "start": "10:00"}))
    assert len(faults) == 3
    assert "line 2, volunteers: a@example.org teaches session “E1” (already" in "\n".join(faults)
    assert "line 2, letter: Class 7А has session “E1” (already" in "\n".join(faults)


def test_clash_with_a_session_that_the_file_moves_away_is_none():
    take_in(SESSIONS, rows({}))
    outcome = take_in(SESSIONS, rows({"external_id": "E2"}, {"start": "12:00"}))
    assert changes_of(outcome) == (1, 1, 0)


def test_more_volunteers_than_places_can_be_are_a_fault():
    emails = [VolunteerFactory().email for _number in range(21)]
    faults = faults_of(SESSIONS, rows({"volunteers": ";".join(emails)}))
    assert "21 values stand here; at most 20 may" in faults[0]


def test_session_made_on_a_page_is_updated_by_its_external_id():
    school = SchoolFactory._meta.model.objects.get(code="S1")
    session = SchoolSessionFactory(
        project=ProjectFactory(code="BKD"), school=school, places=5, venue="Room 7"
    )
    take_in(SESSIONS, rows({"external_id": session.external_id}))
    session.refresh_from_db()
    assert (session.status, session.places, session.venue) == ("delivered", 5, "Room 7")


def test_first_200_faults_are_kept_and_all_are_counted():
    changes = [{"external_id": f"E{n}", "teachers": "x", "volunteers": ""} for n in range(300)]
    outcome = take_in(SESSIONS, rows(*changes))
    assert (len(outcome.faults), outcome.fault_count >= 300) == (200, True)


def test_session_planned_into_a_closed_day_is_a_fault_at_its_date():
    day = datetime.date(2099, 9, 1)
    closure = ClosureFactory(school=School.objects.get(code="S1"), since=day, reason="")
    content = rows({"date": str(day), "status": "planned"})
    assert faults_of(SESSIONS, content) == [
        "line 2, date: The school is closed on 2099-09-01 (frost). Choose another day."
    ]
    closure.lifted_at, closure.lifted_by = timezone.now(), closure.by
    closure.save()
    assert changes_of(take_in(SESSIONS, content)) == (1, 0, 0)


# --- the rules about staff ----------------------------------------------------------------------

COMING = {"date": "2098-10-06", "status": "planned", "volunteers": "a@example.org"}


@pytest.mark.parametrize("write", [True, False])
def test_planned_session_with_somebody_untrained_is_a_fault_also_when_only_checked(write):
    Training.objects.filter(volunteer__email="a@example.org").delete()
    content = rows({"external_id": "E0"}, {"external_id": "E1", "start": "12:00", **COMING})
    outcome = take_in(SESSIONS, content, write=write)
    assert [str(fault) for fault in outcome.faults] == [
        "line 3, volunteers: a@example.org is not trained for the project by that day."
    ]
    assert not SchoolSession.objects.exists()


def test_planned_sessions_of_one_file_without_time_on_the_way_are_a_fault_at_both_lines():
    content = rows(
        {"external_id": "E1", "start": "09:00", "mode": "offline", **COMING},
        {"external_id": "E2", "start": "10:00", "letter": "Z", "school": "S2", **COMING},
    )
    assert faults_of(SESSIONS, content) == [
        "line 2, volunteers: a@example.org has no time to be on the way from or to session “E2”.",
        "line 3, volunteers: a@example.org has no time to be on the way from or to session “E1”.",
    ]


def test_planned_session_that_is_not_changed_is_not_looked_at_again():
    content = rows({"external_id": "E1", **COMING})
    take_in(SESSIONS, content)
    Volunteer.objects.update(status="paused")
    assert changes_of(take_in(SESSIONS, content)) == (0, 0, 1)


def test_history_is_taught_by_whoever_taught_it():
    Volunteer.objects.update(status="left")
    Training.objects.all().delete()
    assert changes_of(take_in(SESSIONS, rows({}))) == (1, 0, 0)
