"""Published reports as the world reads them."""

import hashlib
import io
import json
import re

import openpyxl
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.models import Region
from reporting.exports.files import Format
from reporting.models import Publication
from reporting.publishing import services
from reporting.publishing.open_page import document_as, open_document
from reporting.publishing.open_words import tokens_left_out
from reporting.questions import ALL
from reporting.services import drain_all
from reporting.tests.programme import make_project, make_school, teach
from reporting.tests.publishing import (
    forget_what_was_published,
    make_draft,
    make_managers,
    publish,
)
from sessions.errors import NotNow, Refusal
from volunteers.tests.factories import VolunteerFactory


def programme() -> None:
    """In KZ-71 four volunteers teach, in KZ-11 one, in KZ-39 five."""
    project = make_project("BKD", 3)
    for region, number in [("KZ-71", 4), ("KZ-11", 1), ("KZ-39", 5)]:
        school = make_school(f"S{region}", region)
        for day in range(number):
            teach(
                project,
                school,
                f"2020-03-{day + 2:02d} 09:00",
                volunteers=[VolunteerFactory(last_name="Secretname")],
                groups=[(None, {"students_online": 10 + day})],
            )
    for number, region in enumerate(Region.objects.all()):
        Region.objects.filter(pk=region.pk).update(tile_col=number)
    drain_all()


@pytest.fixture
def report(transactional_db):
    programme()
    managers = make_managers()
    published = publish(make_draft(managers.author), managers.approver)
    yield services.open_to_the_world(published, by=managers.author)
    forget_what_was_published()


def page_of(report: Publication, path: str = "", **query):
    return Client().get(f"/reports/p/{report.open_token}/{path}", query)


def test_open_page_shows_what_was_frozen_to_anyone_in_three_languages(report):
    page = page_of(report, language="en")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Impact 2020" in text
    assert "We reached" in text
    assert report.snapshot.sha256 in text
    assert 'lang="ru"' in page_of(report, language="ru").content.decode()
    assert "Мы охватили" in page_of(report, language="ru").content.decode()
    assert 'lang="kk"' in page_of(report, language="kk").content.decode()


def test_open_page_names_nobody_and_leaves_small_rows_out(report):
    for path in ("", "embed/", "report.csv", "report.json"):
        content = page_of(report, path).content.decode()
        assert "Secretname" not in content
        assert "example.org" not in content
        assert "Author" not in content
    rows = open_document(report.snapshot)["breakdowns"]["region"]
    values = {row["value"] for row in rows if row["project"] == ALL}
    # KZ-11 has one volunteer; KZ-71 goes, too, or subtracting would give KZ-11 away.
    assert values == {"KZ-39", ALL}
    assert json.loads(report.snapshot.document)["breakdowns"]["region"] != rows


def test_words_of_the_open_page_leave_out_what_its_tables_do(transactional_db):
    programme()
    managers = make_managers()
    draft = make_draft(
        managers.author,
        what_changed_en="{volunteers} taught.\n\n"
        "{volunteers region=KZ-11} in KZ-11, of {volunteers}.",
        quotes_en="I was alone\n— one of {volunteers region=KZ-11}",
    )
    # Author and approver are told before.
    assert tokens_left_out(draft, 3) == ["{volunteers region=KZ-11}"]
    client = Client()
    client.force_login(managers.approver)
    assert "{volunteers region=KZ-11}" in client.get(f"/reports/publications/{draft.pk}/").text
    published = publish(draft, managers.approver)
    opened = services.open_to_the_world(published, by=managers.author)
    told = json.loads(page_of(opened, "report.json").content)["narrative"]["en"]
    assert told["what_changed"] == ["10 taught.", "[left out] in KZ-11, of 10."]
    assert told["quotes"] == [{"text": "I was alone", "source": "one of [left out]"}]
    assert "[left out] in KZ-11" in page_of(opened, language="en").content.decode()
    forget_what_was_published()


def test_report_of_too_few_volunteers_is_not_opened(transactional_db):
    programme()
    managers = make_managers()
    published = publish(make_draft(managers.author, regions=["KZ-11"]), managers.approver)
    with pytest.raises(Refusal, match="Fewer than 3"):
        services.open_to_the_world(published, by=managers.author)
    forget_what_was_published()


def test_open_page_reads_the_snapshot_only_in_a_few_queries(report):
    with CaptureQueriesContext(connection) as queries:
        page_of(report)
    assert len(queries) <= 3
    touched = " ".join(query["sql"] for query in queries)
    assert "school_session" not in touched.replace("reporting_", "")
    assert "rollup" not in touched


