import datetime

import pytest
from django.utils import timezone

from regions.tests.factories import RegionFactory
from transfers.tests.importing import changes_of, faults_of, table, take_in
from volunteers.imports import VOLUNTEERS
from volunteers.models import Consent, Enrolment, Training, Volunteer
from volunteers.tests.factories import ConsentFactory, ProjectFactory, make_volunteer_user

pytestmark = pytest.mark.django_db

HEADER = "email,first_name,last_name,birth_date,region,languages,projects,joined"


@pytest.fixture(autouse=True)
def programme():
    RegionFactory(code="KZ-71")
    RegionFactory(code="KZ-10")
    ProjectFactory(code="BKD")
    ProjectFactory(code="PLF")


def volunteers(*rows: str) -> str:
    return table(HEADER, *rows)


ROW = "Asel@Example.org,Әсел,Құрманова,20.05.2003,KZ-71,kk;ru,BKD;PLF,2020-03-01"


def enrolments() -> dict[str, tuple]:
    return {
        code: (joined, left)
        for code, joined, left in Enrolment.objects.values_list(
            "project__code", "joined_date", "left_date"
        )
    }


JOINED = datetime.date(2020, 3, 1)


def test_volunteer_is_added_active_and_enrolled():
    outcome = take_in(VOLUNTEERS, volunteers(ROW))
    assert changes_of(outcome) == (1, 0, 0)
    assert outcome.counts.more["enrolments begun"] == 2
    volunteer = Volunteer.objects.get()
    assert (volunteer.email, volunteer.full_name) == ("asel@example.org", "Әсел Құрманова")
    assert (volunteer.status, volunteer.languages) == ("active", ["kk", "ru"])
    assert (volunteer.birth_date, volunteer.joined_date) == (datetime.date(2003, 5, 20), JOINED)
    assert enrolments() == {"BKD": (JOINED, None), "PLF": (JOINED, None)}


def test_volunteer_who_is_taken_over_has_agreed_and_is_trained():
    child = ROW.replace("Asel@", "kid@").replace(
        "20.05.2003", f"{timezone.localdate().year - 12}-01-01"
    )
    outcome = take_in(VOLUNTEERS, volunteers(ROW, child))
    assert outcome.counts.more["waiting for a guardian's consent"] == 1
    status = dict(Volunteer.objects.values_list("email", "status"))
    assert status == {"asel@example.org": "active", "kid@example.org": "applied"}
    consents = {
        (one.volunteer.email[0], one.kind, one.method)
        for one in Consent.objects.select_related("volunteer")
    }
    assert consents == {
        ("a", "participation", "taken_over"),
        ("k", "participation", "taken_over"),
    }
    trainings = Training.objects.values_list("project__code", "passed_date", "how").distinct()
    assert set(trainings) == {("BKD", JOINED, "taken_over"), ("PLF", JOINED, "taken_over")}
    take_in(VOLUNTEERS, volunteers(ROW, child))
    assert (Consent.objects.count(), Training.objects.count()) == (2, 4)


def with_guardian(name: str, address: str):
    return table(f"{HEADER},guardian_email,guardian_name", f"{ROW},{address},{name}")


def test_guardian_is_taken_from_columns_that_need_not_be_there():
    take_in(VOLUNTEERS, volunteers(ROW))
    assert changes_of(take_in(VOLUNTEERS, with_guardian("Ботагөз", "Mum@Example.org"))) == (0, 1, 0)
    volunteer = Volunteer.objects.get()
    assert (volunteer.guardian_name, volunteer.guardian_email) == ("Ботагөз", "mum@example.org")
    again = [with_guardian("Ботагөз", "mum@example.org"), with_guardian("", ""), volunteers(ROW)]
    assert [changes_of(take_in(VOLUNTEERS, file)) for file in again] == [(0, 0, 1)] * 3
    volunteer.refresh_from_db()
    assert volunteer.guardian_email == "mum@example.org"


def test_guardian_with_a_wrong_address_or_the_volunteers_own_is_refused_at_the_cell():
    for address, words in (
        ("mum", "is not an e-mail address"),
        ("asel@example.org", "own address"),
    ):
        outcome = take_in(VOLUNTEERS, with_guardian("", address))
        [fault] = outcome.faults
        assert (fault.line, fault.column) == (2, "guardian_email")
        assert words in fault.message
    assert not Volunteer.objects.exists()


def test_same_volunteers_again_change_nothing_and_a_changed_row_updates():
    take_in(VOLUNTEERS, volunteers(ROW))
    assert changes_of(take_in(VOLUNTEERS, volunteers(ROW))) == (0, 0, 1)
    changed = ROW.replace("KZ-71", "KZ-10").replace("Asel@", "ASEL@").replace("kk;ru", "ru")
    assert changes_of(take_in(VOLUNTEERS, volunteers(changed))) == (0, 1, 0)
    volunteer = Volunteer.objects.get()
    assert (volunteer.region.code, volunteer.languages) == ("KZ-10", ["ru"])


