"""Versions of messages: all are kept, told apart, and can be taken back."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.models import Message, SheetChange
from campaigns.tests.test_references import page_of, save, with_row
from campaigns.tests.test_sections import campaign, member  # noqa: F401 (fixtures)
from campaigns.versions.reading import histories_of, side_by_side

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("member")]


@pytest.fixture
def message(client, campaign) -> Message:  # noqa: F811
    """Of three versions; between them others came and went, and its place changed."""
    audience = campaign.audience_rows.create(name="Mothers")
    data = with_row(
        page_of(client, campaign), "messages", promise="One", text_kk="Бір", audience=audience.pk
    )
    save(client, campaign, data)
    message = Message.objects.get()
    for promise, text in (("Two", "Бір"), ("Two", "Екі"), ("Two", "Екі")):
        data = page_of(client, campaign)
        data |= {"messages-0-promise": promise, "messages-0-text_kk": text}
        save(client, campaign, data)
    Message.objects.update(number=7)
    return message


def url_of(name: str, campaign, *words) -> str:  # noqa: F811
    return reverse(f"campaigns:{name}", args=[campaign.pk, *words])


def take_back(client, campaign, message, number: int, seen: int | None = None):  # noqa: F811
    (history,) = histories_of(campaign, message.pk)
    (version,) = (one for one in history.versions if one.number == number)
    version_now = campaign.sheets.get(kind="messages").version
    return client.post(
        url_of("version_take_back", campaign, message.pk, version.key),
        {"seen": version_now if seen is None else seen},
        follow=True,
    )


def test_versions_tell_what_changed_who_did_it_and_which_holds_now(campaign, message):  # noqa: F811
    (history,) = histories_of(campaign)
    found = [
        (one.number, one.values["promise"], one.values["text_kk"], one.is_now)
        for one in history.versions
    ]
    assert found == [(3, "Two", "Екі", True), (2, "Two", "Бір", False), (1, "One", "Бір", False)]
    assert all("Madina" in one.by for one in history.versions)
    lines = {line.label: line for line in side_by_side(history, history.versions)}
    assert [cell.text for cell in lines["Audience"].cells] == ["Mothers"] * 3
    assert [cell.is_changed for cell in lines["Key promise"].cells] == [False, True, False]
    assert "Tone" not in lines, "no version says anything there"


def test_version_taken_back_is_saved_like_any_other_change(client, campaign, message):  # noqa: F811
    before = SheetChange.objects.count()
    page = take_back(client, campaign, message, 1)
    assert "Version 1 is back" in page.content.decode()
    message.refresh_from_db()
    assert (message.promise, message.text_kk) == ("One", "Бір")
    (history,) = histories_of(campaign)
    assert len(history.versions) == 4, "what stood there is a version, too"
    assert SheetChange.objects.count() == before + 1
    take_back(client, campaign, message, 3)
    message.refresh_from_db()
    assert (message.promise, message.text_kk) == ("Two", "Екі")


def test_version_is_not_taken_back_over_what_somebody_saved_meanwhile(
    client,
    campaign,  # noqa: F811
    message,
):
    seen = campaign.sheets.get(kind="messages").version
    save(client, campaign, page_of(client, campaign) | {"messages-0-promise": "Theirs"})
    page = take_back(client, campaign, message, 1, seen=seen)
    assert "Somebody else saved this section" in page.content.decode()
    message.refresh_from_db()
    assert message.promise == "Theirs"


def test_removed_message_comes_back_beside_the_others(client, campaign, message):  # noqa: F811
    data = with_row(page_of(client, campaign), "messages", promise="Another")
    save(client, campaign, data | {"messages-0-DELETE": "on"})
    campaign.audience_rows.all().delete()
    page = client.get(url_of("versions", campaign)).content.decode()
    assert "removed" in page
    page = client.get(url_of("message_versions", campaign, message.pk)).content.decode()
    assert "This message was removed" in page
    assert "Mothers" in page, "the audience is named as it was called last"
    take_back(client, campaign, message, 2)
    found = campaign.message_rows.values_list("promise", "text_kk", "audience")
    assert set(found) == {("Another", "", None), ("Two", "Бір", None)}


def test_versions_of_another_campaign_are_not_shown_or_taken_back(client, campaign, message):  # noqa: F811
    other = make_user(Role.PARTNER)
    client.force_login(other)
    assert client.get(url_of("message_versions", campaign, message.pk)).status_code == 404
    own = type(campaign).objects.create(
        organisation=other.granted[0].organisation, title="Own", created_by=other
    )
    page = client.get(url_of("message_versions", own, message.pk), follow=True)
    assert "has no versions" in page.content.decode()
    key = histories_of(campaign)[0].last.key
    client.post(url_of("version_take_back", own, message.pk, key), {"seen": 0})
    assert not own.message_rows.exists()
