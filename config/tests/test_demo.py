"""The demo: adds up to the published figures, could have happened, and comes out the same.

The figures are counted here from the records in plain Python, without the reporting code.
"""

import datetime
from collections import Counter, defaultdict
from io import StringIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import User
from campaigns.models import AccountReach, FollowerReading, Post, PostReading
from config.demo.people import NAMES
from regions.models import District
from schools.models import ClassGroup, School, SchoolContact
from sessions.flags import unusual
from sessions.models import (
    Assignment,
    Attendance,
    DirtyMonth,
    Idea,
    IdeaSupport,
    LogQuestion,
    SchoolSession,
    SessionFeedback,
    SessionLog,
)
from volunteers.models import Consent, ConsentRequest, Enrolment, Volunteer, age_on

ALMATY = ZoneInfo("Asia/Almaty")
PUBLISHED = {
    "BKD": {
        "volunteers": 463,
        "sessions_online": 1796,
        "schools": 483,
        "regions": 9,
        "students_online": 59460,
        "students_offline": 881,
        "parents": 7325,
    },
    "PLF": {
        "volunteers": 257,
        "sessions_online": 428,
        "schools": 45,
        "regions": 9,
        "students_online": 22238,
        "students_offline": 80,
        "parents": 0,
    },
}
TABLES = (
    *(District, School, SchoolContact, ClassGroup, User, Volunteer, Enrolment, Consent),
    *(SessionLog, SchoolSession, Attendance, Assignment, Post, PostReading),
)


