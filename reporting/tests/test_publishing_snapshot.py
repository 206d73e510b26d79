"""What a snapshot holds: all that a document needs, and the same for the same data."""

import datetime
import hashlib
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from reporting.books import open_book
from reporting.exports.files import Format, write_book
from reporting.models import Contribution, SnapshotRecord, Target
from reporting.publishing import snapshot as snapshots
from reporting.publishing.canonical import canonical, sha256_of
from reporting.publishing.questions import PUBLISHED, question_of
from reporting.publishing.records import digest_of, fingerprints_of
from reporting.publishing.snapshot import (
    book_of,
    definitions_version,
    extras_of,
    passages_of,
    take,
)
from reporting.tests.factories import make_target
from reporting.tests.programme import at
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme
from sessions.models import Assignment, Attendance, SchoolSession

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_json_comes_back_and_is_the_same_for_the_same_value(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    text.encode()


@given(st.dictionaries(st.text(max_size=3), st.integers(), min_size=2))
def test_canonical_json_does_not_know_the_order_of_keys(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), {1: 2}, {"a": [0.0]}, {1, 2}])
def test_canonical_json_refuses_what_has_several_spellings(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_canonical_json_is_as_it_is_written_down():
    assert canonical({"ә": 1, "a": ["x", None, True], "B": "1.50"}) == (
        '{"B":"1.50","a":["x",null,true],"ә":1}'
    )


@pytest.fixture
def taught(db):
    return make_programme()


@pytest.fixture
def published(taught):
    managers = make_managers()
    return publish(make_draft(managers.author), managers.approver)


def document_of(publication) -> dict:
    return json.loads(publication.snapshot.document)


def test_snapshot_hash_is_that_of_its_document(published):
    text = published.snapshot.document
    assert published.snapshot.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert canonical(json.loads(text)) == text


def test_same_data_gives_the_same_hash(published, monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(snapshots.timezone, "now", lambda: moment)
    records = digest_of(published.pk)
    documents = [take(published, number="2026-001", records=records) for _ in range(2)]
    assert len({sha256_of(canonical(document)) for document in documents}) == 1
    with translation.override("kk"):
        again = take(published, number="2026-001", records=records)
    assert again == documents[0]


def test_book_of_a_snapshot_is_the_book_that_was_asked(published):
    book = open_book(question_of(published), PUBLISHED)
    kept = book_of(document_of(published))
    assert list(kept.reports) == list(book.reports)
    for by in PUBLISHED:
        assert kept[by].rows == book[by].rows
    assert kept.total == book.total
    assert isinstance(kept.total.figures["volunteer_hours"], Decimal)


def test_published_report_is_drawn_without_the_database(
    published, tmp_path, django_assert_num_queries
):
    document, sha256 = document_of(published), published.snapshot.sha256
    for language in ("en", "ru", "kk"):
        with translation.override(language), django_assert_num_queries(0):
            book, extras = book_of(document), extras_of(document, sha256)
            for format_ in Format:
                write_book(book, format_, tmp_path / f"{language}.{format_}", extras=extras)


def test_snapshot_keeps_the_targets_of_its_period_as_they_were(taught):
    managers = make_managers()
    sessions = make_target(figure="sessions", value=4, baseline=1, baseline_label="2019")
    make_target(figure="volunteer_hours", value=10)
    make_target(figure="schools", value=5, period_end=datetime.date(2020, 6, 30))
    published = publish(make_draft(managers.author), managers.approver)
    document = document_of(published)
    book = book_of(document)
    Target.objects.filter(pk=sessions.pk).update(value=900)
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            kept = extras_of(document, published.snapshot.sha256).progress
            reached = {one.target: one.actual for one in kept}
        assert reached == {
            4: book.total.figures["sessions"],
            10: book.total.figures["volunteer_hours"],
        }
        assert {one.baseline for one in kept} == {1, None}


def test_snapshot_says_what_it_was_about_and_when(published, taught):
    document = document_of(published)
    assert (document["number"], document["edition"]) == (f"{timezone.localdate().year}-001", 1)
    assert document["period"] == {"start": "2020-01-01", "end": "2020-12-31"}
    assert document["title"] == {"en": "Impact 2020", "ru": "Результаты 2020 года", "kk": ""}
    assert document["unverified"] == 1
    assert document["before"]["figures"]["sessions"] == 0
    assert datetime.datetime.fromisoformat(document["as_of"]) == published.published_at
    assert {goal["number"] for goal in document["goals"]} == {3, 10, 12}
    assert document["definitions_version"] == definitions_version()


def test_snapshot_of_chosen_projects_and_regions_holds_nothing_else(taught):
    managers = make_managers()
    draft = make_draft(
        managers.author,
        projects=["BKD"],
        regions=["KZ-71"],
        what_changed_en="{sessions} {sessions region=KZ-71}",
    )
    document = document_of(publish(draft, managers.approver))
    rows = document["breakdowns"]["region"]
    assert {(row["project"], row["value"]) for row in rows} == {
        *(("BKD", "KZ-71"), ("BKD", "ALL"), ("ALL", "KZ-71"), ("ALL", "ALL"))
    }
    assert document["records"]["count"] == 2
    assert document["narrative"]["en"]["what_changed"] == ["2 2"]
    book = book_of(document)
    with translation.override("ru"):
        assert [region.name for region in book.question.regions] == ["город Астана"]


def test_narrative_is_told_in_each_language_with_its_figures(published):
    document = document_of(published)
    assert document["narrative"]["en"]["what_changed"] == [
        "We reached 1,040 students.",
        "In 4 sessions.",
    ]
    assert document["narrative"]["ru"]["what_changed"] == ["Мы охватили 1\xa0040 учеников."]
    assert document["narrative"]["en"]["quotes"] == [
        {"text": "They asked the teacher for more.", "source": "Dana, volunteer"}
    ]


def test_part_that_is_missing_in_a_language_is_told_in_another(published):
    document = document_of(published)
    with translation.override("kk"):
        changed, quote = passages_of(document)
    assert changed.paragraphs == ("We reached 1,040 students.", "In 4 sessions.")
    assert quote.is_quote
    assert quote.source == "Dana, volunteer"


def test_snapshot_keeps_what_changes_later(published, taught):
    Contribution.objects.all().delete()
    taught.bekind.name_en = "Renamed"
    taught.bekind.save()
    document = document_of(published)
    extras = extras_of(document, published.snapshot.sha256)
    assert {one.goal for one in extras.contributions} == {"3", "10", "12"}
    assert extras.names.name_of(PUBLISHED[0])("BKD") == "BeKind"


def test_records_are_the_sessions_that_were_counted(published):
    document = document_of(published)
    counted = SchoolSession.objects.filter(status__in=["delivered", "verified"])
    kept = SnapshotRecord.objects.filter(snapshot=published.pk)
    assert {row.school_session_id for row in kept} == {row.pk for row in counted}
    lines = sorted((row.school_session_id, bytes(row.fingerprint).hex()) for row in kept)
    text = "".join(f"{number} {fingerprint}\n" for number, fingerprint in lines)
    assert document["records"] == {
        "count": 4,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def fingerprint_by_hand(session: SchoolSession) -> bytes:
    """As the documentation has it, without SQL."""
    text = (
        f"{session.project_id} {session.school_id} {session.date} {session.minutes} "
        f"{session.mode} {session.language}"
    )
    for row in sorted(session.attendance.all(), key=lambda row: row.class_group_id or 0):
        text += (
            f"\na {row.class_group_id or 0} {row.students_online} {row.students_offline} "
            f"{row.parents_online} {row.parents_offline} {row.teachers}"
        )
    attended = session.assignments.filter(status="attended")
    for volunteer in sorted(attended.values_list("volunteer_id", flat=True)):
        text += f"\nv {volunteer}"
    return hashlib.sha256(text.encode()).digest()


def fingerprints(publication) -> dict[int, bytes]:
    statement, parameters = fingerprints_of(question_of(publication))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {number: bytes(fingerprint) for number, fingerprint in cursor}


def test_fingerprint_is_made_as_it_is_written_down(published):
    assert fingerprints(published) == {
        session.pk: fingerprint_by_hand(session) for session in SchoolSession.objects.all()
    }


CHANGES = {
    "a head-count": lambda s: Attendance.objects.filter(school_session=s).update(teachers=7),
    "one class fewer": lambda s: Attendance.objects.filter(school_session=s).delete(),
    "the minutes": lambda s: SchoolSession.objects.filter(pk=s.pk).update(minutes=50),
    "the mode": lambda s: SchoolSession.objects.filter(pk=s.pk).update(mode="hybrid"),
    "the language": lambda s: SchoolSession.objects.filter(pk=s.pk).update(language="ru"),
    "the day": lambda s: SchoolSession.objects.filter(pk=s.pk).update(
        starts_at=at("2020-03-03 10:00")
    ),
    "who came": lambda s: Assignment.objects.filter(school_session=s).update(status="absent"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_fingerprint_changes_with_what_is_counted(published, change):
    before = fingerprints(published)
    session = SchoolSession.objects.order_by("starts_at").first()
    CHANGES[change](session)
    after = fingerprints(published)
    assert {pk for pk in after if after[pk] != before[pk]} == {session.pk}


def test_fingerprint_stays_with_what_is_not_counted(published):
    before = fingerprints(published)
    SchoolSession.objects.update(
        venue="Room 7", places=3, starts_at=F("starts_at") + datetime.timedelta(hours=1)
    )
    assert fingerprints(published) == before
