"""The pages of reports on their way: what they show, offer and refuse."""

import hashlib
import re

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Publication
from reporting.publishing import services
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme
from transfers.services import run_job
from volunteers.models import Project

pytestmark = pytest.mark.django_db
LIST = "/reports/publications/"


@pytest.fixture
def managers():
    make_programme()
    return make_managers()


@pytest.fixture
def author(client, managers):
    client.force_login(managers.author)
    return managers.author


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def url(name: str, report: Publication) -> str:
    return reverse(f"reports:{name}", args=[report.pk])


def test_report_is_begun_from_the_view_of_the_report_page(client, author):
    view = "?period=2020&project=BKD&region=KZ-71"
    page = text_of(client.get(f"/reports/{view}"))
    assert f'href="/reports/publications/new/{view.replace("&", "&amp;")}"' in page
    form = client.get(f"/reports/publications/new/{view}").context["form"]
    assert form.initial["title_ru"] == "Результаты, 2020"
    asked = {name: form[name].value() for name in ("from", "to", "project", "region", "title_en")}
    answer = client.post("/reports/publications/new/", asked)
    report = Publication.objects.get()
    assert answer["Location"] == url("publication_edit", report)
    assert (report.projects, report.regions, report.author) == (["BKD"], ["KZ-71"], author)
    assert (str(report.period_start), str(report.period_end)) == ("2020-01-01", "2020-12-31")


def test_restriction_that_a_published_report_cannot_have_is_told(client, author):
    page = text_of(client.get("/reports/publications/new/?period=2020&mode=online&goal=3"))
    assert "so this is left out: 3. Goal 3, online." in page


def test_report_without_a_title_or_with_days_the_wrong_way_round_is_not_begun(client, author):
    asked = {"from": "2020-12-31", "to": "2020-01-01", "title_en": ""}
    answer = client.post("/reports/publications/new/", asked)
    assert answer.status_code == 422
    assert {"to", "title_en"} <= set(answer.context["form"].errors)
    assert not Publication.objects.exists()


def test_address_that_makes_no_sense_begins_with_an_empty_form(client, author):
    assert client.get("/reports/publications/new/?period=x&project=NO").status_code == 200


def test_tabs_save_and_go_to_the_other_language(client, author):
    report = make_draft(author)
    page = url("publication_edit", report)
    texts = {"title_en": "Impact", "what_changed_en": "{sessions} lessons."}
    answer = client.post(f"{page}?language=en", {**texts, "next": "kk"})
    assert answer["Location"] == f"{page}?language=kk"
    report.refresh_from_db()
    assert (report.title_en, report.what_changed_en) == ("Impact", "{sessions} lessons.")
    assert report.what_changed_ru == "Мы охватили {students_reached} учеников."


def test_wrong_token_is_told_at_its_field_and_what_was_typed_stays(client, author):
    report = make_draft(author)
    texts = {"title_en": "Impact", "challenges_en": "So {pupils}."}
    answer = client.post(url("publication_edit", report), {**texts, "next": "kk"})
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["challenges_en"]
    assert error.startswith("{pupils}: there is no figure “pupils”. There are: sessions,")
    assert "So {pupils}." in text_of(answer)
    report.refresh_from_db()
    assert report.title_en == "Impact 2020"


def test_draft_that_changed_meanwhile_is_not_overwritten(client, author):
    report = make_draft(author)
    form = client.get(url("publication_edit", report)).context["form"]
    services.write_draft(report, by=author, texts={"challenges_en": "Elsewhere."})
    texts = {"title_en": "Late", "seen": form["seen"].value(), "next": ""}
    answer = client.post(url("publication_edit", report), texts)
    assert answer.status_code == 422
    assert "changed while you had it open" in text_of(answer)
    report.refresh_from_db()
    assert report.challenges_en == "Elsewhere."


def test_preview_tells_the_figures_of_what_is_being_typed_and_writes_nothing(client, author):
    report = make_draft(author)
    texts = {"what_changed_en": "So {sessions} & <b>{pupils}</b>.", "title_en": ""}
    page = text_of(client.post(url("publication_preview", report), texts))
    assert "So 4 &amp; &lt;b&gt;{pupils}&lt;/b&gt;." in page
    assert "there is no figure “pupils”" in page
    assert "<html" not in page
    report.refresh_from_db()
    assert "students_reached" in report.what_changed_en