def load(**options) -> str:
    out = StringIO()
    with override_settings(DEBUG=True):
        call_command("load_demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests of this module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def records(demo) -> dict[str, dict]:
    """The records of 2020 by project, gathered by hand."""
    by_project: dict[str, dict] = {}
    for code in PUBLISHED:
        sessions = list(
            SchoolSession.objects.filter(
                project__code=code,
                starts_at__gte=datetime.datetime(2020, 1, 1, tzinfo=ALMATY),
                starts_at__lt=datetime.datetime(2021, 1, 1, tzinfo=ALMATY),
                status__in=["delivered", "verified"],
            ).select_related("school__region", "lesson")
        )
        ids = {session.pk for session in sessions}
        by_project[code] = {
            "sessions": sessions,
            "attendance": [
                row
                for row in Attendance.objects.select_related("class_group", "school_session")
                if row.school_session_id in ids
            ],
            "assignments": [
                row
                for row in Assignment.objects.select_related("volunteer", "school_session")
                if row.school_session_id in ids
            ],
        }
    return by_project


@pytest.fixture
def tables(demo, db) -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.mark.parametrize("code", PUBLISHED)
def test_demo_records_add_up_to_the_published_figures(records, code):
    of = records[code]
    counted = {
        "volunteers": len({a.volunteer_id for a in of["assignments"] if a.status == "attended"}),
        "sessions_online": sum(session.mode == "online" for session in of["sessions"]),
        "schools": len({session.school_id for session in of["sessions"]}),
        "regions": len({session.school.region_id for session in of["sessions"]}),
        "students_online": sum(row.students_online for row in of["attendance"]),
        "students_offline": sum(row.students_offline for row in of["attendance"]),
        "parents": sum(row.parents_online + row.parents_offline for row in of["attendance"]),
    }
    assert counted == PUBLISHED[code]


def test_demo_volunteers_of_both_projects_are_the_few_that_they_are_meant_to_be(records):
    taught = [{a.volunteer_id for a in of["assignments"]} for of in records.values()]
    assert len(taught[0] & taught[1]) == 22
    assert len(taught[0] | taught[1]) == 698


def test_demo_online_sessions_have_nobody_in_the_room_and_the_other_way_round(records):
    for of in records.values():
        modes = {session.pk: session.mode for session in of["sessions"]}
        assert set(modes.values()) == {"online", "offline"}
        for row in of["attendance"]:
            online = modes[row.school_session_id] == "online"
            assert (row.students_online > 0) is online
            assert (row.students_offline > 0) is not online


def test_demo_sessions_are_on_school_days_of_2020(records):
    off = holidays.country_holidays("KZ", years=2020)
    for of in records.values():
        for session in of["sessions"]:
            day = session.starts_at.astimezone(ALMATY).date()
            assert day.weekday() < 5
            assert day not in off
            assert not datetime.date(2020, 3, 16) <= day <= datetime.date(2020, 4, 5)
            assert not datetime.date(2020, 5, 26) <= day <= datetime.date(2020, 8, 31)
            assert not datetime.date(2020, 11, 5) <= day <= datetime.date(2020, 11, 11)


def test_demo_spreads_over_the_year_from_march_with_most_in_autumn(records):
    months = Counter(
        session.starts_at.astimezone(ALMATY).month
        for of in records.values()
        for session in of["sessions"]
    )
    assert set(months) == {3, 4, 5, 9, 10, 11, 12}
    assert sum(months[month] for month in (9, 10, 11, 12)) > 3 * (months[3] + months[4] + months[5])


def test_demo_nobody_is_in_two_places_at_once(demo):
    busy = defaultdict(list)
    for row in Assignment.objects.filter(status__in=["assigned", "attended"]).select_related(
        "school_session"
    ):
        busy["volunteer", row.volunteer_id].append(row.school_session)
    for row in Attendance.objects.select_related("school_session"):
        busy["class", row.class_group_id].append(row.school_session)
    for session in SchoolSession.objects.exclude(contact=None):
        busy["contact", session.contact_id].append(session)
    for who, sessions in busy.items():
        held = sorted((s.starts_at, s.ends_at) for s in sessions if s.status != "cancelled")
        assert all(a[1] <= b[0] for a, b in pairwise(held)), who


def test_demo_classes_are_of_the_size_and_language_that_schools_have(records):
    groups = {row.class_group for of in records.values() for row in of["attendance"]}
    sizes = [group.enrolled for group in groups]
    assert 22 <= sum(sizes) / len(sizes) <= 27
    assert max(sizes) <= 36
    for of in records.values():
        for row in of["attendance"]:
            assert row.students <= row.class_group.enrolled
            assert row.class_group.language == row.school_session.language
            assert row.class_group.school_id == row.school_session.school_id
            on = row.school_session.starts_at.astimezone(ALMATY)
            assert row.class_group.school_year == (2020 if on.month >= 9 else 2019)


def test_demo_some_classes_meet_again_and_some_share_a_session(records):
    rows = [row for of in records.values() for row in of["attendance"]]
    assert max(Counter(row.class_group_id for row in rows).values()) > 1
    assert set(Counter(row.school_session_id for row in rows).values()) == {1, 2, 3}


def test_demo_lessons_suit_the_grades_of_the_classes(records):
    for of in records.values():
        lessons = {session.pk: session.lesson for session in of["sessions"]}
        for row in of["attendance"]:
            lesson = lessons[row.school_session_id]
            assert lesson.grade_from <= row.class_group.grade <= lesson.grade_to


def test_demo_schools_are_half_in_town_in_two_languages_with_three_names(demo):
    schools = list(School.objects.select_related("district"))
    urban = sum(school.settlement == "urban" for school in schools) / len(schools)
    assert 0.42 < urban < 0.6
    assert {language for school in schools for language in school.languages} == {"kk", "ru"}
    assert all(s.name_en and s.name_ru and s.name_kk and s.district for s in schools)
    assert all(s.district.region_id == s.region_id for s in schools)


def test_demo_volunteers_are_of_age_speak_the_language_and_joined_before(records):
    first_trained = set()
    for of in records.values():
        for row in of["assignments"]:
            day = row.school_session.starts_at.astimezone(ALMATY).date()
            assert row.volunteer.joined_date <= day
            assert 10 <= age_on(row.volunteer.birth_date, day) <= 24
            assert row.school_session.language in row.volunteer.languages
            if row.volunteer.joined_date < datetime.date(2020, 4, 1):
                first_trained.add(row.volunteer_id)
    assert len(first_trained) == 100


def test_demo_people_are_invented_and_cannot_be_written_to(demo):
    volunteers = list(Volunteer.objects.all())
    assert all(volunteer.email.endswith("@example.org") for volunteer in volunteers)
    assert all(volunteer.email.isascii() for volunteer in volunteers)
    known = set(NAMES["never"]) | {f"{name}а" for name in NAMES["never"]}
    assert not known & {volunteer.last_name for volunteer in volunteers}
    letters = "".join(volunteer.full_name for volunteer in volunteers).lower()
    assert set("әғқңөұүі") <= set(letters)
    young = [v for v in volunteers if age_on(v.birth_date, v.joined_date) < 16]
    consents = set(Consent.objects.filter(kind="guardian").values_list("volunteer_id", flat=True))
    assert {v.pk for v in young if v.status != "applied"} <= consents


def test_demo_term_shows_the_coordinator_every_state(demo):
    now = timezone.now()
    ours = SchoolSession.objects.filter(
        school__region__code__in=["KZ-71", "KZ-11"], starts_at__year__gt=2020
    ).with_places_filled()
    upcoming = [s for s in ours if s.status in {"planned", "confirmed"} and s.ends_at > now]
    unlogged = [s for s in ours if s.status in {"planned", "confirmed"} and s.ends_at <= now]
    assert {s.status for s in upcoming} == {"planned", "confirmed"}
    assert {(s.places_filled, s.places) for s in upcoming} >= {(0, 1), (1, 2), (1, 1), (2, 2)}
    assert len(unlogged) >= 3
    assert {s.status for s in ours} >= {"delivered", "verified", "cancelled"}
    assert all(s.cancel_reason for s in ours if s.status == "cancelled")


def test_demo_term_has_logs_with_more_students_than_the_class_has(demo):
    waiting = Attendance.objects.filter(
        school_session__status="delivered", class_group__isnull=False
    ).select_related("class_group")
    assert sum(row.students > row.class_group.enrolled for row in waiting) in {1, 2}


def test_demo_volunteer_has_something_to_log_to_teach_and_to_look_back_at(demo):
    now = timezone.now()
    own = SchoolSession.objects.filter(assignments__volunteer__user__email="volunteer@example.org")
    to_log = own.filter(status__in=["planned", "confirmed"], ends_at__lte=now)
    assert to_log.count() == 1
    assert own.filter(status="confirmed", starts_at__gt=now).count() >= 2
    assert own.filter(status="verified").count() >= 3
    dana = Volunteer.objects.get(user__email="volunteer@example.org")
    assert (dana.region.code, age_on(dana.birth_date, timezone.localdate())) == ("KZ-71", 17)


def test_demo_has_something_on_every_page_of_the_volunteers_way(demo):
    coordinator = User.objects.get(email="coordinator@example.org")
    ours = SchoolSession.objects.visible_to(coordinator)
    flagged = set(unusual(ours).values_list("status", flat=True))
    assert flagged == {"delivered", "unplanned"}
    assert unusual(ours).count() >= 5
    assert ours.said_not_held().count() == 1
    assert ours.sent_back().filter(assignments__volunteer__user__email="volunteer@example.org")
    assert LogQuestion.objects.exclude(answer="").count() == 1
    assert len({one.went for one in SessionFeedback.objects.all()}) > 1
    ideas = Idea.objects.visible_to(coordinator)
    assert {idea.status for idea in ideas} == {"new", "open", "planned", "done", "not_now"}
    assert IdeaSupport.objects.filter(idea__in=ideas.filter(status="open")).count() >= 20
    assert Idea.objects.get(status="planned").lesson.is_draft


def test_demo_guardians_were_asked_and_some_have_answered(demo):
    requests = list(ConsentRequest.objects.select_related("volunteer__region"))
    assert {one.volunteer.region.code for one in requests} == {"KZ-71"}
    answers = [(one.is_open, one.said_yes, one.volunteer.status) for one in requests]
    waits = (True, None, "applied")
    assert sorted(answers, key=str) == sorted(
        [
            *(waits, waits, (False, False, "applied"), (False, True, "interview")),
            (False, None, "declined"),
        ],
        key=str,
    )
    assert sum(one.reminded_at is not None for one in requests) == 1
    agreed = requests[[one.said_yes for one in requests].index(True)].volunteer
    assert agreed.consents.get(kind="guardian").method == "link"


def test_demo_posts_add_up_to_the_published_figures(demo):
    posts = Post.objects.filter(status="published", published_on__year=2020)
    assert posts.count() > 4_000
    last: dict[int, PostReading] = {}
    for reading in (
        PostReading.objects.filter(post__in=posts).select_related("post").order_by("date")
    ):
        last[reading.post_id] = reading
    assert len(last) == posts.count()
    assert sum(reading.reach for reading in last.values()) == 812_640
    for day, followers in (("2019-12-31", 20_000), ("2020-12-31", 72_376)):
        rows = FollowerReading.objects.filter(date=day)
        assert sum(row.followers for row in rows) == followers
    for row in AccountReach.objects.all():
        reached = [r.reach for r in last.values() if r.post.account_id == row.account_id]
        assert max(reached) < row.people < sum(reached)


def test_demo_rollups_equal_the_records(demo):
    assert not DirtyMonth.objects.exists()
    call_command("rollup", verify=True, stdout=StringIO())


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("manager", {"manager"}),
        ("coordinator", {"coordinator"}),
        ("volunteer", {"volunteer"}),
        ("partner", {"partner"}),
        ("admin", {"administrator"}),
    ],
)
def test_demo_login_signs_in_and_has_its_role(demo, db, name, roles):
    client = Client()
    email = f"{name}@example.org"
    answer = client.post("/accounts/login/", {"login": email, "password": "birge-demo"})
    assert answer.status_code == 302
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.email, set(user.roles)) == (email, roles)
    assert client.get("/accounts/email/").status_code == 200


def test_demo_coordinator_has_two_regions_and_the_partner_an_organisation(demo):
    coordinator = User.objects.get(email="coordinator@example.org")
    partner = User.objects.get(email="partner@example.org")
    assert {grant.region.code for grant in coordinator.granted} == {"KZ-71", "KZ-11"}
    assert [grant.organisation.name_en for grant in partner.granted] == [
        "National Volunteer Network"
    ]


def test_demo_loaded_again_doubles_nothing(tables):
    assert "already" in load()
    assert {model.__name__: model.objects.count() for model in TABLES} == tables


def test_demo_of_another_seed_is_refused_beside_the_first(tables):
    with pytest.raises(CommandError, match="--seed 1"):
        load(seed=2)
    assert {model.__name__: model.objects.count() for model in TABLES} == tables
