"""Sessions that were not on the calendar."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from outbox.models import Letter
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.choices import LogSource
from sessions.errors import LoggedOtherwise, NotNow, Refusal
from sessions.hours import totals_of
from sessions.models import SchoolSession
from sessions.services.unplanned import log_unplanned, turn_down
from sessions.services.verifying import verify_log
from sessions.tests.factories import LessonFactory
from sessions.tests.logged import make_over, yesterday_at
from sessions.unplanned_entries import UnplannedEntry


@pytest.fixture
def over(db):
    return make_over()


def entry(over, *, hour=14, **changes):
    log = over.entry(delivered_at=yesterday_at(hour), **changes.pop("log", {}))
    return UnplannedEntry(
        **{
            "log": log,
            "school": over.session.school_id,
            "project": over.session.project.code,
            "lesson": None,
            "language": "kk",
            **changes,
        }
    )


def save(over, said):
    return log_unplanned(said, by=over.volunteer.user, source=LogSource.PAGE)[0]


def test_log_unplanned_counts_once_it_is_verified(over):
    session = save(over, entry(over))
    assert session.status == "unplanned"
    assert not SchoolSession.objects.taught().exists()
    assert totals_of(over.volunteer.user).lessons == 0
    verify_log(session, by=over.coordinator)
    assert list(SchoolSession.objects.taught()) == [session]
    assert totals_of(over.volunteer.user).students == 20


def test_log_unplanned_holds_no_class_until_it_is_verified(over):
    """Whoever claims a class and a time does not keep the one who taught it from logging."""
    claimed = save(over, entry(over))
    other = make_over(school=over.session.school, starts_at=yesterday_at(14))
    other.group = over.group
    other.session.attendance.update(class_group=over.group)
    assert other.log().status == "delivered"
    with pytest.raises(Refusal) as refusal:
        verify_log(claimed, by=over.coordinator)
    assert "class is taught elsewhere" in refusal.value.message


def test_log_unplanned_of_what_is_on_the_calendar_is_refused(over):
    with pytest.raises(Refusal) as refusal:
        save(over, entry(over, hour=10))
    assert "on your calendar then" in refusal.value.errors["delivered_at"][0]


def test_log_unplanned_again_with_another_uuid_is_refused(over):
    save(over, entry(over))
    with pytest.raises(Refusal) as refusal:
        save(over, entry(over))
    assert "logged this already" in refusal.value.errors["delivered_at"][0]


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("school", lambda _over: {"school": SchoolFactory().pk}),
        ("project", lambda _over: {"project": "NONE"}),
        ("lesson", lambda _over: {"lesson": LessonFactory(project__code="PLF").pk}),
        (
            "lesson",
            lambda over: {"lesson": LessonFactory(project=over.session.project, is_draft=True).pk},
        ),
        ("absent", lambda _over: {"log": {"absent": (1,)}}),
    ],
)
def test_log_unplanned_of_what_does_not_fit_is_refused_at_the_field(over, field, make):
    with pytest.raises(Refusal) as refusal:
        save(over, entry(over, **make(over)))
    assert list(refusal.value.errors) == [field]
    assert SchoolSession.objects.count() == 1


def test_log_unplanned_with_a_class_of_another_school_is_refused(over):
    over.group = ClassGroupFactory()
    with pytest.raises(Refusal) as refusal:
        save(over, entry(over))
    assert list(refusal.value.errors) == ["attendance.0.class_group"]


def test_log_unplanned_by_a_coordinator_is_forbidden(over):
    with pytest.raises(PermissionDenied):
        log_unplanned(entry(over), by=over.coordinator, source=LogSource.PAGE)


def test_log_unplanned_under_the_uuid_of_another_log_is_told(over):
    over.log(first := over.entry())
    with pytest.raises(LoggedOtherwise):
        save(over, entry(over, log={"client_uuid": first.client_uuid}))


def test_turn_down_tells_why_and_never_counts(over):
    session = turn_down(save(over, entry(over)), by=over.coordinator, reason="It was cancelled")
    assert (session.status, session.cancel_reason) == ("cancelled", "It was cancelled")
    assert Letter.objects.get(kind="turned_down").person == over.volunteer.pk
    with pytest.raises(NotNow):
        verify_log(session, by=over.coordinator)


def test_turn_down_of_what_was_planned_is_refused(over):
    over.log()
    with pytest.raises(NotNow):
        turn_down(over.session, by=over.coordinator, reason="No")


def body_of(over, **changes):
    return {
        "client_uuid": str(uuid.uuid4()),
        "delivered_at": yesterday_at(14).isoformat(),
        "minutes": 45,
        "mode": "online",
        "attendance": [
            {
                "class_group": over.group.pk,
                "students_online": 20,
                "students_offline": 0,
                "parents_online": 0,
                "parents_offline": 0,
                "teachers": 1,
            }
        ],
        "school": over.session.school_id,
        "project": over.session.project.code,
        "lesson": None,
        "language": "kk",
        **changes,
    }


def test_unplanned_json_is_saved_then_known_then_another_body(over, client):
    client.force_login(over.volunteer.user)
    body = body_of(over)
    url = reverse("sessions:log_new")
    statuses = [
        client.post(url, sent, content_type="application/json").status_code
        for sent in (body, body, {**body, "minutes": 40}, {**body, "language": "xx"}, [])
    ]
    assert statuses == [201, 202, 409, 422, 422]
    assert SchoolSession.objects.filter(status="unplanned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_unplanned_json_sent_many_times_at_once_is_one_session(client):
    over = make_over()
    said = entry(over)

    def send(_number: int) -> bool:
        try:
            return log_unplanned(said, by=over.volunteer.user, source=LogSource.DEVICE)[1]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(send, range(16))) == 1
    assert SchoolSession.objects.filter(status="unplanned").count() == 1


def test_unplanned_page_from_school_to_saved(over, client):
    client.force_login(over.volunteer.user)
    url = reverse("sessions:log_new")
    assert over.session.school.name in client.get(url).content.decode()
    page = f"{url}?school={over.session.school_id}"
    assert client.get(page).status_code == 200
    form = {
        "client_uuid": uuid.uuid4(),
        "lesson": f"{over.session.project.code}:",
        "delivered_at": f"{yesterday_at(14):%Y-%m-%dT%H:%M}",
        "minutes": 45,
        "mode": "offline",
        "language": "kk",
        "attendance-TOTAL_FORMS": 1,
        "attendance-INITIAL_FORMS": 0,
        "attendance-0-class_group": over.group.pk,
        "attendance-0-students_offline": 18,
    }
    saved = client.post(page, form)
    session = SchoolSession.objects.get(status="unplanned")
    assert saved.headers["Location"] == reverse("sessions:log", args=[session.pk])
    assert session.attendance.get().students_offline == 18
    shown = client.get(saved.headers["Location"]).content.decode()
    assert "your coordinator looks at it first" in shown


def test_unplanned_page_at_a_foreign_school_is_hidden(over, client):
    client.force_login(over.volunteer.user)
    url = f"{reverse('sessions:log_new')}?school={SchoolFactory().pk}"
    assert client.get(url).status_code == 404


def test_unplanned_in_the_future_is_refused(over, client):
    client.force_login(over.volunteer.user)
    later = (yesterday_at(14) + datetime.timedelta(days=3)).isoformat()
    answer = client.post(
        reverse("sessions:log_new"),
        body_of(over, delivered_at=later),
        content_type="application/json",
    )
    assert list(answer.json()["errors"]) == ["delivered_at"]
