"""The contract of POST /sessions/<id>/log/ with JSON, line by line."""

import datetime
import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from schools.tests.factories import ClassGroupFactory
from sessions.models import Attendance, SchoolSession, SessionLog
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.tests.factories import VolunteerFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
ZERO = {
    "students_online": 0,
    "students_offline": 0,
    "parents_online": 0,
    "parents_offline": 0,
    "teachers": 0,
}


@pytest.fixture
def volunteer():
    return make_volunteer_user()


@pytest.fixture
def school_session(volunteer):
    """Of two hours ago, with one planned class group."""
    start = (timezone.now() - datetime.timedelta(hours=2)).replace(second=0, microsecond=0)
    school_session = SchoolSessionFactory(starts_at=start, status="confirmed")
    Attendance.objects.create(
        school_session=school_session, class_group=ClassGroupFactory(school=school_session.school)
    )
    make_assignment(school_session=school_session, volunteer=volunteer)
    return school_session


@pytest.fixture
def body(school_session):
    return {
        "client_uuid": str(uuid.uuid4()),
        "delivered_at": school_session.starts_at.isoformat(),
        "minutes": 45,
        "mode": "online",
        "note": "",
        "attendance": [
            {
                **ZERO,
                "class_group": school_session.attendance.get().class_group_id,
                "students_online": 24,
                "teachers": 1,
            }
        ],
    }


def post(school_session, body, *, user=None, client=None, **extra):
    if client is None:
        client = Client()
        client.force_login(user)
    return client.post(
        reverse("sessions:log", args=[school_session.pk]),
        body if isinstance(body, (str, bytes)) else json.dumps(body),
        content_type="application/json",
        **extra,
    )


def test_log_first_time_is_saved_and_echoes_the_uuid(school_session, volunteer, body):
    response = post(school_session, body, user=volunteer.user)
    assert response.status_code == 201
    assert response.json() == {"client_uuid": body["client_uuid"], "status": "saved"}
    school_session.refresh_from_db()
    assert school_session.status == "delivered"
    assert school_session.log.logged_by == volunteer.user
    assert school_session.log.source == "device"
    assert school_session.attendance.get().students_online == 24
    assert school_session.assignments.get().status == "attended"


def test_log_same_body_again_is_accepted_and_changes_nothing(school_session, volunteer, body):
    post(school_session, body, user=volunteer.user)
    before = SessionLog.objects.values().get()
    # The same moment and row, written in another way.
    moment = datetime.datetime.fromisoformat(body["delivered_at"])
    zone = datetime.timezone(datetime.timedelta(hours=5))
    again = {"unknown": 1, **body, "delivered_at": moment.astimezone(zone).isoformat()}
    response = post(school_session, again, user=volunteer.user)
    assert response.status_code == 202
    assert response.json() == {"client_uuid": body["client_uuid"], "status": "saved"}
    assert SessionLog.objects.values().get() == before


def test_log_same_body_after_it_was_verified_is_still_accepted(school_session, volunteer, body):
    post(school_session, body, user=volunteer.user)
    SchoolSession.objects.update(
        status="verified", verified_at=timezone.now(), verified_by=volunteer.user
    )
    assert post(school_session, body, user=volunteer.user).status_code == 202


@pytest.mark.parametrize(
    "change", [{"minutes": 50}, {"note": "Better"}, {"attendance": [{**ZERO, "class_group": None}]}]
)
def test_log_same_uuid_with_another_body_conflicts(school_session, volunteer, body, change):
    post(school_session, body, user=volunteer.user)
    response = post(school_session, {**body, **change}, user=volunteer.user)
    assert response.status_code == 409
    assert response.json()["detail"]
    assert school_session.attendance.get().students_online == 24


def test_log_own_session_with_another_uuid_conflicts(school_session, volunteer, body):
    post(school_session, body, user=volunteer.user)
    other = {**body, "client_uuid": str(uuid.uuid4())}
    assert post(school_session, other, user=volunteer.user).status_code == 409


def test_log_where_someone_else_logged_conflicts_without_an_address(
    school_session, volunteer, body
):
    other = make_volunteer_user(first_name="Timur", last_name="Kim")
    make_assignment(school_session=school_session, volunteer=other, role="co_teacher")
    post(school_session, body, user=volunteer.user)
    response = post(school_session, body, user=other.user)
    assert response.status_code == 409
    assert volunteer.short_name in response.json()["detail"]
    assert "@" not in response.content.decode()


