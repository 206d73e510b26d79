"""Guardians are asked, answer, change their minds; coordinators record signed papers."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.composing import put_together_due
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from volunteers.consenting import services
from volunteers.models import Consent, ConsentRequest
from volunteers.services import set_guardian
from volunteers.tests.factories import EnrolmentFactory, VolunteerFactory
from volunteers.tests.joining import link_in, mails_to, years_ago

pytestmark = pytest.mark.django_db

MOTHER = "mother@example.org"
YES = {"takes_part": "yes", "pictures": "yes", "given_by": "Aigul T", "is_guardian": "on"}


@pytest.fixture
def child():
    volunteer = VolunteerFactory(
        region=RegionFactory(),
        birth_date=years_ago(14),
        status="applied",
        consents=["participation"],
        guardian_name="Aigul",
        guardian_email=MOTHER,
        languages=["en"],
    )
    EnrolmentFactory(volunteer=volunteer)
    return volunteer


@pytest.fixture
def coordinator(child):
    return make_user(Role.COORDINATOR, regions=[child.region])


@pytest.fixture
def path(child):
    services.ask_guardian(child, by=None)
    return link_in(mails_to(MOTHER)[-1])


def in_force(volunteer) -> set[tuple[str, str]]:
    return set(volunteer.consents.filter(withdrawn_at=None).values_list("kind", "method"))


def activate(volunteer) -> None:
    volunteer.status = "active"
    volunteer.save(update_fields=["status"])
    connection.check_constraints()


def test_guardian_reads_who_asks_for_what_and_how_to_take_it_back(client, path, child):
    html = client.get(path).content.decode()
    for words in (
        "Who asks",
        "Project BKD",
        "at most 10 hours a week",
        "date of birth, e-mail address",
        "For how long",
        "At any time and without a reason",
    ):
        assert words in html


def test_yes_is_kept_with_words_version_time_method_and_address(client, path, child):
    assert client.post(path, YES).status_code == 302
    assert in_force(child) == {
        ("participation", "paper"),
        ("guardian", "link"),
        ("photo", "link"),
    }
    consent = child.consents.get(kind="guardian")
    assert (consent.given_by, consent.evidence, consent.text_version) == (
        "Aigul T",
        MOTHER,
        "2026-1",
    )
    asked = ConsentRequest.objects.get()
    assert (asked.said_yes, asked.said_yes_to_pictures) == (True, True)
    assert "Who asks" in asked.words
    activate(child)
    assert "You said yes" in mails_to(MOTHER)[-1].body
    assert mails_to(child.email)[-1].subject == "Your parent or guardian said yes"


def test_yes_to_taking_part_without_pictures_is_enough(client, path, child):
    client.post(path, YES | {"pictures": "no"})
    assert in_force(child) == {("participation", "paper"), ("guardian", "link")}
    activate(child)


def test_no_keeps_no_consent_and_is_told_to_the_volunteer(client, path, child):
    client.post(path, {"takes_part": "no", "given_by": "Aigul T", "is_guardian": "on"})
    assert in_force(child) == {("participation", "paper")}
    assert ConsentRequest.objects.get().said_yes is False
    assert "said no for now" in mails_to(child.email)[-1].subject
    assert "You said no" in client.get(path).content.decode()


@pytest.mark.parametrize("left_out", ["takes_part", "pictures", "given_by", "is_guardian"])
def test_answer_that_is_not_whole_is_told_and_not_kept(client, path, child, left_out):
    typed = {name: value for name, value in YES.items() if name != left_out}
    response = client.post(path, typed)
    assert response.status_code == 422
    assert ConsentRequest.objects.get().answered_at is None
    assert in_force(child) == {("participation", "paper")}


def test_sixteen_decides_alone_and_the_guardian_about_pictures(client, child):
    child.birth_date = years_ago(16)
    child.save()
    services.ask_guardian(child, by=None)
    path = link_in(mails_to(MOTHER)[-1])
    assert "takes_part" not in client.get(path).content.decode()
    client.post(path, {"pictures": "yes", "given_by": "Aigul T", "is_guardian": "on"})
    assert ("photo", "link") in in_force(child)
    assert ConsentRequest.objects.get().said_yes is None
    activate(child)


def test_link_ends_after_two_weeks_and_a_new_one_goes_to_the_same_address(client, path, child):
    ConsentRequest.objects.update(expires_at=timezone.now())
    assert client.get(path).status_code == 410
    client.post(path, YES)
    assert in_force(child) == {("participation", "paper")}
    client.post(path, {"again": "1"})
    new = link_in(mails_to(MOTHER)[-1])
    assert new != path
    client.post(new, YES)
    assert ("guardian", "link") in in_force(child)


def test_request_lasts_fourteen_days_and_is_repeated_once_after_five(path):
    asked = ConsentRequest.objects.get()
    assert asked.expires_at - asked.created_at == datetime.timedelta(days=14)

    def remind(days: int) -> int:
        return services.remind_guardians(asked.created_at + datetime.timedelta(days=days))

    assert [remind(4), remind(5), remind(6)] == [0, 1, 0]
    last = mails_to(MOTHER)[-1]
    assert "is waiting for your answer" in last.subject
    assert link_in(last) == path


def test_who_has_answered_or_has_no_time_left_is_not_reminded(client, path, child):
    asked = ConsentRequest.objects.get()
    assert services.remind_guardians(asked.expires_at + datetime.timedelta(days=1)) == 0
    client.post(path, YES)
    assert services.remind_guardians(asked.created_at + datetime.timedelta(days=6)) == 0


def test_withdrawing_by_the_same_link_pauses_at_once(client, path, child):
    client.post(path, YES)
    activate(child)
    client.post(path, {"withdraw": "pictures"})
    child.refresh_from_db()
    assert (child.status, in_force(child)) == (
        "active",
        {("participation", "paper"), ("guardian", "link")},
    )
    mails_to(child.email)
    client.post(path, {"withdraw": "all"})
    child.refresh_from_db()
    assert (child.status, in_force(child)) == ("paused", {("participation", "paper")})
    assert Consent.objects.filter(kind="guardian", withdrawn_at__isnull=False).count() == 1
    assert "taken back" in mails_to(child.email)[-1].subject


def test_link_of_a_former_guardian_and_of_who_has_grown_up_takes_nothing_back(client, path, child):
    client.post(path, YES)
    child.guardian_email = "father@example.org"
    child.save()
    client.post(path, {"withdraw": "all"})
    assert ("guardian", "link") in in_force(child)
    child.guardian_email, child.birth_date = MOTHER, years_ago(18)
    child.save()
    client.post(path, {"withdraw": "all"})
    assert ("guardian", "link") in in_force(child)


def test_no_to_a_newer_link_ends_the_yes_that_held(client, path, child):
    client.post(path, YES)
    activate(child)
    newer = services.ask_guardian(child, by=None)
    no = {"takes_part": "no", "given_by": "Aigul T", "is_guardian": "on"}
    client.post(reverse("guardian", args=[newer.token]), no)
    child.refresh_from_db()
    assert (child.status, in_force(child)) == ("paused", {("participation", "paper")})
    assert "You said no" in client.get(path).content.decode()  # the older link


def test_no_to_pictures_by_a_newer_link_ends_them_alone(client, path, child):
    client.post(path, YES)
    activate(child)
    client.post(path, {"again": "1"})
    newer = link_in(mails_to(MOTHER)[-1])
    client.post(newer, YES | {"pictures": "no"})
    child.refresh_from_db()
    assert child.status == "active"
    assert in_force(child) == {("participation", "paper"), ("guardian", "link")}


@pytest.mark.parametrize(
    ("what", "told"), [("all", "takes part no more"), ("pictures", "No more pictures of")]
)
def test_coordinators_of_the_region_learn_what_was_taken_back(path, coordinator, what, told):
    elsewhere = make_user(Role.COORDINATOR)
    guardian = Client()
    guardian.post(path, YES)
    guardian.post(path, {"withdraw": what})
    letters = Letter.objects.filter(kind="consent_lost")
    assert [letter.address for letter in letters] == [coordinator.email]
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    assert told in letters.get().subject
    assert not mails_to(elsewhere.email)


def test_coordinator_who_writes_it_down_is_not_told(path, child, coordinator, client):
    client.post(path, YES)
    services.withdraw_consents(child, ["guardian"], by=coordinator)
    assert not Letter.objects.filter(kind="consent_lost").exists()


def test_link_to_an_address_that_was_wrong_ends_when_it_is_corrected(
    client, path, child, coordinator
):
    set_guardian(child, by=coordinator, name="Aigul", email="father@example.org")
    assert client.get(path).status_code == 410
    client.post(path, YES)
    assert in_force(child) == {("participation", "paper")}


@pytest.mark.parametrize("token", ["1-abc", "999999999999999999999-a", "x", "0-"])
def test_guessed_link_leads_nowhere(client, path, token):
    assert client.get(reverse("guardian", args=[token])).status_code == 404


def test_key_of_a_guardian_is_read_by_nobody_but_the_guardian(client, path, child, coordinator):
    letter = Letter.objects.get(kind="consent_asked")
    token = path.split("/")[2]
    assert token not in letter.text
    client.force_login(coordinator)
    page = client.get(reverse("outbox:letter", args=[letter.pk])).content.decode()
    assert token not in page
    assert token not in client.get(reverse("volunteers:detail", args=[child.pk])).content.decode()


# --- coordinators -------------------------------------------------------------------------------


def test_coordinator_sends_it_again_and_the_old_link_ends(client, path, child, coordinator):
    client.force_login(coordinator)
    client.post(reverse("volunteers:ask_guardian", args=[child.pk]))
    new = link_in(mails_to(MOTHER)[-1])
    assert new != path
    assert client.get(path).status_code == 410
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"guardian_email": ""}, "There is no address"),
        ({"birth_date": datetime.date(2000, 1, 1)}, "Who is 18 decides alone"),
    ],
)
def test_nobody_is_asked_without_an_address_or_about_adults(child, change, told):
    for name, value in change.items():
        setattr(child, name, value)
    child.save()
    with pytest.raises(ValidationError, match=told):
        services.ask_guardian(child, by=None)
    assert not ConsentRequest.objects.exists()


def test_nobody_asks_themselves(child):
    child.guardian_email = child.email
    child.save()
    with pytest.raises(ValidationError, match="own address"):
        services.ask_guardian(child, by=None)


def test_signed_paper_is_recorded_with_who_when_and_where(client, child, coordinator):
    client.force_login(coordinator)
    typed = {
        "kinds": ["guardian", "photo"],
        "given_by": "Aigul T",
        "signed_date": "2026-01-10",
        "kept_at": "Astana office, folder 3",
    }
    url = reverse("volunteers:record_consent", args=[child.pk])
    for change, told in (
        ({"kinds": []}, "required"),
        ({"given_by": child.full_name}, "a parent or guardian signs this"),
        ({"signed_date": "2999-01-01"}, "Choose a day"),
        ({"kept_at": ""}, "required"),
    ):
        response = client.post(url, typed | change)
        assert (response.status_code, told in response.content.decode()) == (422, True)
    assert client.post(url, typed).status_code == 302
    consent = child.consents.get(kind="guardian")
    assert (consent.method, consent.evidence) == ("paper", "Astana office, folder 3")
    assert (consent.recorded_by, consent.given_at.year) == (coordinator, 2026)
    activate(child)
    page = client.get(reverse("volunteers:detail", args=[child.pk])).content.decode()
    assert "Astana office, folder 3" in page


def test_coordinator_of_another_region_neither_asks_nor_records(client, child):
    client.force_login(make_user(Role.COORDINATOR))
    for name in ("ask_guardian", "record_consent"):
        url = reverse(f"volunteers:{name}", args=[child.pk])
        assert client.post(url).status_code == 404
    with pytest.raises(PermissionDenied):
        services.withdraw_consents(child, ["guardian"], by=make_user(Role.COORDINATOR))
