"""The plan as PDF and DOCX: everything that is written, readable by machines and people."""

import io

import docx as word
import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.documents.content import document_of, widths_of
from campaigns.sections.reading import Listing
from campaigns.tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    campaign = CampaignFactory(title="Every child in class", summary="Parents know where.")
    client.force_login(make_user(Role.PARTNER, organisation=campaign.organisation))
    campaign.situation = "Half of the children stay away"
    campaign.save()
    audience = campaign.audience_rows.create(name="Mothers on markets")
    campaign.persona_rows.create(name="Gulnora, 31", audience=audience, trusts="Her neighbour")
    campaign.channeluse_rows.create(audience=audience, kind="radio", name="Local radio")
    campaign.indicator_rows.create(name="Know where to enrol", target="7 in 10")
    return campaign


TOLD = (
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
    narrow, full = widths_of(listing)
    assert narrow > len(word)
    assert full > narrow


def test_empty_plan_becomes_a_document_too_and_unknown_kinds_do_not(client, campaign):
    empty = CampaignFactory(organisation=campaign.organisation, title="Every child in class")
    assert len(PdfReader(file_of(client, empty, "pdf")).pages) > 1
    assert client.get(reverse("campaigns:plan", args=[empty.pk, "exe"])).status_code == 404