def test_enrolments_follow_the_projects_of_the_row():
    today = timezone.localdate()
    take_in(VOLUNTEERS, volunteers(ROW))
    outcome = take_in(VOLUNTEERS, volunteers(ROW.replace("BKD;PLF", "PLF")))
    assert changes_of(outcome) == (0, 1, 0)
    assert enrolments() == {"BKD": (JOINED, today), "PLF": (JOINED, None)}
    assert changes_of(take_in(VOLUNTEERS, volunteers(ROW.replace("BKD;PLF", "PLF")))) == (0, 0, 1)
    assert changes_of(take_in(VOLUNTEERS, volunteers(ROW))) == (0, 1, 0)
    assert enrolments() == {"BKD": (JOINED, None), "PLF": (JOINED, None)}
    take_in(VOLUNTEERS, volunteers(ROW.replace("BKD;PLF", "")))
    assert {left for _joined, left in enrolments().values()} == {today}


def test_enrolment_that_has_not_begun_yet_is_removed():
    future = (timezone.localdate() + datetime.timedelta(days=30)).isoformat()
    row = ROW.replace("2020-03-01", future)
    take_in(VOLUNTEERS, volunteers(row))
    take_in(VOLUNTEERS, volunteers(row.replace("BKD;PLF", "PLF")))
    assert set(enrolments()) == {"PLF"}


def test_account_and_status_of_a_known_volunteer_are_left_alone():
    volunteer = make_volunteer_user(email="asel@example.org", status="paused")
    take_in(VOLUNTEERS, volunteers(ROW))
    user = volunteer.user
    volunteer.refresh_from_db()
    assert (volunteer.user, volunteer.status) == (user, "paused")
    assert volunteer.first_name == "Әсел"
    user.refresh_from_db()
    assert user.first_name == "Aru"


def test_guest_expert_of_seventy_is_welcome():
    assert changes_of(take_in(VOLUNTEERS, volunteers(ROW.replace("2003", "1950")))) == (1, 0, 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Asel@Example.org", ""), "email: This cell is empty"),
        (("Asel@Example.org", "asel"), "email: “asel” is not an e-mail address"),
        (("Asel@Example.org", '"a b"@example.org'), "email:"),
        (("Әсел", ""), "first_name: This cell is empty"),
        (("Әсел", "x" * 101), "first_name: “" + "x" * 60 + "…” has 101 characters"),
        (("20.05.2003", "31.02.2003"), "birth_date: “31.02.2003” is not in the calendar"),
        (("20.05.2003", "1890-01-01"), "birth_date: 1890-01-01 is not a plausible date"),
        (("20.05.2003", "2020-03-02"), "birth_date: Born on 2020-03-02, joined on 2020-03-01"),
        (("20.05.2003", "2018-03-02"), "birth_date: Born on 2018-03-02"),
        (("20.05.2003", "1910-03-02"), "birth_date: Born on 1910-03-02"),
        (("KZ-71", "Astana"), "region: “Astana” is no known region"),
        (("kk;ru", "de"), "languages: “de” is not known here"),
        (("BKD;PLF", "BKD;XYZ"), "projects: “XYZ” is no known project. The projects are: BKD, PLF"),
        (("2020-03-01", ""), "joined: This cell is empty"),
        (("2020-03-01", "1 March"), "joined: “1 March” is not a date"),
    ],
)
def test_wrong_volunteer_is_told_and_nothing_is_written(change, told):
    other = "other@example.org,A,B,2003-01-01,KZ-71,kk,BKD,2020-01-01"
    row = ROW.replace(*change)
    if '"' in row:
        row = ROW.replace("Asel@Example.org", '"""a b""@example.org"')
    faults = faults_of(VOLUNTEERS, volunteers(other, row))
    assert len(faults) == 1
    assert faults[0].startswith(f"line 3, {told}")
    assert not Volunteer.objects.exists()


def test_address_twice_in_a_file_in_any_case_names_the_other_line():
    faults = faults_of(VOLUNTEERS, volunteers(ROW, ROW.replace("Asel@", "asel@")))
    assert faults == [
        "line 3, email: “asel@example.org” stands in line 2 already. Keep one of the two rows."
    ]


def test_active_volunteer_made_too_young_by_a_file_is_told_until_the_guardian_has_agreed():
    take_in(VOLUNTEERS, volunteers(ROW))
    younger = ROW.replace("20.05.2003", f"{timezone.localdate().year - 12}-01-01")
    (fault,) = faults_of(VOLUNTEERS, volunteers(younger))
    assert fault.startswith("line 2, birth_date: asel@example.org is active")
    ConsentFactory(volunteer=Volunteer.objects.get(), kind="guardian")
    assert changes_of(take_in(VOLUNTEERS, volunteers(younger))) == (0, 1, 0)
    assert Volunteer.objects.get().status == "active"