def test_open_page_answers_304_to_whoever_has_it_already(report):
    first = page_of(report, language="en")
    again = Client().get(
        f"/reports/p/{report.open_token}/",
        {"language": "en"},
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304


def test_embedded_page_may_stand_in_any_site_and_no_other_page_may(report):
    embedded = page_of(report, "embed/")
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers
    page = page_of(report)
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_files_of_the_open_page_are_files(report):
    assert page_of(report, "report.pdf").content.startswith(b"%PDF-")
    assert page_of(report, "report.xlsx").content.startswith(b"PK")
    assert page_of(report, "report.csv").content.decode().startswith("period_start,")
    assert json.loads(page_of(report, "report.json").content)["number"] == report.number
    assert page_of(report, "report.exe").status_code == 404


def test_pdf_of_the_open_page_leads_back_to_it(report):
    pages = pypdf.PdfReader(io.BytesIO(page_of(report, "report.pdf").content)).pages
    links = [
        note.get_object()["/A"]["/URI"]
        for page in pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert f"http://testserver/reports/p/{report.open_token}/" in links


def test_closed_page_is_gone_for_good(report):
    old = report.open_token
    manager = make_user(Role.MANAGER)
    services.close_to_the_world(report, by=manager)
    assert Client().get(f"/reports/p/{old}/").status_code == 404
    assert Client().get(f"/reports/p/{old}/report.pdf").status_code == 404
    with pytest.raises(NotNow):
        services.close_to_the_world(report, by=manager)
    again = services.open_to_the_world(report, by=manager)
    assert again.open_token != old
    assert page_of(again).status_code == 200
    with pytest.raises(NotNow):
        services.open_to_the_world(report, by=manager)


def test_withdrawn_report_says_so_on_its_open_page(report):
    services.withdraw_publication(report, by=make_user(Role.MANAGER), reason="Counted twice.")
    page = page_of(report).content.decode()
    assert "This report was withdrawn." in page
    assert "Counted twice." in page
    # And so do the files that others pass on.
    pdf = page_of(report, "report.pdf", language="en")
    assert "Counted twice." in pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "-withdrawn.pdf" in pdf.headers["Content-Disposition"]
    assert "Counted twice." in json.loads(page_of(report, "report.json").content)["standing"]
    assert "-withdrawn.csv" in page_of(report, "report.csv").headers["Content-Disposition"]


def test_replaced_report_says_so_also_where_the_newer_one_has_no_open_page(report):
    before = page_of(report, language="en").headers["ETag"]
    author = make_user(Role.MANAGER)
    newer = services.start_edition(report, by=author)
    publish(newer, make_user(Role.MANAGER))
    page = page_of(report, language="en")
    assert "Edition 2 has replaced this report" in page.content.decode()
    assert page.headers["ETag"] != before
    assert "Edition 2 has replaced" in page_of(report, "embed/", language="en").content.decode()


def test_hash_of_the_open_json_file_stands_on_the_open_page(report):
    content = page_of(report, "report.json", language="en").content
    page = page_of(report, language="en").content.decode()
    assert hashlib.sha256(content).hexdigest() in page


def test_open_report_says_what_it_leaves_out_and_nothing_false_instead(report):
    page = page_of(report, language="en").content.decode()
    assert page.count("not shown") >= 4  # two tiles, two rows of the table
    embed = page_of(report, "embed/", language="en").content.decode()
    assert embed.count("not shown") == 2
    content = io.BytesIO(page_of(report, "report.pdf", language="en").content)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(content).pages)
    text = " ".join(text.split())
    assert f"in 3 of {Region.objects.count()} regions" in text
    assert "Most students were reached here" not in text
    assert "Rows with fewer than 3 volunteers are left out" in text
    assert "Not shown, to protect small figures:" in text


def test_workbook_leaves_empty_of_contributions_what_is_left_out(report):
    document = open_document(report.snapshot)
    document["left_out"]["goal"] = [{"project": "BKD", "value": "3"}]
    document["breakdowns"]["goal"] = [
        row for row in document["breakdowns"]["goal"] if row["value"] == ALL
    ]
    content = io.BytesIO(document_as(document, report.snapshot.sha256, Format.XLSX))
    (line,) = openpyxl.load_workbook(content)["Contributions"].iter_rows(
        min_row=2, max_row=2, min_col=7, max_col=9, values_only=True
    )
    assert line == ("left out",) * 3


def test_only_managers_open_and_only_what_is_published(report):
    with pytest.raises(PermissionDenied):
        services.close_to_the_world(report, by=make_user(Role.COORDINATOR))
    draft = make_draft(make_user(Role.MANAGER))
    with pytest.raises(NotNow):
        services.open_to_the_world(draft, by=draft.author)


@pytest.mark.parametrize("size", [{"width": 320, "height": 720}, {"width": 1440, "height": 900}])
def test_open_page_is_readable_by_all(page, report, size):
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.set_viewport_size(size)
    for path in ("", "embed/"):
        page.goto(f"/reports/p/{report.open_token}/{path}")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults == []


def test_token_of_an_open_page_is_not_in_the_log(report, capsys):
    page_of(report)
    assert not re.search(re.escape(report.open_token), capsys.readouterr().err)
