"""Files with a row a day for each post, and what coordinators may take in."""

import datetime
import random

import pytest

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.models import FollowerReading, Post, PostReading
from campaigns.outreach.files.reading import read_table
from campaigns.outreach.files.taking import meanings_of, take_in
from campaigns.outreach.platforms import plain_link
from campaigns.tests.posts import make_account, make_post
from campaigns.tests.test_outreach_files import FOLLOWERS, TIKTOK, faults, send
from regions.tests.factories import RegionFactory
from volunteers.tests.factories import make_volunteer_user

pytestmark = pytest.mark.django_db
DAILY = """Post ID,Account ID,Account username,Account name,Description,Duration (sec),\
Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves
1,9,v,V,Sort,0,06/15/2020 08:00,https://www.instagram.com/p/A/,IG image,,06/15/2020,100,90,9,1,0,2,
1,9,v,V,Sort,0,06/15/2020 08:00,https://www.instagram.com/p/A/,IG image,,06/16/2020,40,35,4,0,0,1,
2,9,v,V,Again,0,06/16/2020 08:00,https://www.instagram.com/p/B/,IG image,,06/16/2020,7,7,1,0,0,0,3
"""
CHART = """Date,Content,Video title,Video publish time,Duration,Views,Watch time (hours)
2020-06-15,abc,"Be kind","Jun 15, 2020",120,30,1.5
2020-06-16,abc,"Be kind","Jun 15, 2020",120,12,0.25
"""


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def test_single_days_are_added_up_and_reach_is_left_out(manager):
    file = send(manager, DAILY, "instagram")
    assert meanings_of(file, read_table(DAILY))[1] == []
    counts = take_in(file, by=manager)
    assert (counts.posts, counts.readings, counts.summed) == (2, 2, 2)
    first = Post.objects.get(external_id="1").readings.get()
    assert (first.date, first.views, first.reach) == (datetime.date(2020, 6, 16), 140, None)
    assert (first.reactions, first.shares, first.comments, first.saves) == (13, 1, 3, None)
    assert Post.objects.get(external_id="2").readings.get().saves == 3
    again = take_in(send(manager, DAILY, account=file.account), by=manager)
    assert again.changes == 0


def test_chart_of_videos_is_added_up_by_day_too(manager):
    take_in(send(manager, CHART, "youtube"), by=manager)
    reading = PostReading.objects.get()
    assert (reading.views, reading.watch_seconds) == (42, 6300)


def test_sums_equal_those_of_an_independent_count_whatever_the_order(manager):
    chance = random.Random(7)
    days = [datetime.date(2020, 6, 1) + datetime.timedelta(days=n) for n in range(20)]
    rows = [
        (post, day, chance.randint(0, 5000))
        for post in range(5)
        for day in chance.sample(days, chance.randint(1, 20))
    ]
    chance.shuffle(rows)
    # All went out on the first day that the file knows.
    first = min(day for _post, day, _views in rows)
    text = "\n".join(f"{post},{first},{day},{views}" for post, day, views in rows)
    take_in(send(manager, f"Post ID,Publish time,Date,Views\n{text}\n", "facebook"), by=manager)
    counted = {post: sum(v for p, _d, v in rows if p == post) for post in range(5)}
    read = PostReading.objects.values_list("post__external_id", "views")
    assert {int(number): views for number, views in read} == counted


def test_days_that_begin_after_the_post_say_what_to_export(manager):
    late = DAILY.replace("06/15/2020 08:00", "06/10/2020 08:00")
    (told,) = faults(send(manager, late, "instagram"), manager)
    assert "line 3" in told
    assert "lifetime" in told
    known = make_post(
        account=make_account(platform="instagram"),
        external_id="1",
        published_on=datetime.date(2020, 6, 1),
    )
    without = "Post ID,Date,Views\n1,2020-06-15,5\n"
    assert "lifetime" in faults(send(manager, without, account=known.account), manager)[0]


def test_days_with_reach_alone_and_days_told_twice_are_refused(manager):
    alone = "Post ID,Publish time,Date,Reach\n1,2020-06-15,2020-06-15,5\n"
    assert "cannot be added up" in faults(send(manager, alone, "instagram"), manager)[0]
    twice = "Post ID,Publish time,Date,Views\n" + "1,2020-06-15,2020-06-15,5\n" * 2
    assert "line 2 already" in faults(send(manager, twice, "instagram"), manager)[0]


def test_coordinator_takes_in_numbers_of_posts_of_the_own_regions():
    volunteer = make_volunteer_user()
    coordinator = make_user(Role.COORDINATOR, regions=[volunteer.region])
    account = make_account(platform="tiktok")
    link = plain_link("https://www.tiktok.com/@v/video/77")
    own = make_post(volunteer=volunteer, region=volunteer.region, link=link, platform="tiktok")
    take_in(send(coordinator, TIKTOK, account=account), by=coordinator)
    assert own.readings.get().views == 2400
    rest = TIKTOK + "2020,Other,https://www.tiktok.com/@v/video/78,2020-06-15,1,1,1,50\n"
    more = take_in(send(coordinator, rest, account=account), by=coordinator)
    assert (more.changes, more.unchanged, more.left_out) == (0, 1, 1)
    followers = take_in(send(coordinator, FOLLOWERS, account=account), by=coordinator)
    assert (followers.followers, followers.left_out) == (0, 2)
    Post.objects.filter(pk=own.pk).update(region=RegionFactory())
    elsewhere = TIKTOK.replace("2,400", "9,999")
    assert take_in(send(coordinator, elsewhere, account=account), by=coordinator).left_out == 1
    assert (Post.objects.count(), own.readings.get().views) == (1, 2400)
    assert not FollowerReading.objects.exists()
    pasted = send(coordinator, f"link,views\n{link},5\n")
    assert "somebody else" in faults(pasted, coordinator)[0]


def test_table_of_several_platforms_knows_the_columns_that_they_agree_on(manager):
    text = "Permalink,Link clicks,Views\nhttps://t.me/a/1,3,5\n"
    assert meanings_of(send(manager, text), read_table(text))[1] == []
