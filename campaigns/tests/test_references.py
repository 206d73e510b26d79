"""Rows that refer to others of the same page: saved in one go, never lost, never mistaken."""

import pytest

from campaigns.models import IndicatorReading, Message, Pretest
from campaigns.tests.test_sections import campaign, member, sent, url_of  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("member")]


def with_row(data: dict, rows: str, **values) -> dict:
    """One more row, as the button adds it."""
    index = int(data[f"{rows}-TOTAL_FORMS"])
    blank = {f"initial-{rows}-{index}-{name}": "" for name in values}
    typed = {f"{rows}-{index}-{name}": value for name, value in values.items()}
    return data | blank | typed | {f"{rows}-TOTAL_FORMS": str(index + 1)}


def page_of(client, campaign, kind="messages") -> dict:  # noqa: F811
    return sent(client.get(url_of(campaign, kind)))


def save(client, campaign, data, kind="messages"):  # noqa: F811
    return client.post(url_of(campaign, kind), data)


def test_new_message_and_its_pretest_are_saved_in_one_go(client, campaign):  # noqa: F811
    campaign.message_rows.create(number=1, promise="An older one")
    data = with_row(page_of(client, campaign), "messages", promise="A place in class")
    data = with_row(data, "messages", promise="It costs nothing")
    data = with_row(data, "pretests", message="new:messages-2", with_whom="Five mothers")
    assert save(client, campaign, data).status_code == 302
    assert Pretest.objects.get().message.promise == "It costs nothing"
    assert Message.objects.count() == 3


def test_new_indicator_and_its_reading_are_saved_in_one_go(client, campaign):  # noqa: F811
    data = with_row(
        page_of(client, campaign, "monitoring"),
        "indicators",
        name="Know where",
        level="outcome",
        rhythm="weekly",
    )
    data = with_row(
        data, "readings", indicator="new:indicators-1", day="2026-10-01", value="3 in 10"
    )
    assert save(client, campaign, data, "monitoring").status_code == 302
    assert IndicatorReading.objects.get().indicator.name == "Know where"


def test_what_is_wrong_elsewhere_keeps_the_reference(client, campaign):  # noqa: F811
    data = with_row(page_of(client, campaign), "messages", promise="", call="Come")
    data = with_row(data, "pretests", message="new:messages-1", with_whom="Five mothers")
    page = save(client, campaign, data)
    assert page.status_code == 422
    again = sent(page)
    assert again["pretests-1-message"] == "new:messages-1"
    assert save(client, campaign, again | {"messages-1-promise": "A place"}).status_code == 302
    assert Pretest.objects.get().message.promise == "A place"


def test_reference_to_a_row_that_is_empty_or_removed_is_refused_at_the_field(
    client,
    campaign,  # noqa: F811
):
    data = with_row(page_of(client, campaign), "messages", promise="")
    data = with_row(data, "pretests", message="new:messages-1", with_whom="Five mothers")
    page = save(client, campaign, data)
    assert "still empty: write it first" in page.content.decode()
    filled = data | {"messages-1-promise": "A place", "messages-1-DELETE": "on"}
    page = save(client, campaign, filled)
    assert page.status_code == 422
    assert "is being removed" in page.content.decode()
    assert not Message.objects.exists()


def test_message_with_pretests_is_removed_only_together_with_them(client, campaign):  # noqa: F811
    message = campaign.message_rows.create(number=1, promise="A place in class")
    campaign.pretest_rows.create(number=1, message=message, with_whom="Five mothers")
    data = page_of(client, campaign) | {"messages-0-DELETE": "on"}
    page = save(client, campaign, data)
    assert page.status_code == 422
    assert "is being removed" in page.content.decode()
    assert Pretest.objects.exists()
    assert save(client, campaign, data | {"pretests-0-DELETE": "on"}).status_code == 302
    assert not Message.objects.exists()
    assert not Pretest.objects.exists()


def test_reference_survives_what_somebody_else_saved_meanwhile(client, campaign):  # noqa: F811
    mine = with_row(page_of(client, campaign), "messages", promise="Mine")
    mine = with_row(mine, "pretests", message="new:messages-1", with_whom="Five mothers")
    theirs = with_row(page_of(client, campaign), "messages", promise="Theirs, the first")
    theirs = with_row(theirs, "messages", promise="Theirs, the second")
    assert save(client, campaign, theirs).status_code == 302
    merged = save(client, campaign, mine)
    assert merged.status_code == 409
    assert save(client, campaign, sent(merged)).status_code == 302
    assert Pretest.objects.get().message.promise == "Mine"
    promises = set(Message.objects.values_list("promise", flat=True))
    assert promises == {"Mine", "Theirs, the first", "Theirs, the second"}
