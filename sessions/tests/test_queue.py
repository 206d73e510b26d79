"""The coordinator's queue: what is on it, in which order, and what leaves it when."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from schools.models import Closure
from schools.tests.factories import SchoolFactory
from sessions.attention import attention_for
from sessions.errors import NotNow, Refusal
from sessions.models import Invitation, SchoolSession
from sessions.queue import lines_of
from sessions.services.asking import ask_best, ask_for_log
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.models import Check
from volunteers.tests.factories import EnrolmentFactory, VolunteerFactory, make_volunteer_user
from volunteers.waiting import trained, with_check_running_out, without_consent

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def region():
    return RegionFactory(code="KZ-71", name_en="Astana")


@pytest.fixture
def school(region):
    return SchoolFactory(region=region, name_en="School 59")


@pytest.fixture
def coordinator(region):
    return make_user(Role.COORDINATOR, regions=[region])


def planned(school, days, *, volunteer=None, **fields) -> SchoolSession:
    school_session = SchoolSessionFactory(
        school=school, starts_at=timezone.now() + days * DAY, **fields
    )
    if volunteer:
        make_assignment(school_session, volunteer, role="lead")
    return school_session


def leads(user) -> list[str]:
    return [line.lead for line in lines_of(attention_for(user))]


def able_volunteer(region, project):
    volunteer = make_volunteer_user(region=region)
    EnrolmentFactory(volunteer=volunteer, project=project)
    return volunteer


def press(client, name, school_session):
    return client.post(reverse(f"sessions:{name}", args=[school_session.pk]), {"back": "start"})


def test_queue_has_the_most_urgent_first(coordinator, school, region):
    volunteer = VolunteerFactory(region=region)
    planned(school, -3, volunteer=volunteer)
    planned(school, 3, status="confirmed")
    planned(school, 4, volunteer=volunteer)
    VolunteerFactory(region=region, status=VolunteerStatus.APPLIED)
    today = timezone.localdate()
    Check.objects.create(
        volunteer=volunteer,
        kind=CheckKind.BACKGROUND,
        valid_from=today - 300 * DAY,
        valid_until=today + 5 * DAY,
    )
    assert leads(coordinator) == [
        "No volunteer yet",
        "Not confirmed by the school",
        "Taught, not logged",
        "1 application waits",
        "1 volunteer's check runs out",
    ]


def test_queue_holds_only_what_is_of_the_own_regions(school, region):
    planned(school, 3)
    planned(school, -3, volunteer=VolunteerFactory(region=region))
    VolunteerFactory(region=region, status=VolunteerStatus.APPLIED)
    VolunteerFactory(region=region, consents=[], status="paused")
    other = make_user(Role.COORDINATOR, regions=[RegionFactory(code="KZ-11")])
    assert leads(other) == []


def test_closure_of_tomorrow_stays_until_no_session_stands_in_it(coordinator, school):
    school_session = planned(school, 1, status="confirmed")
    day = timezone.localdate(school_session.starts_at)
    Closure.objects.create(school=school, since=day, until=day, kind="frost", by=coordinator)
    first = lines_of(attention_for(coordinator))[0]
    assert first.lead == "1 session stands in a closure"
    assert "School 59" in first.rest
    SchoolSession.objects.filter(pk=school_session.pk).update(
        status="cancelled", cancelled_at=timezone.now(), cancelled_by=coordinator
    )
    assert leads(coordinator) == []


def test_session_for_which_enough_were_asked_stays_and_is_less_urgent(
    client, coordinator, school, region
):
    school_session = planned(school, 5, status="confirmed")
    able = [able_volunteer(region, school_session.project) for _ in range(2)]
    client.force_login(coordinator)
    response = press(client, "ask_best", school_session)
    assert response.url == reverse("start")
    asked = Invitation.objects.filter(school_session=school_session)
    assert {one.volunteer for one in asked} == set(able)
    planned(school, 6, status="confirmed")
    first, second = lines_of(attention_for(coordinator))[:2]
    assert (first.state, second.state) == ("bad", "note")
    assert "asked" not in first.note
    assert second.note.startswith("2 asked, nobody has answered yet")
    assert "2 asked, nobody has answered yet" in client.get(reverse("start")).content.decode()


def test_session_becomes_urgent_again_when_those_asked_cannot_answer_any_more(
    coordinator, school, region
):
    school_session = planned(school, 5, status="confirmed")
    for _ in range(2):
        able_volunteer(region, school_session.project)
    first, second = ask_best(school_session, by=coordinator)
    first.answer, first.answered_at = "no", timezone.now()
    first.save()
    (line,) = lines_of(attention_for(coordinator))
    assert (line.state, line.note.partition(" · ")[0]) == ("note", "1 of 2 asked can still answer")
    Invitation.objects.filter(pk=second.pk).update(
        sent_at=timezone.now() - DAY, expires_at=timezone.now()
    )
    (line,) = lines_of(attention_for(coordinator))
    assert line.state == "bad"
    assert "asked" not in line.note


def test_asking_where_nobody_is_left_says_so(coordinator, school):
    with pytest.raises(Refusal, match="Nobody is left"):
        ask_best(planned(school, 5), by=coordinator)


def test_session_confirmed_from_the_queue_leaves_it(client, coordinator, school, region):
    school_session = planned(school, 5, volunteer=VolunteerFactory(region=region))
    client.force_login(coordinator)
    assert press(client, "confirm", school_session).url == reverse("start")
    assert leads(coordinator) == []


def test_log_is_asked_for_once_a_day_and_leaves_the_queue(client, coordinator, school, region):
    school_session = planned(school, -3, volunteer=VolunteerFactory(region=region))
    client.force_login(coordinator)
    for _ in range(2):
        press(client, "remind", school_session)
    assert Letter.objects.filter(kind="log_missing").count() == 1
    assert leads(coordinator) == []
    Letter.objects.update(written_at=timezone.now() - 2 * DAY)
    assert leads(coordinator) == ["Taught, not logged"]


def test_log_that_is_not_missing_is_not_asked_for(coordinator, school):
    with pytest.raises(NotNow):
        ask_for_log(planned(school, 3), by=coordinator)
    with pytest.raises(NotNow, match="nobody to ask"):
        ask_for_log(planned(school, -3), by=coordinator)


def test_check_runs_out_unless_a_later_one_of_its_kind_follows(region):
    today = timezone.localdate()

    def check(volunteer, until, kind=CheckKind.BACKGROUND):
        Check.objects.create(
            volunteer=volunteer,
            kind=kind,
            valid_from=(until or today) - 400 * DAY,
            valid_until=until,
        )

    soon, ended, renewed, late, other, endless = (VolunteerFactory(region=region) for _ in range(6))
    check(soon, today + 30 * DAY)
    check(ended, today - DAY)
    check(renewed, today + DAY)
    check(renewed, today + 300 * DAY)
    check(late, today + 31 * DAY)
    check(other, today + DAY)
    check(other, today + 300 * DAY, CheckKind.CONDUCT)
    check(endless, today + DAY)
    check(endless, None)
    child = VolunteerFactory(region=region, birth_date=today - 5000 * DAY)
    check(child, today + DAY)
    found = with_check_running_out(type(soon).objects.all(), today)
    assert set(found) == {soon, ended, other}


def test_consent_is_missing_by_age(region):
    today = datetime.date(2027, 3, 1)
    born = {
        "16 today": datetime.date(2011, 3, 1),
        "16 tomorrow": datetime.date(2011, 3, 2),
    }
    people = {
        name: VolunteerFactory(
            region=region, birth_date=day, consents=["participation"], status="applied"
        )
        for name, day in born.items()
    }
    nothing = VolunteerFactory(region=region, consents=[], status="paused")
    found = without_consent(type(nothing).objects.all(), today)
    assert set(found) == {people["16 tomorrow"], nothing}


def test_trained_wait_for_a_yes_but_not_without_a_consent(region):
    ready = VolunteerFactory(region=region, status="trained")
    VolunteerFactory(region=region, status="trained", consents=[])
    VolunteerFactory(region=region, status="interview")
    assert list(trained(type(ready).objects.all(), timezone.localdate())) == [ready]


def test_list_of_volunteers_shows_whose_check_runs_out(client, coordinator, region):
    today = timezone.localdate()
    late = VolunteerFactory(region=region, last_name="Late")
    VolunteerFactory(region=region, last_name="Fine")
    Check.objects.create(
        volunteer=late, kind=CheckKind.CONDUCT, valid_from=today - DAY, valid_until=today + DAY
    )
    client.force_login(coordinator)
    page = client.get(reverse("volunteers:list"), {"waiting": "check"}).content.decode()
    assert "Late" in page
    assert "Fine" not in page
