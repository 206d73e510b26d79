"""The page on which a volunteer logs a session, as a plain form."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.tests.factories import ClassGroupFactory
from sessions.forms.logs import NO_CLASS
from sessions.models import Attendance, SessionLog
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_assignment
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def volunteer():
    return make_volunteer_user(first_name="Dana", last_name="Kim")


@pytest.fixture
def co_teacher():
    return make_volunteer_user(first_name="Timur", last_name="Ahmetov")


@pytest.fixture
def school_session(volunteer, co_teacher):
    """Online, of yesterday, for 7А; 8Б is another class of the school."""
    start = (timezone.now() - datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    lesson = LessonFactory(title_en="What is bullying?")
    school_session = SchoolSessionFactory(
        starts_at=start, lesson=lesson, project=lesson.project, mode="online"
    )
    year = start.year if start.month >= 9 else start.year - 1
    school = school_session.school
    planned = ClassGroupFactory(school=school, grade=7, letter="А", enrolled=31, school_year=year)
    ClassGroupFactory(school=school, grade=8, letter="Б", school_year=year)
    ClassGroupFactory(school=school, grade=9, letter="В", school_year=year - 5)
    Attendance.objects.create(school_session=school_session, class_group=planned)
    make_assignment(school_session=school_session, volunteer=volunteer)
    make_assignment(school_session=school_session, volunteer=co_teacher, role="co_teacher")
    return school_session


@pytest.fixture
def url(school_session):
    return reverse("sessions:log", args=[school_session.pk])


@pytest.fixture
def volunteer_client(client, volunteer):
    client.force_login(volunteer.user)
    return client


def filled_in(response) -> dict:
    """What a browser would send back from the page untouched."""
    page = response.context["page"]
    data = {}
    for form in (page.form, page.rows.management_form, *page.rows):
        for field in form:
            value = field.value()
            if field.name == "left_out" or value is None:
                continue
            if isinstance(value, datetime.datetime):
                value = value.strftime("%Y-%m-%dT%H:%M")
            data[field.html_name] = value
    return data


def test_log_page_is_filled_in_from_the_plan(volunteer_client, url, school_session, co_teacher):
    response = volunteer_client.get(url)
    assert response.status_code == 200
    page = response.content.decode()
    for expected in ("What is bullying?", "Class 7А", "31 on the list", "Timur A."):
        assert expected in page
    for hidden in ("Ahmetov", co_teacher.email, "9В"):
        assert hidden not in page
    form = response.context["page"].form
    assert form["minutes"].value() == 45
    assert form["mode"].value() == "online"
    assert timezone.make_aware(form["delivered_at"].value()) == school_session.starts_at
    first = response.context["page"].rows[0]
    assert first["students_online"].value() is None
    assert not SessionLog.objects.exists()


def test_log_page_saves_and_leads_on(volunteer_client, url, school_session):
    data = filled_in(volunteer_client.get(url)) | {
        "attendance-0-students_online": "28",
        "note": "They liked\r\nthe game",
    }
    response = volunteer_client.post(url, data, follow=True)
    assert response.redirect_chain == [(url, 302)]
    page = response.content.decode()
    assert "Saved" in page
    assert "28 students" in page
    assert "by you" in page
    school_session.refresh_from_db()
    assert school_session.status == "delivered"
    assert school_session.log.source == "page"
    assert school_session.log.note == "They liked\nthe game"
    row = school_session.attendance.get()
    assert (row.students_online, row.teachers, row.students_offline) == (28, 1, 0)
    assert set(school_session.assignments.values_list("status", flat=True)) == {"attended"}


def test_log_page_sent_twice_is_saved_once(volunteer_client, url):
    data = filled_in(volunteer_client.get(url)) | {"attendance-0-students_online": "28"}
    first, second = (volunteer_client.post(url, data) for _time in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert SessionLog.objects.count() == 1


def test_log_page_with_an_unticked_co_teacher_counts_them_absent(
    volunteer_client, url, school_session, co_teacher
):
    data = filled_in(volunteer_client.get(url)) | {"attendance-0-students_online": "28"}
    del data["came"]
    volunteer_client.post(url, data)
    assert school_session.assignments.get(volunteer=co_teacher).status == "absent"


def test_log_page_adds_a_class_and_an_assembly(volunteer_client, url, school_session):
    other = school_session.school.class_groups.get(grade=8)
    data = filled_in(volunteer_client.get(url)) | {
        "attendance-0-left_out": "on",
        "attendance-1-class_group": str(other.pk),
        "attendance-1-students_online": "20",
        "attendance-2-class_group": NO_CLASS,
        "attendance-2-students_online": "100",
        "attendance-2-parents_online": "7",
    }
    assert volunteer_client.post(url, data).status_code == 302
    rows = school_session.attendance.values_list("class_group", "students_online", "parents_online")
    assert set(rows) == {(other.pk, 20, 0), (None, 100, 7)}


WRONG = [
    ({"attendance-0-students_online": ""}, "attendance-0-students_online", "Write 0 if nobody"),
    ({"attendance-0-students_online": "many"}, "attendance-0-students_online", "0 to 2000"),
    ({"attendance-0-students_online": "-1"}, "attendance-0-students_online", "0 to 2000"),
    ({"attendance-0-teachers": "2001"}, "attendance-0-teachers", "0 to 2000"),
    ({"attendance-0-students_offline": "3"}, "attendance-0-students_offline", "both at once"),
    ({"attendance-1-students_online": "3"}, "attendance-1-class_group", "Choose the class"),
    ({"attendance-1-class_group": "no"}, "attendance-1-class_group", "Select a valid choice"),
    ({"attendance-0-left_out": "on"}, None, "somebody must have been there"),
    ({"minutes": "3"}, "minutes", "greater than or equal to 5"),
    ({"minutes": ""}, "minutes", "required"),
    ({"delivered_at": "2014-05-05T10:00"}, "delivered_at", "before 2015"),
    ({"delivered_at": "soon"}, "delivered_at", "valid date/time"),
    ({"mode": "telepathy"}, "mode", "Select a valid choice"),
    ({"note": "x" * 2001}, "note", "2000"),
    ({"client_uuid": "1"}, "client_uuid", "UUID"),
]


@pytest.mark.parametrize(("change", "field", "message"), WRONG)
def test_log_page_with_a_wrong_value_comes_back_with_all_that_was_typed(
    volunteer_client, url, change, field, message
):
    data = filled_in(volunteer_client.get(url)) | {"attendance-0-students_online": "28"}
    data |= {"note": "Keep me", **change}
    response = volunteer_client.post(url, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Not saved yet" in page
    found = response.context["page"].errors
    assert [message in told for _id, _label, told in found] == [True]
    if field:
        assert found[0][0].startswith(f"id_{field}")
    if "note" not in change:
        assert "Keep me" in page
    assert not SessionLog.objects.exists()


def test_log_page_of_a_class_twice_tells_it_at_the_row(volunteer_client, url, school_session):
    planned = school_session.attendance.get().class_group_id
    data = filled_in(volunteer_client.get(url)) | {
        "attendance-0-students_online": "28",
        "attendance-2-class_group": str(planned),
        "attendance-2-students_online": "28",
    }
    response = volunteer_client.post(url, data)
    assert [place for place, _label, _told in response.context["page"].errors] == [
        "id_attendance-2-class_group"
    ]


def test_log_page_of_a_later_session_asks_when_it_was(volunteer_client, url, school_session):
    school_session.starts_at = timezone.now() + datetime.timedelta(days=2)
    school_session.save()
    response = volunteer_client.get(url)
    assert "planned for later" in response.content.decode()
    began = response.context["page"].form["delivered_at"].value()
    assert timezone.make_aware(began) < timezone.now()


def test_log_page_where_a_colleague_was_faster_shows_their_log(
    volunteer_client, client, url, volunteer, co_teacher
):
    data = filled_in(volunteer_client.get(url)) | {"attendance-0-students_online": "28"}
    client.force_login(co_teacher.user)
    theirs = filled_in(client.get(url)) | {"attendance-0-students_online": "30"}
    client.post(url, theirs)
    client.force_login(volunteer.user)
    response = client.post(url, data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Timur A. has logged this session already" in page
    assert "30 students" in page
    assert co_teacher.email not in page


def test_log_page_without_class_groups_opens_a_row_to_choose(volunteer_client, url, school_session):
    school_session.attendance.all().delete()
    page = volunteer_client.get(url).content.decode()
    assert "extra-row" in page
    assert page.count('<details class="card fold extra-row" open>') == 1


def test_log_page_needs_the_same_queries_for_one_class_and_for_many(
    volunteer_client, url, school_session, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25) as captured:
        volunteer_client.get(url)
    few = len(captured)
    for _number in range(10):
        group = ClassGroupFactory(school=school_session.school, school_year=YEAR)
        Attendance.objects.create(school_session=school_session, class_group=group)
    with django_assert_max_num_queries(few):
        volunteer_client.get(url)
