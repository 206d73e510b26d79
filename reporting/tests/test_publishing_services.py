"""From a draft to a published report: who may do what, when, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Publication, PublicationStatus
from reporting.period_words import period_of
from reporting.publishing import services
from reporting.publishing.freezing import freeze
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from transfers.models import Job, JobStatus
from transfers.progress import SilentProgress
from transfers.services import run_job
from volunteers.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def managers():
    make_programme()
    return make_managers()


@pytest.fixture
def draft(managers) -> Publication:
    return make_draft(managers.author)


def reloaded(publication: Publication) -> Publication:
    return Publication.objects.get(pk=publication.pk)


def test_report_goes_from_draft_to_published(draft, managers):
    services.submit_draft(draft, by=managers.author)
    assert reloaded(draft).status == PublicationStatus.SUBMITTED
    job = services.approve_publication(draft, by=managers.approver)
    assert reloaded(draft).is_being_published
    run_job(job.pk)
    report = reloaded(draft)
    assert Job.objects.get(pk=job.pk).status == JobStatus.DONE
    assert (report.status, report.number) == ("published", f"{timezone.localdate().year}-001")
    assert (report.author, report.approved_by) == (managers.author, managers.approver)
    assert report.published_at == report.snapshot.as_of
    assert report.job is None


def test_numbers_follow_each_other(managers):
    published = [publish(make_draft(managers.author), managers.approver) for _ in range(3)]
    year = timezone.localdate().year
    assert [report.number for report in published] == [
        f"{year}-001",
        f"{year}-002",
        f"{year}-003",
    ]


def test_freezing_again_does_nothing(draft, managers):
    report = publish(draft, managers.approver)
    sha256 = report.snapshot.sha256
    assert not freeze(report, progress=SilentProgress())
    assert reloaded(report).snapshot.sha256 == sha256


def test_author_cannot_approve_the_own_report(draft, managers):
    services.submit_draft(draft, by=managers.author)
    with pytest.raises(PermissionDenied, match="a second manager has to approve it"):
        services.approve_publication(draft, by=managers.author)
    with pytest.raises(PermissionDenied, match="a second manager has to approve it"):
        services.publish_own(make_draft(managers.author), by=managers.author)
    assert not reloaded(draft).approved_at


def test_author_publishes_alone_where_the_setting_says_so(draft, managers, settings):
    settings.REPORT_APPROVAL = "none"
    run_job(services.publish_own(draft, by=managers.author).pk)
    report = reloaded(draft)
    assert report.status == PublicationStatus.PUBLISHED
    assert (report.approval_rule, report.approved_by) == ("none", managers.author)


def test_who_takes_over_a_draft_is_its_author_then(draft, managers):
    services.take_over_draft(draft, by=managers.approver)
    with pytest.raises(PermissionDenied):
        services.write_draft(draft, by=managers.author, texts={"title_en": "Mine"})
    services.submit_draft(draft, by=managers.approver)
    with pytest.raises(PermissionDenied):
        services.approve_publication(draft, by=managers.approver)
    services.approve_publication(draft, by=managers.author)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER, None])
def test_others_than_managers_may_do_nothing(draft, managers, role):
    user = make_user(role)
    with pytest.raises(PermissionDenied):
        services.create_draft(by=user, period=period_of("2020"), titles={"en": "Mine"})
    services.submit_draft(draft, by=managers.author)
    for do in (
        lambda: services.approve_publication(draft, by=user),
        lambda: services.send_back(draft, by=user, comment="No."),
        lambda: services.take_back(draft, by=user),
    ):
        with pytest.raises(PermissionDenied):
            do()
    assert not Publication.objects.visible_to(user).exists()


def test_submitted_report_cannot_be_written_until_it_is_taken_back(draft, managers):
    services.submit_draft(draft, by=managers.author)
    with pytest.raises(NotNow, match="its text is locked"):
        services.write_draft(draft, by=managers.author, texts={"title_en": "Another"})
    services.take_back(draft, by=managers.author)
    written = services.write_draft(draft, by=managers.author, texts={"title_en": "Another"})
    assert (written.title_en, written.submitted_at) == ("Another", None)


def test_report_is_sent_back_with_a_comment(draft, managers):
    services.submit_draft(draft, by=managers.author)
    with pytest.raises(Refusal, match="Say what has to change"):
        services.send_back(draft, by=managers.approver, comment="  ")
    services.send_back(draft, by=managers.approver, comment="October is missing.")
    report = reloaded(draft)
    assert (report.status, report.sent_back_comment) == ("draft", "October is missing.")
    services.submit_draft(report, by=managers.author)
    assert reloaded(draft).sent_back_comment == ""


def test_two_who_write_at_once_do_not_overwrite_each_other(draft, managers):
    seen = services.version_of(reloaded(draft))
    services.write_draft(draft, by=managers.author, texts={"title_en": "First"}, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        services.write_draft(draft, by=managers.author, texts={"title_en": "Second"}, seen=seen)
    assert reloaded(draft).title_en == "First"


def test_unknown_token_is_refused_at_its_field_and_nothing_is_written(draft, managers):
    with pytest.raises(Refusal) as refused:
        services.write_draft(
            draft,
            by=managers.author,
            texts={"title_en": "New", "challenges_ru": "{pupils}", "next_steps_en": "{sessions}"},
        )
    assert list(refused.value.errors) == ["challenges_ru"]
    assert "there is no figure “pupils”" in refused.value.message
    assert reloaded(draft).title_en == "Impact 2020"


def test_title_in_english_is_needed(draft, managers):
    with pytest.raises(Refusal) as refused:
        services.write_draft(draft, by=managers.author, texts={"title_en": " "})
    assert list(refused.value.errors) == ["title_en"]


def test_period_without_sessions_cannot_be_submitted(managers):
    empty = make_draft(managers.author, period="2015", what_changed_en="", what_changed_ru="")
    with pytest.raises(Refusal, match="No session was taught"):
        services.submit_draft(empty, by=managers.author)


def test_draft_is_discarded_and_a_published_report_is_not(draft, managers):
    report = publish(make_draft(managers.author), managers.approver)
    with pytest.raises(NotNow):
        services.discard_draft(report, by=managers.author)
    services.discard_draft(draft, by=managers.author)
    assert list(Publication.objects.all()) == [report]


def test_report_is_withdrawn_with_a_reason(draft, managers):
    report = publish(draft, managers.approver)
    with pytest.raises(Refusal, match="Say why"):
        services.withdraw_publication(report, by=managers.author, reason="")
    services.withdraw_publication(report, by=managers.author, reason="Counted twice.")
    assert reloaded(report).withdraw_reason == "Counted twice."
    with pytest.raises(NotNow):
        services.withdraw_publication(report, by=managers.author, reason="Again.")


def test_new_edition_replaces_the_former_and_both_stay(draft, managers):
    first = publish(draft, managers.approver)
    second = services.start_edition(first, by=managers.approver)
    assert (second.what_changed_en, second.title_ru) == (first.what_changed_en, first.title_ru)
    with pytest.raises(NotNow, match="newer edition"):
        services.start_edition(reloaded(first), by=managers.author)
    second = publish(second, managers.author)
    first = reloaded(first)
    assert (second.number, second.edition, second.replaces) == (first.number, 2, first)
    assert (first.status, first.replaced_by) == ("published", second)
    assert f'"sha256":"{first.snapshot.sha256}"' in second.snapshot.document


def test_edition_that_was_discarded_can_be_begun_anew(draft, managers):
    first = publish(draft, managers.approver)
    services.discard_draft(services.start_edition(first, by=managers.author), by=managers.author)
    assert services.start_edition(reloaded(first), by=managers.approver).edition == 2


def test_report_whose_project_is_gone_goes_back_to_its_author(managers):
    draft = make_draft(managers.author, projects=["PLF"])
    services.submit_draft(draft, by=managers.author)
    job = services.approve_publication(draft, by=managers.approver)
    Project.objects.filter(code="PLF").update(code="PLX")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.REFUSED
    assert "There is no project PLF" in job.result["message"]
    report = reloaded(draft)
    assert report.is_stuck
    again = services.publish_again(report, by=managers.approver)
    run_job(again.pk)
    services.send_back(reloaded(draft), by=managers.approver, comment="PLF has another code.")
    report = reloaded(draft)
    assert (report.status, report.approved_by, report.job) == ("draft", None, None)


def test_report_that_is_being_published_cannot_be_sent_back_or_approved_again(draft, managers):
    services.submit_draft(draft, by=managers.author)
    services.approve_publication(draft, by=managers.approver)
    other = make_user(Role.MANAGER)
    for do in (
        lambda: services.approve_publication(draft, by=other),
        lambda: services.send_back(draft, by=other, comment="Wait."),
        lambda: services.take_back(draft, by=managers.author),
        lambda: services.publish_again(draft, by=other),
    ):
        with pytest.raises(NotNow):
            do()