def test_log_uuid_of_another_session_conflicts(school_session, volunteer, body):
    post(school_session, body, user=volunteer.user)
    later = SchoolSessionFactory(
        starts_at=school_session.starts_at + datetime.timedelta(hours=1),
        school=school_session.school,
    )
    make_assignment(school_session=later, volunteer=volunteer)
    response = post(later, body, user=volunteer.user)
    assert response.status_code == 409
    later.refresh_from_db()
    assert later.status == "planned"


WRONG = [
    ({"client_uuid": "1234"}, "client_uuid"),
    ({"client_uuid": None}, "client_uuid"),
    ({"client_uuid": 7}, "client_uuid"),
    ({"delivered_at": "yesterday"}, "delivered_at"),
    ({"delivered_at": "2026-11-20T09:00:00"}, "delivered_at"),
    ({"delivered_at": 1700000000}, "delivered_at"),
    ({"delivered_at": "2014-12-31T09:00:00+05:00"}, "delivered_at"),
    ({"delivered_at": "0001-01-01T00:00:00+23:59"}, "delivered_at"),
    ({"delivered_at": "9999-12-31T23:59:59-23:59"}, "delivered_at"),
    ({"minutes": 4}, "minutes"),
    ({"minutes": 601}, "minutes"),
    ({"minutes": 45.0}, "minutes"),
    ({"minutes": "45"}, "minutes"),
    ({"minutes": True}, "minutes"),
    ({"minutes": 10**400}, "minutes"),
    ({"mode": "by post"}, "mode"),
    ({"mode": ["online"]}, "mode"),
    ({"note": "x" * 2001}, "note"),
    ({"note": 5}, "note"),
    ({"note": "a\x00b"}, "note"),
    ({"note": "\ud800"}, "note"),
    ({"attendance": []}, "attendance"),
    ({"attendance": {}}, "attendance"),
    ({"attendance": [5]}, "attendance"),
    ({"attendance": [{**ZERO}]}, "attendance.0.class_group"),
    ({"attendance": [{**ZERO, "class_group": "7A"}]}, "attendance.0.class_group"),
    ({"attendance": [{**ZERO, "class_group": True}]}, "attendance.0.class_group"),
    ({"attendance": [{**ZERO, "class_group": 10**30}]}, "attendance.0.class_group"),
    ({"attendance": [{**ZERO, "class_group": 0}]}, "attendance.0.class_group"),
    ({"attendance": [{**ZERO, "class_group": None}] * 2}, "attendance.1.class_group"),
    ({"absent": [True]}, "absent"),
    ({"absent": [10**30]}, "absent"),
    ({"absent": "all"}, "absent"),
    *(
        ({"attendance": [{**ZERO, "class_group": None, count: value}]}, f"attendance.0.{count}")
        for count in ZERO
        for value in (-1, 2001, 1.0, "1", True, None)
    ),
]


@pytest.mark.parametrize(("change", "field"), WRONG)
def test_log_with_a_wrong_value_is_refused_at_the_field(
    school_session, volunteer, body, change, field
):
    response = post(school_session, {**body, **change}, user=volunteer.user)
    assert response.status_code == 422
    errors = response.json()["errors"]
    assert list(errors) == [field]
    assert all(len(message) > 10 for message in errors[field])
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize(
    "missing", ["client_uuid", "delivered_at", "minutes", "mode", "attendance"]
)
def test_log_with_a_missing_key_names_it(school_session, volunteer, body, missing):
    del body[missing]
    response = post(school_session, body, user=volunteer.user)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [missing]


def test_log_with_many_faults_tells_all_of_them(school_session, volunteer, body):
    body |= {"minutes": 0, "mode": "", "attendance": [{"class_group": None, "teachers": 1}]}
    errors = post(school_session, body, user=volunteer.user).json()["errors"]
    assert set(errors) == {
        "minutes",
        "mode",
        *(f"attendance.0.{name}" for name in ZERO if name != "teachers"),
    }


def test_log_in_the_future_allows_for_a_phones_clock(school_session, volunteer, body):
    for minutes, status in ((30, 422), (3, 201)):
        moment = timezone.now() + datetime.timedelta(minutes=minutes)
        body["delivered_at"] = moment.isoformat()
        assert post(school_session, body, user=volunteer.user).status_code == status


def test_log_with_a_class_of_another_school_is_refused_there(school_session, volunteer, body):
    body["attendance"].append({**ZERO, "class_group": ClassGroupFactory().pk})
    response = post(school_session, body, user=volunteer.user)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["attendance.1.class_group"]


def test_log_with_a_class_twice_is_refused(school_session, volunteer, body):
    body["attendance"] *= 2
    response = post(school_session, body, user=volunteer.user)
    assert list(response.json()["errors"]) == ["attendance.1.class_group"]


