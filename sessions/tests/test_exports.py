import csv
import datetime
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.tests.factories import RegionFactory
from schools.imports import CLASS_GROUPS
from schools.models import ClassGroup
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.exports import write_sessions_csv
from sessions.imports import SESSIONS
from sessions.models import Assignment, Attendance, SchoolSession, SessionLog
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_taught
from sessions.tests.test_imports import FIELDS, HEADER, ROW, rows
from transfers.imports.columns import CONTROL
from transfers.tests.importing import changes_of, take_in
from volunteers.tests.factories import ProjectFactory, VolunteerFactory

pytestmark = pytest.mark.django_db

ALL_TIME = {"start": datetime.date(2000, 1, 1), "end": datetime.date(2099, 12, 31)}
CODES = ["S1", "=S2", "'@S3", "Ә-4"]
EMAILS = [
    "a@example.org",
    "b@example.org",
    "+c@example.org",
    "'=d@example.org",
    "zhan.o-k@mail.example.kz",
]


def exported(**choice) -> bytes:
    stream = io.BytesIO()
    write_sessions_csv(stream, **(ALL_TIME | choice))
    return stream.getvalue()


def told(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.fixture
def programme():
    region = RegionFactory(code="KZ-71")
    for code in ("BKD", "PLF"):
        project = ProjectFactory(code=code)
        LessonFactory(code=f"{code}-01", project=project)
        LessonFactory(code=f"-{code}", project=project)
    for code in CODES:
        SchoolFactory(code=code, region=region)
    for email in EMAILS:
        VolunteerFactory(email=email, region=region)


def forget_sessions():
    Attendance.objects.all().delete()
    Assignment.objects.all().delete()
    SchoolSession.objects.all().delete()
    SessionLog.objects.all().delete()
    ClassGroup.objects.all().delete()


def test_empty_period_gives_the_header_alone(programme):
    assert exported() == (HEADER + "\n").encode()


def test_export_of_an_import_is_the_file(programme):
    content = rows(
        {}, {"letter": "Б"}, {"external_id": "E2", "start": "10:15", "status": "planned"}
    )
    take_in(SESSIONS, content)
    assert exported() == content.encode()


def test_period_includes_both_days_where_the_sessions_are_taught(programme):
    take_in(
        SESSIONS,
        rows(
            {"external_id": "E1", "date": "2020-10-04", "start": "23:30"},
            {"external_id": "E2", "date": "2020-10-05", "start": "00:30"},
            {"external_id": "E3", "date": "2020-10-06", "start": "23:59"},
            {
                "external_id": "E4",
                "date": "2020-10-07",
                "start": "00:00",
                "minutes": 5,
                "volunteers": "",
                "grade": "",
                "letter": "",
            },
        ),
    )
    content = exported(start=datetime.date(2020, 10, 5), end=datetime.date(2020, 10, 6))
    assert [row["external_id"] for row in told(content)] == ["E2", "E3"]


def test_projects_and_regions_can_be_chosen(programme):
    other = SchoolFactory(code="far", region=RegionFactory(code="KZ-10"))
    take_in(
        SESSIONS,
        rows(
            {},
            {"external_id": "E2", "project": "PLF", "lesson": "", "start": "11:00"},
            {"external_id": "E3", "school": "far", "start": "13:00"},
        ),
    )

    def found(**choice):
        return {row["external_id"] for row in told(exported(**choice))}

    assert found(projects=["PLF"]) == {"E2"}
    assert found(projects=["PLF", "BKD"]) == {"E1", "E2", "E3"}
    assert found(regions=[other.region_id]) == {"E3"}
    assert found(regions=[]) == set()


def test_rows_are_in_the_same_order_everywhere(programme):
    take_in(
        SESSIONS,
        rows(
            {"external_id": "b", "letter": "Б", "volunteers": ""},
            {"external_id": "b", "letter": "А", "volunteers": ""},
            {"external_id": "b", "grade": "", "letter": "", "volunteers": ""},
            {"external_id": "b", "grade": 10, "volunteers": ""},
            {"external_id": "B", "grade": 1, "volunteers": ""},
            {"external_id": "z", "start": "08:00", "volunteers": ""},
            {"external_id": "a", "date": "2020-10-06", "volunteers": ""},
        ),
    )
    assert [(r["external_id"], r["grade"], r["letter"]) for r in told(exported())] == [
        ("z", "7", "А"),
        ("B", "1", "А"),
        ("b", "", ""),
        ("b", "7", "А"),
        ("b", "7", "Б"),
        ("b", "10", "А"),
        ("a", "7", "А"),
    ]


def test_volunteers_stand_lead_first_then_by_address_without_those_who_did_not_come(programme):
    volunteers = [VolunteerFactory(email=f"{name}@example.org") for name in "zyxwv"]
    school = SchoolFactory(code="S5")
    session = make_taught(
        school=school, project=ProjectFactory(code="BKD"), volunteers=volunteers[:3]
    )
    Assignment.objects.create(
        school_session=session, volunteer=volunteers[3], role="co_teacher", status="absent"
    )
    Assignment.objects.create(
        school_session=session, volunteer=volunteers[4], role="co_teacher", status="declined"
    )
    assert told(exported())[0]["volunteers"] == "z@example.org;x@example.org;y@example.org"


def test_session_without_attendance_has_a_row_of_zeros(programme):
    SchoolSessionFactory(project=ProjectFactory(code="BKD"), school=SchoolFactory(code="S5"))
    row = told(exported())[0]
    assert (row["grade"], row["letter"], row["students_online"], row["teachers"]) == (
        "",
        "",
        "0",
        "0",
    )


def test_own_export_taken_in_again_changes_nothing(programme):
    bekind, school = ProjectFactory(code="BKD"), SchoolFactory(code="S5")
    volunteers = [VolunteerFactory() for _number in range(4)]
    SchoolSessionFactory(project=bekind, school=school)
    group = ClassGroupFactory(school=school, school_year=2020, grade=7, letter="A")
    session = make_taught(
        project=bekind,
        school=school,
        groups=[(group, {"students_online": 5}), (None, {"teachers": 2})],
        volunteers=volunteers[:2],
        starts_at=datetime.datetime(2020, 10, 5, 3, 30, tzinfo=datetime.UTC),
    )
    session.assignments.update(role="co_teacher")
    Assignment.objects.create(
        school_session=session, volunteer=volunteers[3], role="lead", status="absent"
    )
    content = exported()
    assert changes_of(take_in(SESSIONS, content)) == (0, 0, 2)
    assert exported() == content


def test_cells_that_look_like_formulas_are_harmless_and_come_back(programme):
    cells = {
        "external_id": "=HYPERLINK(1)",
        "school": "=S2",
        "lesson": "-BKD",
        "letter": "@A",
        "volunteers": "+c@example.org;''=d@example.org",
    }
    take_in(SESSIONS, rows(cells))
    content = exported()
    row = told(content)[0]
    assert row["external_id"] == "'=HYPERLINK(1)"
    assert row["school"] == "'=S2"
    assert row["lesson"] == "'-BKD"
    assert row["letter"] == "'@A"
    assert row["volunteers"] == "'+c@example.org;''=d@example.org"
    assert changes_of(take_in(SESSIONS, content)) == (0, 0, 1)
    session = SchoolSession.objects.get()
    assert (session.external_id, session.school.code) == ("=HYPERLINK(1)", "=S2")


LETTERS = (
    st.text(st.sampled_from("АӘБВГҒДЕЖаәүұқңіABab12'=+-@ \"«,;"), min_size=1, max_size=4)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
IDENTIFIERS = (
    st.text(min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not CONTROL.search(text))
    .filter(lambda text: "\x00" not in text and text.isprintable())
)
NUMBERS = st.integers(0, 2000)


@st.composite
def session_rows(draw):
    """Rows of sessions that never clash: each has an hour, and its volunteers, to itself."""
    written = []
    ids = draw(st.lists(IDENTIFIERS, min_size=1, max_size=6, unique=True))
    for number, external_id in enumerate(ids):
        project = draw(st.sampled_from(["BKD", "PLF"]))
        emails = draw(st.lists(st.sampled_from(EMAILS), max_size=4, unique=True))
        common = {
            "external_id": external_id,
            "project": project,
            "lesson": draw(st.sampled_from(["", f"{project}-01", f"-{project}"])),
            "school": draw(st.sampled_from(CODES)),
            "date": draw(st.dates(datetime.date(2003, 1, 1), datetime.date(2023, 12, 31))),
            "start": f"{number + 8:02d}:{draw(st.integers(0, 14)):02d}",
            "minutes": draw(st.integers(5, 45)),
            "mode": draw(st.sampled_from(["online", "offline", "hybrid"])),
            "language": draw(st.sampled_from(["kk", "ru", "en", "uz", "ug", "tg"])),
            "status": draw(
                st.sampled_from(["planned", "confirmed", "delivered", "verified", "cancelled"])
            ),
            "volunteers": ";".join(emails),
        }
        groups = draw(
            st.lists(
                st.one_of(st.just(("", "")), st.tuples(st.integers(1, 12), LETTERS)),
                min_size=1,
                max_size=3,
                unique_by=lambda group: group[0],
            )
        )
        if common["status"] not in ("delivered", "verified") and len(groups) > 1:
            # Of what is not taught yet, people of no class beside classes are not kept.
            groups = [group for group in groups if group != ("", "")]
        for grade, letter in groups:
            counts = dict(zip(FIELDS[-5:], draw(st.tuples(*[NUMBERS] * 5)), strict=True))
            written.append(common | {"grade": grade, "letter": letter} | counts)
    return written


def as_file(written: list[dict]) -> bytes:
    from transfers.spreadsheets import harmless

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(ROW)
    for row in written:
        emails = ";".join(harmless(email) for email in row["volunteers"].split(";"))
        cells = {name: harmless(str(value)) for name, value in row.items()}
        writer.writerow((cells | {"volunteers": emails}).values())
    return stream.getvalue().encode()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(session_rows())
def test_export_taken_into_an_empty_programme_gives_the_same_bytes(programme, written):
    forget_sessions()
    assert changes_of(take_in(SESSIONS, as_file(written)))[0] == len(
        {row["external_id"] for row in written}
    )
    first = exported()
    forget_sessions()
    changes_of(take_in(SESSIONS, first))
    assert exported() == first
    counted = sorted(tuple(int(row[name]) for name in FIELDS[-5:]) for row in told(first))
    assert counted == sorted(tuple(row[name] for name in FIELDS[-5:]) for row in written)


def test_class_groups_taken_in_first_keep_what_they_say(programme):
    take_in(
        CLASS_GROUPS, "school,school_year,grade,letter,language,enrolled\nS1,2020/21,7,А,ru,25\n"
    )
    take_in(SESSIONS, rows({}))
    assert list(ClassGroup.objects.values_list("language", "enrolled")) == [("ru", 25)]