def test_narrative_is_text_and_no_markup(client, author):
    report = make_draft(author, what_changed_en="<script>alert(1)</script> *{sessions}*")
    page = text_of(client.get(url("publication", report)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; *4*" in page


def test_only_the_author_writes(client, managers):
    report = make_draft(managers.author)
    client.force_login(managers.approver)
    assert client.get(url("publication_edit", report)).status_code == 403
    page = text_of(client.get(url("publication", report)))
    assert "Take over the draft" in page
    assert "Submit for approval" not in page
    client.post(url("publication_take_over", report))
    assert client.get(url("publication_edit", report)).status_code == 200


def test_author_is_refused_to_approve_with_the_reason(client, author):
    report = make_draft(author)
    client.post(url("publication_submit", report))
    page = text_of(client.get(url("publication", report)))
    assert "It waits for a second manager, since you wrote it." in page
    assert "Approve and publish" not in page
    answer = client.post(url("publication_approve", report))
    assert answer.status_code == 403
    assert "a second manager has to approve it" in text_of(answer)


def test_second_manager_approves_and_the_page_tells_how_far_it_is(client, managers):
    report = make_draft(managers.author)
    services.submit_draft(report, by=managers.author)
    client.force_login(managers.approver)
    assert "Approve and publish" in text_of(client.get(url("publication", report)))
    client.post(url("publication_approve", report))
    assert "Counting and freezing" in text_of(client.get(url("publication", report)))
    part = client.get(url("publication", report), headers={"HX-Request": "true"})
    assert "Counting and freezing" in text_of(part)
    assert "<html" not in text_of(part)
    report.refresh_from_db()
    run_job(report.job_id)
    part = client.get(url("publication", report), headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    page = text_of(client.get(url("publication", report)))
    report.refresh_from_db()
    assert report.snapshot.sha256 in page
    assert "checked just now" in page
    assert client.post(url("publication_approve", report)).status_code == 302


def test_report_is_sent_back_with_a_comment_for_its_author(client, managers):
    report = make_draft(managers.author)
    services.submit_draft(report, by=managers.author)
    client.force_login(managers.approver)
    assert client.post(url("publication_send_back", report), {}).status_code == 422
    client.post(url("publication_send_back", report), {"comment": "October <is> missing."})
    client.force_login(managers.author)
    assert "October &lt;is&gt; missing." in text_of(client.get(url("publication_edit", report)))
    assert "sent back" in text_of(client.get(LIST))


def test_report_is_read_in_each_language(client, author):
    report = make_draft(author)
    page = text_of(client.get(url("publication", report), {"language": "ru"}))
    assert "Мы охватили 1 040 учеников." in page
    assert "Туркестанская область" in page
    assert "Submit for approval" in page


def test_published_report_shows_what_was_and_not_what_is(client, managers):
    report = publish(make_draft(managers.author), managers.approver)
    Project.objects.filter(code="BKD").update(name_en="Another name")
    client.force_login(managers.author)
    page = text_of(client.get(url("publication", report)))
    assert "BeKind" in page
    assert "Another name" not in page


def test_document_is_downloaded_as_it_was_hashed(client, managers):
    report = publish(make_draft(managers.author), managers.approver)
    client.force_login(managers.approver)
    answer = client.get(url("publication_document", report))
    assert hashlib.sha256(answer.content).hexdigest() == report.snapshot.sha256
    assert report.number in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("language", ["en", "kk"])
def test_published_report_is_a_file_in_the_language_that_is_read(client, managers, language):
    report = publish(make_draft(managers.author), managers.approver)
    client.force_login(managers.approver)
    for format_, begin in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"period_start")):
        address = reverse("reports:publication_file", args=[report.pk, format_])
        answer = client.get(address, {"language": language})
        assert answer.content.startswith(begin), format_
        assert f"-{language}.{format_}" in answer.headers["Content-Disposition"]
    assert (
        client.get(reverse("reports:publication_file", args=[report.pk, "exe"])).status_code == 404
    )


def test_draft_has_no_document_and_no_differences(client, author):
    report = make_draft(author)
    pdf = reverse("reports:publication_file", args=[report.pk, "pdf"])
    assert client.get(pdf).status_code == 404
    for name in ("publication_document", "differences"):
        assert client.get(url(name, report)).status_code == 404
    assert client.post(url("publication_compare", report)).status_code == 404


def test_editions_lead_to_each_other(client, managers):
    first = publish(make_draft(managers.author), managers.approver)
    client.force_login(managers.author)
    client.post(url("publication_edition", first))
    second = publish(Publication.objects.get(edition=2), managers.approver)
    page = text_of(client.get(url("publication", first)))
    assert f'<a href="{url("publication", second)}">Edition 2</a> has replaced this report.' in page
    assert f'href="{url("publication", first)}"' in text_of(client.get(url("publication", second)))
    assert "replaced by edition 2" in text_of(client.get(LIST))


def test_withdrawn_report_says_so_with_the_reason(client, managers):
    report = publish(make_draft(managers.author), managers.approver)
    client.force_login(managers.author)
    client.post(url("publication_withdraw", report), {"reason": "October was counted twice."})
    page = text_of(client.get(url("publication", report)))
    assert "October was counted twice." in page
    assert "withdrawn" in text_of(client.get(LIST))


def test_list_says_what_waits_for_whom(client, managers):
    report = make_draft(managers.author)
    services.submit_draft(report, by=managers.author)
    make_draft(managers.author, title_en="Another one")
    publish(make_draft(managers.author, title_en="A published one"), managers.approver)
    client.force_login(managers.approver)
    page = text_of(client.get(LIST))
    assert "Read and decide" in page
    assert "Zarina Author submitted it on" in page
    assert page.index("Waiting for approval") < page.index("Another one")
    assert page.index("Another one") < page.index("A published one")


def test_empty_list_says_what_to_do(client, author):
    assert "Begin the first one" in text_of(client.get(LIST))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER, None])
def test_others_than_managers_see_nothing_of_it(client, managers, role):
    report = make_draft(managers.author)
    client.force_login(make_user(role))
    for page in (LIST, "/reports/publications/new/", url("publication", report)):
        assert client.get(page).status_code == 403
    assert LIST not in text_of(client.get("/reports/"))