def test_log_with_an_absence_of_a_stranger_or_oneself_is_refused(school_session, volunteer, body):
    stranger = make_assignment(school_session=SchoolSessionFactory(), volunteer=VolunteerFactory())
    for assignment in (stranger, school_session.assignments.get()):
        response = post(school_session, {**body, "absent": [assignment.pk]}, user=volunteer.user)
        assert list(response.json()["errors"]) == ["absent"]


@pytest.mark.parametrize(
    "text",
    [
        b" ",
        b"{",
        b'{"minutes": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"null",
        b'"text"',
        b'{"minutes": ' + b"9" * 5000 + b"}",
    ],
)
def test_log_that_is_no_json_object_is_refused_with_a_message(school_session, volunteer, text):
    response = post(school_session, text, user=volunteer.user)
    assert response.status_code == 422
    assert response.json()["errors"]["body"]


def test_log_that_is_too_large_is_refused(school_session, volunteer):
    response = post(school_session, b'"' + b"x" * 300_000 + b'"', user=volunteer.user)
    assert response.status_code == 413
    assert "256" in response.json()["detail"]


def test_log_with_another_content_type_is_refused(school_session, volunteer, client):
    client.force_login(volunteer.user)
    url = reverse("sessions:log", args=[school_session.pk])
    assert client.post(url, "{}", content_type="text/plain").status_code == 415


def test_log_signed_out_is_401(school_session, body):
    assert post(school_session, body, client=Client()).status_code == 401
    # A device whose cookies are gone cannot have a token either: it is to sign in.
    strict = Client(enforce_csrf_checks=True)
    assert post(school_session, body, client=strict).status_code == 401


def test_log_without_csrf_token_is_refused(school_session, volunteer, body):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(volunteer.user)
    response = post(school_session, body, client=strict)
    assert response.status_code == 403
    assert "X-CSRFToken" in response.json()["detail"]
    strict.get(reverse("sessions:log", args=[school_session.pk]))
    token = strict.cookies["csrftoken"].value
    assert post(school_session, body, client=strict, HTTP_X_CSRFTOKEN=token).status_code == 201


def test_log_of_a_session_not_ones_own_is_not_found(school_session, body):
    stranger = make_volunteer_user()
    assert post(school_session, body, user=stranger.user).status_code == 404
    assert not SessionLog.objects.exists()


def test_log_by_a_coordinator_who_does_not_teach_it_is_not_allowed(school_session, body):
    coordinator = make_user(Role.COORDINATOR, regions=[school_session.school.region])
    assert post(school_session, body, user=coordinator).status_code == 403


@pytest.mark.parametrize("status", ["declined", "absent"])
def test_log_by_a_volunteer_who_gave_up_the_place_is_refused(
    school_session, volunteer, body, status
):
    school_session.assignments.update(status=status)
    response = post(school_session, body, user=volunteer.user)
    assert response.status_code == {"declined": 404, "absent": 403}[status]


def test_log_of_a_cancelled_session_is_not_allowed_and_says_why(school_session, volunteer, body):
    SchoolSession.objects.update(
        status="cancelled", cancelled_at=timezone.now(), cancelled_by=volunteer.user
    )
    response = post(school_session, body, user=volunteer.user)
    assert response.status_code == 403
    assert "cancelled" in response.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_log_posted_32_times_at_once_is_one_row_and_every_answer_says_its_uuid(
    live_server, school_session, volunteer, body
):
    """Over real connections: a phone, its service worker, and a line that repeats itself."""
    client = Client()
    client.force_login(volunteer.user)
    token = client.get(reverse("sessions:device")).json()["csrf_token"]
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    headers = {
        "Content-Type": "application/json",
        "X-CSRFToken": token,
        "Cookie": "; ".join(f"{name}={client.cookies[name].value}" for name in names),
    }
    path = reverse("sessions:log", args=[school_session.pk])
    start = threading.Barrier(32)

    def send(_number: int) -> tuple[int, dict]:
        connection = HTTPConnection(urlsplit(live_server.url).netloc, timeout=60)
        connection.connect()
        start.wait(timeout=60)
        connection.request("POST", path, json.dumps(body), headers)
        response = connection.getresponse()
        answer = response.status, json.loads(response.read())
        connection.close()
        return answer

    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(send, range(32)))
    assert sorted(status for status, _answer in answers) == [201] + [202] * 31
    said = {"client_uuid": body["client_uuid"], "status": "saved"}
    assert [answer for _status, answer in answers] == [said] * 32
    assert SessionLog.objects.count() == 1
    assert Attendance.objects.count() == 1
