"""The figures of outreach, against counts by hand and an independent recount."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.models import Post, SocialAccount
from campaigns.outreach.counting import Breakdown, Span, count_outreach, follower_line
from campaigns.outreach.wording import told
from campaigns.tests.posts import make_account, make_followers, make_post, make_reach, make_reading
from campaigns.tests.recount import MEASURES, recount, recount_follower_line, recount_followers

pytestmark = pytest.mark.django_db
YEAR = Span(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))


def count(span: Span = YEAR, by: tuple = ()):
    return count_outreach(Post.objects.all(), SocialAccount.objects.all(), span, by)


def test_reach_is_told_from_the_largest_to_the_sum_with_the_platforms_own_number():
    account = make_account(handle="bekind")
    for reach in (300, 500, 200):
        make_reading(make_post(account=account), reach=reach)
    make_reach(account, 700)
    make_reach(account, 9, since=datetime.date(2020, 2, 1))
    with translation.override("en"):
        words = {one.figure.name: one for one in told(count())}
    assert words["reach"].value == "500 – 1,000"
    assert "700 different people on Instagram · bekind" in words["reach"].note
    assert "9 different" not in words["reach"].note


def test_followers_are_told_as_first_last_change_and_factor():
    account = make_account()
    make_followers(account, 20_000, datetime.date(2019, 12, 31))
    make_followers(account, 90_000, datetime.date(2020, 6, 1))
    make_followers(account, 72_376, datetime.date(2020, 12, 30))
    make_followers(account, 99, datetime.date(2021, 1, 1))
    change = count().followers
    assert (change.first, change.last, change.change) == (20_000, 72_376, 52_376)
    assert change.factor == Decimal("3.6")
    with translation.override("en"):
        words = {one.figure.name: one for one in told(count())}["followers"]
    assert words.value == "20,000 → 72,376"
    assert "+52,376, ×3.6" in words.note


def test_falling_followers_have_a_change_below_zero_and_a_factor_below_one():
    account = make_account()
    make_followers(account, 1000, datetime.date(2020, 1, 5))
    make_followers(account, 400, datetime.date(2020, 5, 5))
    change = count().followers
    assert (change.first, change.change, change.factor) == (1000, -600, Decimal("0.4"))


def test_declined_planned_and_posts_of_other_days_count_nowhere():
    make_reading(make_post(status="declined", decline_reason="No"), views=5)
    make_reading(make_post(published_on=datetime.date(2021, 1, 1)), views=5)
    make_post(status="planned", published_on=None)
    assert count().total["posts"] == count().total["views"] == 0


def test_reading_corrected_later_changes_the_figure():
    reading = make_reading(make_post(), views=10)
    assert count().total["views"] == 10
    reading.views = 7
    reading.save()
    assert count().total["views"] == 7


def test_rows_of_sums_add_up_to_the_total():
    for number, platform in enumerate(("tiktok", "instagram", "tiktok")):
        make_reading(make_post(platform=platform, language="kk"), views=10**number)
    outreach = count(by=tuple(Breakdown))
    for by in Breakdown:
        assert sum(row["views"] for row in outreach.rows[by]) == outreach.total["views"] == 111
    assert [row.value for row in outreach.rows[Breakdown.PLATFORM]] == ["instagram", "tiktok"]


NUMBER = st.none() | st.integers(0, 5000)
DAYS = st.dates(datetime.date(2019, 11, 1), datetime.date(2021, 2, 1))
READING = st.fixed_dictionaries(
    {"date": DAYS, "source": st.integers(1, 3)} | dict.fromkeys(MEASURES, NUMBER)
).filter(lambda one: any(one[name] is not None for name in one if name not in ("date", "source")))
POST = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["published", "published", "declined"]),
        "published_on": DAYS,
        "cost": st.none() | st.integers(0, 10_000),
        "readings": st.lists(
            READING, max_size=4, unique_by=lambda one: (one["date"], one["source"])
        ),
    }
)
FOLLOWERS = st.lists(
    st.fixed_dictionaries(
        {"date": DAYS, "source": st.integers(1, 3), "followers": st.integers(0, 90_000)}
    ),
    max_size=6,
    unique_by=lambda one: (one["date"], one["source"]),
)


@settings(max_examples=25, deadline=None)
@given(
    posts=st.lists(POST, max_size=5),
    accounts=st.lists(FOLLOWERS, max_size=3),
    days=st.tuples(DAYS, DAYS),
    corrections=st.lists(st.integers(0, 5000), max_size=3),
)
def test_figures_equal_an_independent_recount(posts, accounts, days, corrections):
    since, until = sorted(days)
    with transaction.atomic():
        written = []
        for post in posts:
            fields = {name: value for name, value in post.items() if name != "readings"}
            reason = "No" if post["status"] == "declined" else ""
            row = make_post(decline_reason=reason, **fields)
            written += [(make_reading(row, **reading), reading) for reading in post["readings"]]
        for account in accounts:
            row = make_account()
            for reading in account:
                make_followers(row, reading["followers"], reading["date"], reading["source"])
        for (reading, plain), views in zip(written, corrections, strict=False):
            reading.views = plain["views"] = views
            reading.save()
        outreach = count(Span(since, until))
        days = [since - datetime.timedelta(days=1), since, until]
        line = follower_line(list(SocialAccount.objects.values_list("pk", flat=True)), days, until)
        transaction.set_rollback(True)
    assert line == recount_follower_line(accounts, days, until)
    expected = recount(posts, since, until)
    total = outreach.total
    middle_rate = expected.pop("rate_middle")
    rate = total["rate_middle"]
    assert (rate is None) == (middle_rate is None)
    assert float(rate or 0) == pytest.approx(middle_rate or 0)
    ratios = ("engagement_rate", "cost_per_thousand")
    assert {name: total.ratio(name) for name in ratios} == {name: expected[name] for name in ratios}
    assert {name: total[name] for name in expected if name not in ratios} == {
        name: value for name, value in expected.items() if name not in ratios
    }
    change = outreach.followers
    assert (change and (change.first, change.last)) == recount_followers(accounts, since, until)


def test_page_shows_the_figures_of_what_one_may_see(client):
    account = make_account()
    make_reading(make_post(account=account), views=1234, reach=900)
    make_followers(account, 500)
    url = reverse("outreach:figures")
    client.force_login(make_user(Role.MANAGER))
    page = client.get(url).content.decode()
    assert "1,234" in page
    assert client.get(f"{url}?since=2020-05-05&until=2020-01-01").status_code == 400
    empty = client.get(f"{url}?since=2019-01-01&until=2019-01-02").content.decode()
    assert "1,234" not in empty
    client.force_login(make_user(Role.COORDINATOR))
    assert "1,234" not in client.get(url).content.decode()
