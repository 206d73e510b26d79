"""Personas, messages, the grid of channels, the monitoring matrix."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.contents import contents_of
from campaigns.models import Message
from campaigns.sections.overviews import cards_of, grid_of
from campaigns.sections.texts import notes_of
from campaigns.states import State
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.test_sections import sent, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    campaign = CampaignFactory()
    client.force_login(make_user(Role.PARTNER, organisation=campaign.organisation))
    return campaign


def test_persona_stands_on_its_card_marked_invented_without_empty_lines(client, campaign):
    audience = campaign.audience_rows.create(name="Mothers on markets")
    data = sent(client.get(url_of(campaign, "personas"))) | {
        "personas-0-name": "Gulnora, 31",
        "personas-0-audience": str(audience.pk),
        "personas-0-trusts": "Her neighbour",
    }
    assert client.post(url_of(campaign, "personas"), data).status_code == 302
    (card,) = cards_of(campaign)
    assert [line["text"] for line in card["lines"]] == ["Her neighbour"]
    page = client.get(reverse("campaigns:personas", args=[campaign.pk])).content.decode()
    assert "Gulnora, 31" in page
    assert "invented" in page
    assert "Mothers on markets" in page


def test_audience_of_another_campaign_cannot_be_chosen(client, campaign):
    foreign = CampaignFactory().audience_rows.create(name="Theirs")
    data = sent(client.get(url_of(campaign, "personas"))) | {
        "personas-0-name": "Gulnora, 31",
        "personas-0-audience": str(foreign.pk),
    }
    assert client.post(url_of(campaign, "personas"), data).status_code == 422
    assert not campaign.persona_rows.exists()


def test_audience_that_is_taken_out_leaves_what_was_written_for_it(campaign):
    audience = campaign.audience_rows.create(name="Mothers")
    persona = campaign.persona_rows.create(name="Gulnora", audience=audience)
    audience.delete()
    persona.refresh_from_db()
    assert persona.audience is None


def test_grid_has_each_use_in_its_cell_and_shows_whom_nothing_reaches(campaign):
    mothers = campaign.audience_rows.create(number=1, name="Mothers")
    campaign.audience_rows.create(number=2, name="Teachers")
    radio = campaign.channeluse_rows.create(audience=mothers, kind="radio", name="Local radio")
    lost = campaign.channeluse_rows.create(kind="market", name="Stall")
    rows = grid_of(campaign)["rows"]
    assert [row["audience"] for row in rows] == ["Mothers", "Teachers", "No audience chosen"]
    placed = [[cell["uses"] for cell in row["cells"]] for row in rows]
    assert placed == [[[radio], []], [[], []], [[], [lost]]]


def test_notes_of_a_message_name_what_is_missing_where_it_fits_and_long_sentences():
    message = Message(text_ru="а" * 70, text_en="word " * 16)
    missing, russian, english = notes_of(message)
    assert missing == "Missing: KK"
    assert "70 letters, fits one text message" in russian
    assert "16 words" in english
    assert notes_of(Message()) == []


def test_monitoring_is_complete_once_every_objective_has_an_indicator(campaign):
    def state() -> State:
        return next(one.state for one in contents_of(campaign) if one.title == "Monitoring")

    first, second = (campaign.objective_rows.create(change=text) for text in "ab")
    fields = {"baseline": "3 in 10", "target": "7 in 10", "who": "Asel"}
    campaign.indicator_rows.create(name="Know", objective=first, **fields)
    assert state() == State.BEGUN
    campaign.indicator_rows.create(name="Enrol", objective=second, **fields)
    assert state() == State.COMPLETE


def test_reading_is_kept_with_its_indicator(client, campaign):
    indicator = campaign.indicator_rows.create(name="Know")
    data = sent(client.get(url_of(campaign, "monitoring"))) | {
        "readings-0-indicator": str(indicator.pk),
        "readings-0-day": "2026-09-01",
        "readings-0-value": "3 in 10",
    }
    assert client.post(url_of(campaign, "monitoring"), data).status_code == 302
    assert indicator.readings.get().value == "3 in 10"
