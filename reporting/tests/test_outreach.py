"""Outreach in the programme's report: live, in files, and as it was published."""

import csv
import datetime
import io
import json

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from accounts.tests.factories import OrganisationFactory
from campaigns.models import PostReading
from campaigns.tests.posts import make_account, make_followers, make_post, make_reach, make_reading
from reporting.exports.files import Format, write_report
from reporting.outreach import Line, lines_of, outreach_of
from reporting.period_words import period_of
from reporting.publishing.open_page import open_document
from reporting.publishing.snapshot import extras_of
from reporting.reports import Breakdown, Question
from reporting.tests.publishing import make_draft, make_managers, publish
from reporting.tests.taught import make_programme
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
YEAR = period_of("2020")


@pytest.fixture
def taught():
    """Two posts of BeKind, of one volunteer in Astana and on an account; one of a partner."""
    taught = make_programme()
    account = make_account(project=taught.bekind, handle="bekind")
    volunteer = VolunteerFactory(region=taught.astana)
    own = make_post(volunteer=volunteer, region=taught.astana, project=taught.bekind)
    make_reading(own, views=1000, reach=700, reactions=50)
    make_reading(make_post(account=account, project=taught.bekind), views=2000, reach=1500)
    make_followers(account, 20_000, datetime.date(2019, 12, 31))
    make_followers(account, 72_376, datetime.date(2020, 12, 31))
    make_reach(account, 1200)
    make_reading(make_post(organisation=OrganisationFactory()), views=5)
    return taught


def values(question: Question) -> dict[str, str]:
    return {line.name: line.value for line in lines_of(question)}


def test_report_counts_the_programmes_own_posts(taught):
    assert values(Question(YEAR, Breakdown.REGION)) == {
        "posts": "2",
        "views": "3,000",
        "reach": "1,500 – 2,200",
        "followers": "20,000 → 72,376",
        "engagement_rate": "5.00 %",
    }


def test_report_of_a_region_counts_posts_known_to_be_of_it_and_no_followers(taught):
    found = values(Question(YEAR, Breakdown.REGION, regions=(taught.astana,)))
    assert found["posts"] == "1"
    assert "followers" not in found
    assert values(Question(YEAR, Breakdown.REGION, regions=(taught.turkistan,))) == {}


def test_report_narrowed_by_what_posts_do_not_have_says_nothing(taught):
    assert outreach_of(Question(YEAR, Breakdown.REGION, modes=("online",))) is None
    assert values(Question(YEAR, Breakdown.REGION, projects=(taught.plastic,))) == {}


def test_line_comes_back_from_json(taught):
    for line in lines_of(Question(YEAR, Breakdown.REGION)):
        assert Line.from_json(json.loads(json.dumps(line.as_json()))) == line


def test_files_hold_outreach(taught, tmp_path):
    question = Question(YEAR, Breakdown.REGION)
    for format_ in (Format.JSON, Format.XLSX, Format.PDF):
        write_report(question, format_, tmp_path / f"report.{format_}")
    stored = json.loads((tmp_path / "report.json").read_text())["outreach"]
    assert ["at most", 2200] in next(one["numbers"] for one in stored if one["name"] == "reach")
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["Outreach"]
    rows = {(row[0].value, row[1].value): row[3].value for row in sheet.iter_rows(min_row=2)}
    assert rows["Followers", "change"] == 52_376
    assert rows["People reached", "Instagram · bekind"] == 1200
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert "Outreach in social media" in text
    assert "20,000 → 72,376" in text


def test_page_of_the_report_shows_outreach(taught, client):
    client.force_login(make_managers().author)
    page = client.get(reverse("reports:impact"), {"period": "2020"}).content.decode()
    assert "1,500 – 2,200" in page
    assert f"{reverse('outreach:figures')}?since=2020-01-01" in page


def test_outreach_has_a_csv_of_its_own_whose_rows_add_up(taught, client):
    client.force_login(make_managers().author)
    url = reverse("reports:outreach_csv")
    answer = client.get(url, {"period": "2020"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert list(rows[0]) == [
        *("period_start", "period_end", "by", "value", "posts", "views", "reach_least"),
        *("reach_most", "engagements", "reactions", "comments", "shares", "saves", "link_clicks"),
        *("watch_hours", "engagement_rate", "cost_per_thousand"),
        *("followers_first", "followers_last"),
    ]
    total = rows.pop()
    assert (total["by"], total["value"], total["followers_last"]) == ("ALL", "ALL", "72376")
    assert (total["reach_least"], total["reach_most"]) == ("1500", "2200")
    for by in ("project", "region", "platform", "language", "month"):
        of_it = [row for row in rows if row["by"] == by]
        for part in ("posts", "views", "reach_most"):
            assert sum(int(row[part]) for row in of_it) == int(total[part]), (by, part)
    assert {row["value"] for row in rows if row["by"] == "region"} == {"", taught.astana.code}
    narrowed = client.get(url, {"period": "2020", "mode": "online"}).content.decode()
    assert narrowed.count("\n") == 1
    page = client.get(reverse("reports:impact"), {"period": "2020"}).content.decode()
    assert f'href="{url}?' in page


def test_published_report_keeps_its_outreach_and_hides_that_of_few(taught, settings):
    managers = make_managers()
    published = publish(make_draft(managers.author), managers.approver)
    PostReading.objects.update(views=9)
    document = json.loads(published.snapshot.document)
    views = next(
        line
        for line in extras_of(document, published.snapshot.sha256).outreach
        if line.name == "views"
    )
    assert views.value == "3,000"
    assert set(document["outreach"]["lines"]) == {"en", "ru", "kk"}
    assert "Testova" not in json.dumps(document["outreach"])
    settings.OPEN_REPORT_LEAST_VOLUNTEERS = 1
    assert open_document(published.snapshot)["outreach"]
    settings.OPEN_REPORT_LEAST_VOLUNTEERS = 2
    assert open_document(published.snapshot)["outreach"] is None
    del document["outreach"]  # as reports of before are
    assert extras_of(document, published.snapshot.sha256).outreach == ()
