"""What is followed of a campaign: its posts, by what the plan says of them; how far it has come."""

import datetime
import io
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.following.content import follow
from campaigns.following.period import whole_span
from campaigns.following.sheets import sheet_names
from campaigns.models import Post
from campaigns.outreach.counting import Span
from campaigns.outreach.filters import PostFilter
from campaigns.outreach.posting import change_post, write_post
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.posts import DAY, make_account, make_followers, make_post, make_reading
from campaigns.tests.recount import recount
from sessions.errors import Refusal
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(
        start_date=datetime.date(2020, 6, 1), end_date=datetime.date(2020, 6, 30), status="running"
    )


@pytest.fixture
def message(campaign):
    return campaign.message_rows.create(promise="There is a place in class")


@pytest.fixture
def partner(campaign):
    return make_user(Role.PARTNER, organisation=campaign.organisation)


def write_post_now(**fields) -> None:
    make_post(**fields)
    connection.check_constraints()


def test_post_with_a_message_of_another_campaign_is_refused_by_the_database(message):
    other = CampaignFactory()
    for campaign in (other, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            write_post_now(campaign=campaign, message=message)


def test_post_stays_without_its_message_when_that_or_the_campaign_is_deleted(campaign, message):
    channel = campaign.channeluse_rows.create(name="Local radio")
    post = make_post(campaign=campaign, message=message, channel=channel)
    message.delete()
    post.refresh_from_db()
    assert (post.campaign, post.message, post.channel) == (campaign, None, channel)
    campaign.delete()
    post.refresh_from_db()
    assert (post.campaign, post.channel) == (None, None)
    connection.check_constraints()


def test_new_post_with_a_message_belongs_to_its_campaign(campaign, message, partner):
    fields = {"text": "Come", "platform": "tiktok", "published_on": DAY, "link": ""}
    post = write_post(by=partner, message=message, **fields)
    assert post.campaign_id == campaign.pk
    other = CampaignFactory(organisation=campaign.organisation)
    with pytest.raises(Refusal) as refusal:
        change_post(post, by=partner, campaign=other, message=message)
    assert set(refusal.value.errors) == {"message"}
    moved = change_post(post, by=partner, campaign=other)
    assert (moved.campaign, moved.message) == (other, None)


def test_form_leaves_a_campaign_alone_that_its_reader_does_not_see(client, message):
    """A post on a partner's account may belong to somebody else's campaign."""
    owner = make_user(Role.PARTNER)
    account = make_account(organisation=owner.granted[0].organisation)
    post = make_post(campaign=message.campaign, message=message, account=account)
    client.force_login(owner)
    url = reverse("outreach:post_edit", args=[post.pk])
    assert message.promise not in client.get(url).content.decode()
    fields = {"text": "Better", "account": account.pk, "published_on": DAY.isoformat()}
    assert client.post(url, fields).status_code == 302
    post.refresh_from_db()
    assert (post.text, post.campaign, post.message) == ("Better", message.campaign, message)


def test_new_post_begins_with_the_campaign_that_one_comes_from(client, campaign, partner):
    client.force_login(partner)
    page = client.get(f"{reverse('outreach:post_new')}?campaign={campaign.pk}")
    assert page.context["form"]["campaign"].value() == campaign.pk
    foreign = CampaignFactory()
    page = client.get(f"{reverse('outreach:post_new')}?campaign={foreign.pk}")
    assert page.context["form"]["campaign"].value() is None


def test_form_offers_messages_of_campaigns_that_one_sees(client, campaign, message, partner):
    foreign = CampaignFactory().message_rows.create(promise="Nobody here reads this")
    client.force_login(partner)
    page = client.get(reverse("outreach:post_new")).content.decode()
    assert message.promise in page
    assert foreign.promise not in page


def test_list_of_posts_is_narrowed_by_what_a_link_says(client, campaign, message, partner):
    account = make_account(organisation=campaign.organisation)
    make_post(campaign=campaign, message=message, text="Told", language="kk", account=account)
    make_post(campaign=campaign, text="Untold", published_on=datetime.date(2020, 6, 7))
    client.force_login(partner)

    def shown(query: str) -> set[str]:
        page = client.get(f"{reverse('outreach:posts')}?{query}").content.decode()
        return {text for text in ("Told", "Untold") if f">{text}</a>" in page}

    make_post(organisation=campaign.organisation, text="Elsewhere")
    page = client.get(f"{reverse('outreach:posts')}?campaign={campaign.pk}").content.decode()
    assert ">Told</a>" in page
    assert "Elsewhere" not in page
    for query in (
        f"message={message.pk}",
        "language=kk",
        "weekday=1",
        "until=2020-06-06",
        f"account={account.pk}",
    ):
        assert shown(query) == {"Told"}, query
    for query in ("message=none", "language=none", "weekday=7", "since=2020-06-07", "account=none"):
        assert shown(query) == {"Untold"}, query
    for query in ("message=x", f"message={'9' * 40}", "channel=5", "weekday=9"):
        assert shown(query) == set(), query
    page = client.get(f"{reverse('outreach:posts')}?message={message.pk}").content.decode()
    assert f"Message: {message.promise}" in page


def test_name_of_a_message_of_a_foreign_campaign_is_not_told(client, partner):
    foreign = CampaignFactory().message_rows.create(promise="Nobody here reads this")
    client.force_login(partner)
    page = client.get(f"{reverse('outreach:posts')}?message={foreign.pk}").content.decode()
    assert foreign.promise not in page


def followed(campaign, client, query: str = ""):
    return client.get(f"{reverse('campaigns:follow', args=[campaign.pk])}{query}")


def test_page_of_an_empty_campaign_says_what_to_do_and_one_with_posts_tells_their_figures(
    client, campaign, message, partner
):
    client.force_login(partner)
    page = followed(campaign, client).content.decode()
    assert "Here you see how the campaign does" in page
    assert "Write an objective" in page
    objective = campaign.objective_rows.create(who="Parents", change="know the school")
    asked = campaign.indicator_rows.create(
        objective=objective, name="Know it", baseline="3 in 10", target="7 in 10", source="Talks"
    )
    campaign.indicator_rows.create(name="Nobody looked yet", target="5", baseline="1")
    campaign.indicatorreading_rows.create(
        indicator=asked, day=datetime.date(2020, 6, 9), value="19 of 40"
    )
    for views in (100, 1234):
        post = make_post(campaign=campaign, message=message, language="kk")
        make_reading(post, views=views, reach=views // 2, date=datetime.date(2020, 6, 20))
    page = followed(campaign, client).content.decode()
    make_post(campaign=campaign, message=message)
    make_post(campaign=campaign, status="planned", published_on=None)
    page = followed(campaign, client).content.decode()
    words = ("43 % of the way", "no reading yet", "Enter a reading", "1,334", "617 – 667")
    for told in (*words, "1 published post has no numbers yet", "1 post is planned"):
        assert told in page, told
    early = followed(campaign, client, "?since=2020-06-02&until=2020-06-08").content.decode()
    assert "1,334" not in early
    assert "43 % of the way" not in early
    assert followed(campaign, client, "?since=2020-06-08&until=2020-06-02").status_code == 400
    assert followed(campaign, client, "?since=x").status_code == 400


def test_volunteers_name_stands_nowhere_for_an_invited_partner(client, campaign, message):
    volunteer = make_volunteer_user(
        first_name="Aruzhan", last_name="Serikkyzy", birth_date=datetime.date(2012, 5, 1)
    )
    post = make_post(campaign=campaign, message=message, volunteer=volunteer)
    make_reading(post, views=10)
    guest = make_user(Role.PARTNER)
    organisation = guest.granted[0].organisation
    campaign.access.create(organisation=organisation, level="view")
    client.force_login(guest)
    shown = [followed(campaign, client).content.decode()]
    shown.append(client.get(reverse("campaigns:follow_posts", args=[campaign.pk])).content.decode())
    for kind in ("pdf", "csv"):
        url = reverse("campaigns:follow_report", args=[campaign.pk, kind])
        shown.append(text_of(client.get(url).content, kind))
    for text in shown:
        assert "Serikkyzy" not in text
        assert "Aruzhan" not in text
    assert "There is a place in class" in shown[2]


def text_of(content: bytes, kind: str) -> str:
    if kind != "pdf":
        return content.decode()
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text() for page in pages).replace("\n", " ")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_report_is_tagged_and_tells_what_was_planned_and_what_happened(
    client, campaign, message, partner, language
):
    make_reading(make_post(campaign=campaign, message=message), views=4321)
    campaign.objective_rows.create(who="Parents", change="know the school")
    client.force_login(partner)
    url = reverse("campaigns:follow_report", args=[campaign.pk, "pdf"])
    response = client.get(url, headers={"accept-language": language})
    reader = PdfReader(io.BytesIO(response.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "4321" in "".join(letter for letter in text if letter.isdigit())
    assert "know the school" in text.replace("\n", " ")
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_workbook_holds_numbers_as_numbers(client, campaign, message, partner):
    make_reading(make_post(campaign=campaign, message=message), views=4321, reach=99)
    client.force_login(partner)
    url = reverse("campaigns:follow_report", args=[campaign.pk, "xlsx"])
    book = openpyxl.load_workbook(io.BytesIO(client.get(url).content))
    rows = list(book["By message"].iter_rows(values_only=True))
    assert rows[0][:2] == ("Message", "Posts (sum)")
    assert rows[1][0] == message.promise
    assert 4321 in rows[1]
    unknown = reverse("campaigns:follow_report", args=[campaign.pk, "exe"])
    assert client.get(unknown).status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_report_is_written_with_whatever_was_pasted(client, campaign, message, partner, kind):
    message.promise = "Come\vto class\x1b 😀"
    message.save()
    make_reading(make_post(campaign=campaign, message=message), views=4321, reach=99)
    client.force_login(partner)
    response = client.get(reverse("campaigns:follow_report", args=[campaign.pk, kind]))
    assert response.status_code == 200
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert book["By message"]["A2"].value == "Come\nto class 😀"


def test_sheets_have_short_names_and_no_two_alike():
    long = "How the posts of each week were seen"
    assert sheet_names(["Weeks: all", long, long.upper()]) == [
        "Weeks  all",
        "How the posts of each week were",
        "HOW THE POSTS OF EACH WEEK WE 3",
    ]


def test_posts_are_sorted_many_at_once_and_those_of_others_are_left_alone(
    client, campaign, message, partner
):
    channel = campaign.channeluse_rows.create(name="Groups")
    ours = [make_post(campaign=campaign) for _n in range(2)]
    foreign = make_post(campaign=CampaignFactory())
    client.force_login(partner)
    url = reverse("campaigns:follow_posts", args=[campaign.pk])
    chosen = {"posts": [post.pk for post in ours], "message": message.pk, "channel": "keep"}
    assert client.post(url, chosen | {"posts": [foreign.pk]}).status_code == 422
    assert client.post(url, chosen | {"message": "keep"}).status_code == 422
    assert client.post(url, chosen).status_code == 302
    assert client.post(url, chosen | {"message": "keep", "channel": channel.pk}).status_code == 302
    for post in ours:
        post.refresh_from_db()
        assert (post.message, post.channel) == (message, channel)
    assert client.post(url, chosen | {"message": "none"}).status_code == 302
    assert not campaign.posts.filter(message=message).exists()


def test_row_with_few_posts_is_not_ranked_above_one_with_enough(campaign, message, partner):
    rare = campaign.message_rows.create(promise="Rare", number=2)
    for _n in range(5):
        make_reading(make_post(campaign=campaign, message=message), views=10)
    make_reading(make_post(campaign=campaign, message=rare), views=9999)
    by_message = follow(campaign, whole_span(campaign), shown_to=partner).worked[0]
    assert [line.cells[0].text for line in by_message.lines] == [message.promise, "Rare"]
    assert [line.is_quiet for line in by_message.lines] == [False, True]
    assert by_message.said == ""
    assert "Rare" in by_message.notes[0]


def test_middle_posts_are_told_apart_only_where_they_differ_much(campaign, message, partner):
    other = campaign.message_rows.create(promise="Other", number=2)
    posts = {}
    for told in (message, other):
        posts[told] = [make_post(campaign=campaign, message=told) for _n in range(6)]
    for number, post in enumerate(posts[message]):
        make_reading(post, views=100 + number)
    readings = [make_reading(post, views=110 + n) for n, post in enumerate(posts[other])]

    def said() -> str:
        return follow(campaign, whole_span(campaign), shown_to=partner).worked[0].said

    assert said() == "The middle post has about as many views in each: from 103 to 113."
    for reading in readings:
        reading.views *= 3
        reading.save()
    assert said().startswith("Half of the posts of “Other” were shown 338 times or more")


def test_events_of_every_source_stand_in_their_days(campaign, partner):
    at = datetime.datetime(2020, 6, 5, 20, tzinfo=datetime.UTC)  # the 6th in Almaty
    campaign.steps.create(status="approved", by=partner, at=at)
    campaign.activities.create(
        title="A table on the market",
        first_day=datetime.date(2020, 6, 10),
        last_day=datetime.date(2020, 6, 12),
    )
    told = follow(campaign, whole_span(campaign), shown_to=partner).timeline.events
    assert [(event.day.day, event.title) for event in told] == [
        (6, "Approved"),
        (10, "A table on the market (planned)"),
    ]


def test_page_asks_as_often_for_much_as_for_little(client, campaign, partner):
    client.force_login(partner)

    def grow(number: int) -> None:
        told = campaign.message_rows.create(promise=f"Message {number}")
        channel = campaign.channeluse_rows.create(name=f"Channel {number}")
        objective = campaign.objective_rows.create(change=f"Change {number}")
        for level in ("outcome", "output"):
            indicator = campaign.indicator_rows.create(
                objective=objective, name="Know it", baseline="1", target="9", level=level
            )
            for day in (3, 9):
                campaign.indicatorreading_rows.create(
                    indicator=indicator, day=datetime.date(2020, 6, day), value=str(day)
                )
        account = make_account(organisation=campaign.organisation)
        make_followers(account, 100 * number)
        post = make_post(campaign=campaign, message=told, channel=channel, account=account)
        make_reading(post, views=10)
        campaign.activities.create(
            title="Tea", first_day=DAY, last_day=DAY, channel=channel, state="done"
        )
        campaign.steps.create(status="approved", by=partner)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert followed(campaign, client).status_code == 200
        return len(queries)

    for number in range(2):
        grow(number)
    followed(campaign, client)
    few = asked()
    for number in range(2, 9):
        grow(number)
    assert asked() == few


def plain_query(url: str) -> dict:
    return dict(parse_qsl(urlsplit(url).query))


READ = ("views", "reach", "reactions", "link_clicks")
VALUES = st.none() | st.integers(0, 5000)
POSTS = st.lists(
    st.fixed_dictionaries(
        {
            "message": st.none() | st.integers(0, 1),
            "language": st.sampled_from(["", "kk", "ru"]),
            "published_on": st.dates(datetime.date(2020, 5, 25), datetime.date(2020, 7, 5)),
            "cost": st.none() | st.integers(0, 900),
            "status": st.sampled_from(["published", "published", "published", "declined"]),
            "readings": st.lists(
                st.fixed_dictionaries(
                    {"date": st.dates(datetime.date(2020, 7, 5), datetime.date(2020, 7, 8))}
                    | dict.fromkeys(READ, VALUES)
                ).filter(lambda one: any(one[name] is not None for name in READ)),
                max_size=2,
                unique_by=lambda one: one["date"],
            ),
        }
    ),
    max_size=8,
)
MONTH = Span(datetime.date(2020, 6, 1), datetime.date(2020, 6, 30))


@settings(max_examples=15, deadline=None)
@given(POSTS)
def test_tables_equal_an_independent_recount_and_lead_to_the_posts_they_count(posts):
    with transaction.atomic():
        campaign = CampaignFactory()
        user = make_user(Role.PARTNER, organisation=campaign.organisation)
        messages = [campaign.message_rows.create(promise=name) for name in ("One", "Two")]
        elsewhere = {"organisation": campaign.organisation, "language": "kk"}
        for day in range(1, 8):
            make_post(published_on=datetime.date(2020, 6, day), **elsewhere)
        for plain in posts:
            if plain["message"] is not None:
                plain["message"] = messages[plain["message"]]
            reason = "No" if plain["status"] == "declined" else ""
            fields = {name: value for name, value in plain.items() if name != "readings"}
            plain["pk"] = make_post(campaign=campaign, decline_reason=reason, **fields).pk
            for reading in plain["readings"]:
                reading["source"] = 1
                make_reading(Post.objects.get(pk=plain["pk"]), **reading)
        tables = follow(campaign, MONTH, shown_to=user).worked
        for table, value_of in zip(tables, VALUES_OF, strict=False):
            assert_table_is_counted(table, posts, value_of, user)
        transaction.set_rollback(True)


VALUES_OF = (
    lambda post: str(post["message"].pk) if post["message"] else "none",
    lambda post: post["language"] or "none",
    lambda post: str(post["published_on"].isoweekday()),
)


def assert_table_is_counted(table, posts, value_of, user) -> None:
    by_value = {}
    for line in table.lines:
        query = plain_query(line.cells[1].url)
        by_value[query[table.name.removeprefix("by-")]] = line
        assert listed(query, user) == line.cells[1].numbers[0]
    since, until = MONTH.since, MONTH.until
    counted = [post for post in posts if recount([post], since, until)["posts"]]
    assert set(by_value) == {value_of(post) for post in counted}
    for value, line in by_value.items():
        expected = recount([post for post in posts if value_of(post) == value], since, until)
        shown = [cell.numbers for cell in line.cells[1:]]
        assert shown[:3] == [
            (expected["posts"],),
            (expected["viewed"],),
            (expected["views_middle"] and round_up(expected["views_middle"]),),
        ]
        assert shown[4:6] == [
            (expected["views"],),
            (expected["reach_least"], expected["reach_most"]),
        ]


def round_up(number: float) -> int:
    """Halves go up, as in what is shown."""
    return int(number + 0.5)


def listed(query: dict, user) -> int:
    """How many posts stand in the list that a figure leads to."""
    request = RequestFactory().get("/", query)
    request.user = user
    return PostFilter(request).qs.count()
