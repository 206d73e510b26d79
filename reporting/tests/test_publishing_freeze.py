"""What was published stays as it is, whatever writes."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Publication, PublicationStatus, Snapshot, SnapshotRecord
from reporting.publishing import services
from reporting.publishing.canonical import sha256_of
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def managers():
    return make_managers()


@pytest.fixture
def published(managers) -> Publication:
    make_programme()
    publication = publish(make_draft(managers.author), managers.approver)
    with connection.cursor() as cursor:
        # What is left for the end of the transaction would stand against TRUNCATE by itself.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return publication


def refused(statement: str, *parameters) -> bool:
    """Whether the database refuses a statement; what it writes is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


MAY_CHANGE = {
    *("status", "withdrawn_at", "withdrawn_by", "withdraw_reason"),
    *("open_token", "revoked_at"),
}
OTHER_VALUES = {
    "CharField": "'x'",
    "TextField": "'x'",
    "DateField": "'2019-01-01'",
    "DateTimeField": "'2019-01-01'",
    "PositiveSmallIntegerField": "9",
    "BigAutoField": "9999",
    "ForeignKey": "9999",
    "OneToOneField": "9999",
    "ArrayField": "'{X}'",
}


STATEMENTS = (
    "DELETE FROM reporting_publication",
    "TRUNCATE reporting_publication CASCADE",
    "TRUNCATE accounts_user CASCADE",
    "UPDATE reporting_publication SET status = 'draft', published_at = NULL, number = ''",
    "UPDATE reporting_snapshot SET document = replace(document, '1060', '1061')",
    "UPDATE reporting_snapshot SET sha256 = repeat('0', 64)",
    "DELETE FROM reporting_snapshot",
    "TRUNCATE reporting_snapshot CASCADE",
    "UPDATE reporting_snapshotrecord SET fingerprint = ''",
    "DELETE FROM reporting_snapshotrecord",
    "TRUNCATE reporting_snapshotrecord",
    "INSERT INTO reporting_snapshotrecord (snapshot_id, school_session_id, fingerprint) "
    "SELECT id, 0, '' FROM reporting_publication",
    "INSERT INTO reporting_snapshotrecord (snapshot_id, school_session_id, fingerprint) "
    "VALUES (0, 0, '')",
)


def test_published_column_cannot_be_changed_by_sql(published):
    frozen = [f for f in Publication._meta.concrete_fields if f.name not in MAY_CHANGE]
    assert len(frozen) > 30
    for field in frozen:
        value = OTHER_VALUES[field.get_internal_type()]
        assert refused(f"UPDATE reporting_publication SET {field.column} = {value}"), field


def test_published_is_refused_to_be_changed_by_sql(published):
    for statement in STATEMENTS:
        assert refused(statement), statement


@pytest.mark.parametrize(
    "setting", ["SET LOCAL session_replication_role = replica", "SET LOCAL pgtrigger.ignore = '{}'"]
)
def test_freeze_holds_where_other_triggers_are_switched_off(published, setting):
    for statement in (
        "UPDATE reporting_publication SET title_en = 'x'",
        "DELETE FROM reporting_publication",
        "UPDATE reporting_snapshot SET document = '{}'",
        "DELETE FROM reporting_snapshotrecord",
        "TRUNCATE reporting_snapshotrecord",
    ):
        assert refused(f"{setting}; {statement}"), statement


def test_published_is_refused_to_be_changed_by_the_orm(published):
    snapshot = published.snapshot
    published.title_en = "Another title"
    snapshot.document = "{}"
    for write in (
        published.save,
        published.delete,
        snapshot.save,
        snapshot.delete,
        Snapshot.objects.all().delete,
        SnapshotRecord.objects.all().delete,
        lambda: SnapshotRecord.objects.update(fingerprint=b""),
        lambda: Publication.objects.update(edition=F("edition") + 1),
        lambda: Publication.objects.bulk_update([published], ["title_en"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_published_is_refused_to_be_changed_by_the_admin(published):
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True))
    for name, row in (("publication", published), ("snapshot", published.snapshot)):
        for page in ("change", "delete"):
            url = reverse(f"admin:reporting_{name}_{page}", args=[row.pk])
            answer = client.post(url, {"title_en": "x", "document": "{}", "post": "yes"})
            assert answer.status_code == 403, url
        change = reverse(f"admin:reporting_{name}_change", args=[row.pk])
        assert client.get(change).status_code == 200
        assert "open_token" not in client.get(change).content.decode()


def test_open_page_of_a_published_report_can_be_opened_and_closed(published):
    Publication.objects.update(open_token="abc", revoked_at=timezone.now())
    published.refresh_from_db()
    assert published.open_token == "abc"


def test_withdrawn_report_is_as_frozen_and_never_comes_back(published, managers):
    services.withdraw_publication(published, by=managers.approver, reason="Counted twice.")
    for change in (
        "status = 'published', withdrawn_at = NULL, withdrawn_by_id = NULL, withdraw_reason = ''",
        "withdraw_reason = 'x'",
        "title_en = 'x'",
    ):
        assert refused(f"UPDATE reporting_publication SET {change}"), change
    assert refused("DELETE FROM reporting_publication")
    assert published.snapshot.sha256 == sha256_of(published.snapshot.document)


def test_submitted_text_is_locked_and_a_draft_s_is_not(managers):
    make_programme()
    draft = make_draft(managers.author)
    assert not refused("UPDATE reporting_publication SET what_changed_en = 'x'")
    services.submit_draft(draft, by=managers.author)
    assert refused("UPDATE reporting_publication SET what_changed_en = 'x'")
    assert refused("UPDATE reporting_publication SET author_id = %s", managers.approver.pk)


def test_report_is_published_with_a_snapshot_only(managers):
    make_programme()
    draft = make_draft(managers.author)
    services.submit_draft(draft, by=managers.author)
    services.approve_publication(draft, by=managers.approver)
    assert refused(
        "UPDATE reporting_publication SET status = 'published', number = 'X', published_at = now()"
    )


def test_snapshot_is_taken_of_approved_reports_only(managers):
    make_programme()
    draft = make_draft(managers.author)
    values = [draft.pk, "{}", "0" * 64, "0", timezone.now()]
    insert = (
        "INSERT INTO reporting_snapshot "
        "(publication_id, document, sha256, definitions_version, as_of) "
        "VALUES (%s, %s, %s, %s, %s)"
    )
    assert refused(insert, *values)
    services.submit_draft(draft, by=managers.author)
    assert refused(insert, *values)
    services.approve_publication(draft, by=managers.approver)
    assert not refused(insert, *values)


def test_report_cannot_begin_as_published(managers):
    with pytest.raises(IntegrityError):
        Publication.objects.create(
            author=managers.author,
            title_en="Impact",
            period_start=datetime.date(2020, 1, 1),
            period_end=datetime.date(2020, 12, 31),
            status=PublicationStatus.SUBMITTED,
            submitted_at=timezone.now(),
            submitted_by=managers.author,
        )


def test_database_refuses_approval_by_the_author_where_a_second_one_is_needed(managers):
    make_programme()
    draft = make_draft(managers.author)
    services.submit_draft(draft, by=managers.author)
    approve = (
        "UPDATE reporting_publication SET approved_at = now(), approved_by_id = author_id, "
        "approval_rule = %s"
    )
    assert refused(approve, "second")
    assert not refused(approve, "none")
