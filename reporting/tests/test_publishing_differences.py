"""What changed since a report was published; the report itself never does."""

import json

import pytest
from django.utils import timezone

from accounts.services import system_user
from reporting.models import Contribution
from reporting.publishing import comparing
from reporting.publishing.comparing import comparison_context, request_comparison
from reporting.publishing.differences import (
    compare_figures,
    compare_records,
    from_json,
    summary,
)
from reporting.publishing.snapshot import book_of
from reporting.services import drain_all
from reporting.tests.programme import at
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme
from schools.models import School
from sessions.models import Attendance, SchoolSession
from sessions.tests.factories import make_taught
from transfers.models import Job
from transfers.services import run_job
from volunteers.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def report(taught):
    managers = make_managers()
    return publish(make_draft(managers.author), managers.approver)


def compared(report):
    drain_all()
    book = book_of(json.loads(report.snapshot.document))
    return compare_figures(book, report), compare_records(report)


def first_session() -> SchoolSession:
    return SchoolSession.objects.order_by("starts_at").first()


def test_nothing_differs_right_after_publishing(report):
    comparison, records = compared(report)
    assert not comparison.differs
    assert records.total == 0
    assert summary(comparison, records) == ""


def test_correction_shows_as_a_difference_and_never_changes_the_report(report):
    before = (report.snapshot.document, report.snapshot.sha256)
    Attendance.objects.filter(school_session=first_session()).update(students_online=12)
    comparison, records = compared(report)
    assert {one.column.name: (one.was, one.now, one.change) for one in comparison.differing} == {
        "students": ("1,060", "1,052", "−8")
    }
    assert summary(comparison, records) == (
        "Students, participations: published 1,060; today 1,052; 1 session corrected"
    )
    assert records.ids == {"corrected": [first_session().pk]}
    assert [row.code for row in comparison.rows] == ["KZ-71"]
    report.snapshot.refresh_from_db()
    assert (report.snapshot.document, report.snapshot.sha256) == before


def test_added_and_removed_sessions_are_told_apart(report, taught):
    added = make_taught(
        school=School.objects.get(code="AST-1"),
        project=taught.bekind,
        starts_at=at("2020-05-05 10:00"),
    )
    moved = first_session()
    SchoolSession.objects.filter(pk=moved.pk).update(starts_at=at("2019-05-05 10:00"))
    deleted = SchoolSession.objects.order_by("starts_at").last()
    number = deleted.pk
    deleted.delete()
    _comparison, records = compared(report)
    assert (records.corrected, records.added, records.removed) == (0, 1, 2)
    assert records.ids == {"added": [added.pk], "removed": sorted([moved.pk, number])}
    assert records.words() == ["1 session added", "2 sessions no longer count"]


def test_verifying_corrects_nothing(report):
    SchoolSession.objects.filter(status="delivered").update(
        status="verified", verified_at=timezone.now(), verified_by=system_user()
    )
    comparison, records = compared(report)
    assert not comparison.differs
    assert records.total == 0


def test_school_that_moves_takes_no_published_session_along(report, taught):
    school = School.objects.get(code="AST-1")
    school.region = taught.turkistan
    school.save()
    _comparison, records = compared(report)
    assert records.total == 0


def test_changed_goals_leave_the_published_ones(report):
    Contribution.objects.all().delete()
    book = book_of(json.loads(report.snapshot.document))
    assert book.reports["goal"].values() == ["3", "10", "12"]


def test_page_lists_the_sessions_with_links_and_the_deleted_without(client, report):
    client.force_login(report.author)
    changed = first_session()
    Attendance.objects.filter(school_session=changed).update(students_online=12)
    deleted = SchoolSession.objects.order_by("starts_at").last()
    number = deleted.pk
    deleted.delete()
    drain_all()
    page = client.get(f"/reports/publications/{report.pk}/differences/").content.decode()
    assert f'href="/sessions/{changed.pk}/"' in page
    assert f"Session {number} was deleted." in page


def test_large_report_is_compared_in_the_background(report, monkeypatch):
    monkeypatch.setattr(comparing, "MOST_AT_ONCE", 3)
    Attendance.objects.filter(school_session=first_session()).update(students_online=12)
    assert comparison_context(report, by=report.author)["records"] is None
    job = request_comparison(report, by=report.author)
    run_job(job.pk)
    assert from_json(Job.objects.get(pk=job.pk).result).corrected == 1
    context = comparison_context(report, by=report.author)
    assert context["records"].corrected == 1
    assert [group.what for group in context["changed"]] == ["corrected"]
    assert comparison_context(report, by=report.approved_by)["records"] is None


def test_report_whose_project_is_gone_says_so(client, taught):
    managers = make_managers()
    report = publish(make_draft(managers.author, projects=["PLF"]), managers.approver)
    Project.objects.filter(code="PLF").update(code="PLX")
    client.force_login(managers.author)
    page = client.get(f"/reports/publications/{report.pk}/differences/").content.decode()
    assert "There is no project PLF" in page
    assert client.get(f"/reports/publications/{report.pk}/").status_code == 200
