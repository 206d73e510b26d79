"""The data quality page: who sees and says what, and that what was said falls away in time."""

import re
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.choices import QualityKind
from reporting.models import QualityReview
from reporting.period_words import period_of
from reporting.quality import findings, presentation, views
from reporting.quality.findings import Finding, count_open, find, find_one
from reporting.quality.registry import CHECKS
from reporting.quality.services import review_finding
from reporting.questions import Question
from reporting.services import drain_all
from reporting.tests.flawed import PERIOD, Flawed, class_of, make_flawed
from reporting.tests.programme import at
from sessions.models import Attendance
from sessions.tests.factories import make_taught

pytestmark = pytest.mark.django_db
URL = "/reports/quality/"
REVIEW = "/reports/quality/review/"
BEYOND = QualityKind.BEYOND_ENROLLED


@pytest.fixture(scope="module")
def flawed(django_db_setup, django_db_blocker) -> Iterator[Flawed]:
    """The same for all tests of this module; each takes back what it changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_flawed()
        transaction.set_rollback(True)


@pytest.fixture
def manager(client):
    user = make_user(Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def coordinator(client, flawed):
    """Of Astana alone."""
    user = make_user(Role.COORDINATOR, regions=[flawed.astana])
    client.force_login(user)
    return user


def only(kind: QualityKind, **scope) -> Finding:
    """The one finding of a kind."""
    question = Question(period_of(PERIOD), **scope)
    (found,) = find(question, [CHECKS[kind]], most_open=9, most_seen=9)
    (finding,) = found.findings
    return finding


def said(finding: Finding, reason: str = "Assembly in the hall", **changes) -> dict:
    """What the page sends when somebody says that a finding is right."""
    return {
        "period": PERIOD,
        "kind": finding.kind,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "reason": reason,
    } | changes


def counts(context) -> dict[str, tuple[int, int]]:
    return {one.anchor: (one.found.open, one.found.seen) for one in context["sections"]}


# --- the page -------------------------------------------------------------------------------


def test_page_counts_each_check_and_says_why(client, flawed, coordinator):
    response = client.get(URL, {"period": PERIOD})
    assert counts(response.context) == dict.fromkeys(CHECKS, (1, 0))
    text = response.content.decode()
    for words in (
        "27 of 25 enrolled",
        "240 students; sessions like it have 22",
        "Twice on one day: 22 students both times",
        "22 students, and no volunteer who was there; nobody was assigned",
        "Counts on 18 September 2020; taught on 19 September 2020",
        "Logged 29 days after it was taught",
        "10 of 10 head-counts are multiples of 5",
        "No session since 10 October 2020",
        "Iglewicz and Hoaglin",
    ):
        assert words in text


def test_every_finding_leads_to_what_it_is_about(client, flawed, manager):
    response = client.get(URL, {"period": PERIOD})
    for section in response.context["sections"]:
        for shown in section.open:
            urls = [row.url for row in shown.rows] or [shown.thing.url]
            urls += [shown.correct_url] if shown.correct_url else []
            assert len(shown.rows) == len(shown.finding.sessions)
            for url in urls:
                assert client.get(url).status_code == 200
                assert url.replace("&", "&amp;") in response.content.decode()


def test_coordinator_sees_findings_of_the_own_regions_only(client, flawed, coordinator):
    text = client.get(URL, {"period": PERIOD}).content.decode()
    assert "School of Turkistan" not in text
    assert client.get(URL, {"period": PERIOD, "region": "KZ-61"}).status_code == 404
    client.force_login(make_user(Role.MANAGER))
    assert counts(client.get(URL, {"period": PERIOD}).context)[BEYOND] == (2, 0)


def test_page_without_sessions_offers_years_that_have_some(client, flawed, manager):
    assert "No session was taught yet" in client.get(URL, {"period": "2015"}).content.decode()
    drain_all()
    text = client.get(URL, {"period": "2015"}).content.decode()
    assert "Nothing to look through in this period" in text
    assert '<a class="btn" href="?period=2020">2020</a>' in text


def test_page_without_findings_says_that_nothing_waits(client, flawed, manager):
    text = client.get(URL, {"period": "2020-12", "region": "KZ-71"}).content.decode()
    assert "Nothing to look through" not in text  # the region has gone silent
    make_taught(
        project=flawed.project,
        school=flawed.school,
        starts_at=at("2019-10-14 09:00"),
        groups=class_of(flawed.school, 22),
        volunteers=[flawed.volunteer],
    )
    text = client.get(URL, {"period": "2019-10"}).content.decode()
    assert "Nothing waits for a look" in text
    assert "1 taught session looked through" in text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"period": "2020-13"}, 400),
        ({"check": "shoe_size"}, 404),
        ({"check": "twice", "page": "x", "show": "all"}, 200),
        ({"check": "twice", "page": "999999"}, 200),
        ({"period": "all"}, 200),
        ({"period": "2099"}, 200),
    ],
)
def test_odd_addresses_are_answered(client, flawed, manager, asked, status):
    assert client.get(URL, asked).status_code == status


def test_long_lists_are_shown_page_by_page(client, flawed, manager, monkeypatch):
    monkeypatch.setattr(views, "MOST_IN_OVERVIEW", 1)
    for module in (views, presentation):
        monkeypatch.setattr(module, "A_PAGE", 1)
    overview = client.get(URL, {"period": PERIOD})
    (address,) = re.findall(r'href="([^"]+check=beyond_enrolled)"', overview.content.decode())
    address = address.replace("&amp;", "&")
    shown = []
    while address:
        response = client.get(address)
        (section,) = response.context["sections"]
        shown += [one.finding.subject for one in section.open]
        assert section.found.open == 2
        following = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = following and following[1].replace("&amp;", "&")
    assert len(set(shown)) == len(shown) == 2
    assert int(shown[0]) == flawed.foreign.pk  # six too many: the worst comes first


def test_page_asks_as_many_questions_of_more_records(client, flawed, manager):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(URL, {"period": PERIOD})
        return len(captured)

    review_finding(only(QualityKind.LATE_LOG), reason="Ill", by=manager)
    client.get(URL)
    before = questions()
    for number in range(12):
        make_taught(
            project=flawed.project,
            school=flawed.school,
            starts_at=at(f"2020-11-{number + 1:02d} 09:00"),
            groups=class_of(flawed.school, 50, enrolled=20 + number),
        )
    assert questions() == before
    assert before < 40


def test_more_sessions_than_can_be_looked_through_lead_to_parts(
    client, flawed, manager, monkeypatch
):
    monkeypatch.setattr(findings, "MOST_SESSIONS", 3)
    monkeypatch.setattr(findings, "MOST_ON_THE_WAY", 3)
    year = client.get(URL, {"period": PERIOD})
    assert "Too many sessions at once" in year.content.decode()
    assert [part["name"] for part in year.context["narrower"]][8] == "September 2020"
    month = client.get(URL + year.context["narrower"][8]["query"])
    assert {part["name"] for part in month.context["narrower"]} >= {"Astana City"}
    ever = client.get(URL, {"period": "all"})
    assert [part["name"] for part in ever.context["narrower"]] == []
    assert count_open(Question(period_of(PERIOD))) is None
    assert "Data quality\n" in client.get("/reports/quality/summary/?period=2020").content.decode()


def test_summary_is_the_number_of_open_findings(client, flawed, coordinator):
    address = "/reports/quality/summary/?period=2020"
    line = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in line
    assert "Data quality: 8 findings to look at" in line
    assert f'href="{URL}?period=2020"' in line
    assert "<html" in client.get(address).content.decode()
    assert client.get("/reports/quality/summary/?period=x").status_code == 400


@pytest.mark.parametrize("address", ["/reports/?period=2020", "/"])
def test_other_pages_lead_there(client, flawed, coordinator, address):
    text = client.get(address).content.decode()
    assert "/reports/quality/summary/" in text
    assert f'href="{URL}' in text


# --- seen, it is right ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", CHECKS)
def test_finding_that_was_said_to_be_right_is_folded_away(client, flawed, coordinator, kind):
    finding = only(kind, regions=(flawed.astana,))
    answer = client.post(REVIEW, said(finding))
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?period=2020#{kind}")
    context = client.get(URL, {"period": PERIOD}).context
    assert counts(context)[kind] == (0, 1)
    (section,) = [one for one in context["sections"] if one.anchor == kind]
    review = section.seen[0].review
    assert (review.reason, review.reviewed_by) == ("Assembly in the hall", coordinator)
    assert review.region == flawed.astana
    assert review.reason in client.get(URL, {"period": PERIOD}).content.decode()


def test_review_falls_away_when_the_values_change_and_comes_back_with_them(
    client, flawed, coordinator
):
    finding = only(BEYOND, regions=(flawed.astana,))
    client.post(REVIEW, said(finding, reason="Two guests"))
    rows = Attendance.objects.filter(school_session=finding.sessions[0])
    rows.update(students_online=31)
    response = client.get(URL, {"period": PERIOD})
    assert counts(response.context)[BEYOND] == (1, 0)
    assert "said before the numbers changed" in response.content.decode()
    assert "Two guests" in response.content.decode()
    rows.update(students_online=27)
    assert counts(client.get(URL, {"period": PERIOD}).context)[BEYOND] == (0, 1)


def test_review_of_new_values_replaces_the_one_of_the_old(client, flawed, manager):
    finding = only(BEYOND, regions=(flawed.astana,))
    client.post(REVIEW, said(finding, reason="Two guests"))
    Attendance.objects.filter(school_session=finding.sessions[0]).update(students_online=31)
    client.post(REVIEW, said(only(BEYOND, regions=(flawed.astana,)), reason="Six guests"))
    assert QualityReview.objects.get().reason == "Six guests"
    events = QualityReview.pgh_event_model.objects.order_by("pgh_id")
    assert [event.reason for event in events] == ["Two guests", "Six guests"]
    assert {event.pgh_context.metadata["user"] for event in events} == {manager.pk}


def test_rounding_that_was_seen_is_open_again_once_there_is_much_more_of_it(
    client, flawed, manager
):
    finding = only(QualityKind.ROUNDING)
    client.post(REVIEW, said(finding))
    school = flawed.school.__class__.objects.get(name_en="School in fives")
    for number in range(6):
        assert only(QualityKind.ROUNDING).is_seen
        make_taught(
            project=flawed.project,
            school=school,
            starts_at=at(f"2020-11-{number + 1:02d} 09:00"),
            groups=class_of(school, 20),
        )
    assert not only(QualityKind.ROUNDING).is_seen  # 16 head-counts


def test_review_can_be_taken_back(client, flawed, coordinator):
    client.post(REVIEW, said(only(QualityKind.LATE_LOG)))
    pk = QualityReview.objects.get().pk
    answer = client.post(f"/reports/quality/take-back/{pk}/", {"period": PERIOD})
    assert answer["Location"] == f"{URL}?period=2020#late_log"
    assert not QualityReview.objects.exists()
    assert not only(QualityKind.LATE_LOG).is_seen
    assert client.post(f"/reports/quality/take-back/{pk}/", {"period": PERIOD}).status_code == 404
    labels = QualityReview.pgh_event_model.objects.order_by("pgh_id")
    assert [event.pgh_label for event in labels] == ["insert", "delete"]


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_review_needs_a_reason(client, flawed, coordinator, reason):
    finding = only(BEYOND, regions=(flawed.astana,))
    answer = client.post(REVIEW, said(finding, reason=reason))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Say why it is right." in text
    assert text.count("is-invalid") == 1
    assert not QualityReview.objects.exists()


def test_htmx_gets_the_section_its_number_and_the_message(client, flawed, coordinator):
    finding = only(BEYOND, regions=(flawed.astana,))
    headers = {"HX-Request": "true"}
    refused = client.post(REVIEW, said(finding, reason=""), headers=headers)
    assert refused.status_code == 422
    assert "Say why it is right." in refused.content.decode()
    part = client.post(REVIEW, said(finding), headers=headers).content.decode()
    assert "<html" not in part
    assert 'id="beyond_enrolled"' in part
    assert 'id="twice"' not in part
    assert re.search(r'id="count-beyond_enrolled" hx-swap-oob="true"', part)
    assert "Noted as right." in part


def test_review_from_a_list_leads_back_to_its_page(client, flawed, manager):
    sent = said(only(QualityKind.LATE_LOG), check="late_log", page="1")
    answer = client.post(REVIEW, sent)
    assert answer["Location"] == f"{URL}?period=2020&check=late_log#late_log"
    part = client.post(REVIEW, sent, headers={"HX-Request": "true"}).content.decode()
    assert "Seen and right</a>" not in part
    assert "count-late_log" not in part


def test_finding_outside_is_not_found(client, flawed, coordinator):
    foreign = only(BEYOND, regions=(flawed.turkistan,))
    assert client.post(REVIEW, said(foreign)).status_code == 404
    assert client.post(REVIEW, said(foreign, region="KZ-61")).status_code == 404
    assert not QualityReview.objects.exists()


def test_review_of_another_region_cannot_be_taken_back(client, flawed, coordinator):
    boss = make_user(Role.MANAGER)
    review = review_finding(only(BEYOND, regions=(flawed.turkistan,)), reason="Guests", by=boss)
    address = f"/reports/quality/take-back/{review.pk}/"
    assert client.post(address, {"period": PERIOD}).status_code == 404
    assert QualityReview.objects.exists()


def test_what_was_said_elsewhere_is_seen_by_the_own_coordinator(client, flawed, coordinator):
    boss = make_user(Role.MANAGER, first_name="Aigul")
    review_finding(only(BEYOND, regions=(flawed.astana,)), reason="Guests", by=boss)
    response = client.get(URL, {"period": PERIOD, "check": BEYOND, "show": "seen"})
    assert "Aigul" in response.content.decode()
    assert [len(one.seen) for one in response.context["sections"]] == [1]


def test_records_that_changed_meanwhile_are_looked_at_again(client, flawed, coordinator):
    finding = only(BEYOND, regions=(flawed.astana,))
    rows = Attendance.objects.filter(school_session=finding.sessions[0])
    for students in (30, 20):  # another number, and nothing unusual any more
        rows.update(students_online=students)
        answer = client.post(REVIEW, said(finding), follow=True)
        assert answer.status_code == 200
        assert "The records have changed meanwhile." in answer.content.decode()
    assert not QualityReview.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"kind": "shoe_size"}, 400),
        ({"subject": ""}, 400),
        ({"subject": "1\x002"}, 400),
        ({"subject": "x" * 300}, 400),
        ({"subject": "999999999999999999999999"}, 404),
        ({"subject": "' OR 1=1"}, 404),
        ({"period": "x"}, 400),
        ({"check": "shoe_size"}, 404),
        ({"reason": "x" * 501}, 422),
        ({"reason": "a\x00b"}, 422),
    ],
)
def test_what_no_page_sends_is_refused(client, flawed, coordinator, changes, status):
    client.raise_request_exception = False
    finding = only(BEYOND, regions=(flawed.astana,))
    assert client.post(REVIEW, said(finding, **changes)).status_code == status


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER, Role.ADMINISTRATOR])
def test_others_may_not_look(client, flawed, role):
    client.force_login(make_user(role))
    assert client.get(URL).status_code == 403
    assert client.post(REVIEW).status_code == 403


def test_database_keeps_one_review_with_a_reason_for_each_finding(flawed):
    finding = only(QualityKind.LATE_LOG)
    by = make_user(Role.MANAGER)
    review = review_finding(finding, reason="Ill", by=by)
    for wrong in ({"reason": " "}, {"kind": "shoe_size"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QualityReview.objects.filter(pk=review.pk).update(**wrong)
    review.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        review.save(force_insert=True)


def test_one_finding_is_found_by_its_name(flawed):
    finding = only(QualityKind.TWICE)
    question = Question(period_of(PERIOD))
    assert find_one(CHECKS[QualityKind.TWICE], question, finding.subject) == finding
    assert find_one(CHECKS[QualityKind.TWICE], question, "1-2") is None
