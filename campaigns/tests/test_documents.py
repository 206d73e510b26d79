"""The plan as PDF and DOCX: everything that is written, readable by machines and people."""

import io

import docx as word
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from pypdf import PdfReader

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.documents.content import Chapter, document_of, widths_of
from campaigns.sections.reading import Listing
from campaigns.tests.factories import ActivityFactory, CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    campaign = CampaignFactory(title="Every child in class", summary="Parents know where.")
    client.force_login(make_user(Role.PARTNER, organisation=campaign.organisation))
    campaign.situation = "Half of the children stay away"
    campaign.save()
    audience = campaign.audience_rows.create(name="Mothers on markets")
    campaign.persona_rows.create(name="Gulnora, 31", audience=audience, trusts="Her neighbour")
    campaign.audience_rows.create(name="Fathers")
    radio = campaign.channeluse_rows.create(
        audience=audience, kind="radio", name="Local radio", reason="Know them by name"
    )
    campaign.indicator_rows.create(name="Know where to enrol", target="7 in 10")
    ActivityFactory(campaign=campaign, title="A table at the market")
    ActivityFactory(campaign=campaign, channel=radio, title="Read out at ten")
    return campaign


TOLD = (
    "Know them by name",
    "A table at the market",
    "May 2030",
    "Read out at ten",
    "Every child in class",
    "Half of the children stay away",
    "Gulnora, 31",
    "Her neighbour",
    "Local radio",
    "Know where to enrol",
    "7 in 10",
)


def file_of(client, campaign, kind: str) -> io.BytesIO:
    response = client.get(reverse("campaigns:plan", args=[campaign.pk, kind]))
    assert response.status_code == 200
    assert f'filename="every-child-in-class.{kind}"' in response["Content-Disposition"]
    return io.BytesIO(response.content)


def test_pdf_tells_everything_and_is_tagged_for_screen_readers(client, campaign):
    reader = PdfReader(file_of(client, campaign, "pdf"))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")
    for told in TOLD:
        assert told in text
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    assert reader.metadata.title == "Every child in class"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_docx_tells_everything_under_real_headings(client, campaign):
    docx = word.Document(file_of(client, campaign, "docx"))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in docx.paragraphs), *cells])
    for told in TOLD:
        assert told in text
    headings = [p.text for p in docx.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Situation", "Problem tree", "Objectives"]


def test_chapters_of_one_table_have_no_second_heading_and_the_budget_its_sum(client, campaign):
    campaign.risk_rows.create(text="Sent away")
    campaign.safety_checks = ["no_harm"]
    campaign.save()
    campaign.budgetline_rows.create(text="Print", amount=150000)
    campaign.budgetline_rows.create(text="Talks", amount=50000, is_monitoring=True)
    chapters = {one.title: one for one in document_of(campaign).chapters}
    assert [one.title for one in chapters["Audiences"].listings] == [""]
    assert [one.title for one in chapters["Risks"].listings] == [
        "Do no harm, and ask first",
        "Risks",
    ]
    assert chapters["Budget"].texts[0].value == "200,000 KZT, 25% of it for monitoring"


@pytest.mark.parametrize("word", ["Өзін-өзі", "influencer", "информирования"])
def test_column_is_never_narrower_than_its_longest_word(word):
    wide = "A text that goes on and on " * 20
    listing = Listing("", ["A", "B"], [[word, wide]])
    narrow, full = widths_of(listing, Chapter("", listings=[listing]))
    assert narrow > len(word)
    assert full > narrow


def test_wide_tables_stand_on_pages_on_their_side_with_heads_on_each(client, campaign):
    docx = word.Document(file_of(client, campaign, "docx"))
    tables = {tuple(cell.text for cell in table.rows[0].cells): table for table in docx.tables}
    grid = tables["Audience", "Radio"]
    assert [cell.text.splitlines() for cell in grid.columns[1].cells][1:] == [
        ["Local radio", "Know them by name"],
        [],
    ]
    assert grid.cell(2, 0).text.splitlines() == ["Fathers", "nothing reaches them"]
    matrix = next(
        table for heads, table in tables.items() if heads[:2] == ("Objective", "Indicator")
    )
    assert matrix.cell(1, 1).text.splitlines()[0] == "Know where to enrol"
    for table in docx.tables:
        assert table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))
    widths = [section.page_width > section.page_height for section in docx.sections]
    assert widths == [False, True, False]
    pdf = PdfReader(file_of(client, campaign, "pdf"))
    across = [page for page in pdf.pages if page.mediabox.width > page.mediabox.height]
    told = [page.extract_text().splitlines()[0] for page in across]
    assert told == ["Channels", "Calendar", "Monitoring"]


def test_empty_plan_becomes_a_document_too_and_unknown_kinds_do_not(client, campaign):
    empty = CampaignFactory(organisation=campaign.organisation, title="Every child in class")
    assert len(PdfReader(file_of(client, empty, "pdf")).pages) > 1
    assert client.get(reverse("campaigns:plan", args=[empty.pk, "exe"])).status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_plan_is_written_with_whatever_was_pasted_into_it(client, campaign, kind):
    campaign.situation = "Half\vstay away 😀\x1b 中"
    campaign.save()
    campaign.audience_rows.create(name="Elders\f\x1b 😀")
    file = file_of(client, campaign, kind)
    if kind == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(file).pages)
        assert "stay away □ □" in text
        assert "Elders" in text
    else:
        assert "Half\nstay away 😀 中" in [p.text for p in word.Document(file).paragraphs]
