"""Files of platforms and pasted rows: read by their columns, taken in whole or not at all."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import ColumnMeaning, FollowerReading, OutreachFile, Post, PostReading
from campaigns.outreach.files import cells
from campaigns.outreach.files.reading import decoded, read_table
from campaigns.outreach.files.taking import (
    keep_file,
    look_at,
    meanings_of,
    remember_meanings,
    take_in,
)
from campaigns.tests.posts import make_account, make_post
from sessions.errors import NotNow
from transfers.imports.columns import WrongCell
from transfers.imports.faults import FileRefused
from volunteers.privacy.retention import keep_no_longer
from volunteers.tests.factories import make_volunteer_user

DAY = datetime.date(2020, 7, 1)
PUBLISHED = datetime.date(2020, 6, 15)

FACEBOOK = """Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type,\
Languages,Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,\
Total clicks,Link Clicks,Seconds viewed
101,9,Volunteers,"Sort it","Sort it,
all of it",06/15/2020 09:30,https://www.facebook.com/9/posts/101,Photos,,Lifetime,"1,250",900,75,\
60,10,5,40,12,
102,9,Volunteers,,Second,06/16/2020 10:00,https://www.facebook.com/9/posts/102,Reels,,Lifetime,\
300,210,9,9,0,0,3,0,4000
"""
YOUTUBE = """Content,Video title,Video publish time,Duration,Views,Watch time (hours),\
Subscribers,Impressions,Impressions click-through rate (%)
Total,,,,1500,40.5,12,9000,4.1
abc123,"Be kind","Jun 15, 2020",120,1000,30.25,10,6000,4.5
def456,"Stay near","Jun 20, 2020",90,500,10.25,2,3000,3.2
"""
TIKTOK = """Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,\
Total views
2020,No straw,https://www.tiktok.com/@v/video/77,2020-06-15,120,5,7,"2,400"
"""
TELEGRAM = "Message ID\tPublish time\tViews\tForwards\tReactions\n7\t15.06.2020\t800\t9\t31\n"
FOLLOWERS = (
    "Date,Followers,Difference in followers from previous day\n"
    "2020-06-01,500,3\n2020-06-02,498,-2\n"
)


@pytest.fixture
def manager(db):
    return make_user(Role.MANAGER)


def send(by, content: str, platform: str = "", account=None, source: int = 3) -> OutreachFile:
    account = account or (make_account(platform=platform) if platform else None)
    return keep_file(
        by=by, account=account, name="export.csv", content=content, read_on=DAY, source=source
    )


def faults(file, by) -> list[str]:
    before = (Post.objects.count(), PostReading.objects.count())
    with pytest.raises(FileRefused) as refusal:
        take_in(file, by=by)
    assert (Post.objects.count(), PostReading.objects.count()) == before
    return [str(fault) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("platform", "content", "external_id", "measured"),
    [
        (
            "facebook",
            FACEBOOK,
            "101",
            {"views": 1250, "reach": 900, "reactions": 60, "shares": 5, "link_clicks": 12},
        ),
        (
            "youtube",
            YOUTUBE,
            "abc123",
            {"views": 1000, "watch_seconds": 108_900, "reach": None},
        ),
        (
            "tiktok",
            TIKTOK,
            "",
            {"views": 2400, "reactions": 120, "comments": 5},
        ),
        ("telegram", TELEGRAM, "7", {"views": 800, "shares": 9}),
    ],
)
def test_file_of_a_platform_becomes_posts_with_readings(
    manager, platform, content, external_id, measured
):
    file = send(manager, content, platform)
    assert meanings_of(file, read_table(content))[1] == []
    counts = take_in(file, by=manager)
    assert counts.posts == counts.readings == Post.objects.count()
    post = Post.objects.get(external_id=external_id)
    assert (post.account, post.published_on, post.status) == (file.account, PUBLISHED, "published")
    reading = post.readings.get()
    assert (reading.date, reading.source) == (DAY, 3)
    assert {name: getattr(reading, name) for name in measured} == measured


def test_same_file_again_changes_nothing_and_a_changed_one_corrects(manager):
    account = make_account(platform="tiktok")
    take_in(send(manager, TIKTOK, account=account), by=manager)
    again = take_in(send(manager, TIKTOK, account=account), by=manager)
    assert (again.changes, again.unchanged) == (0, 1)
    more = take_in(send(manager, TIKTOK.replace("2,400", "2,500"), account=account), by=manager)
    assert (more.corrected, PostReading.objects.get().views) == (1, 2500)
    versions = PostReading.pgh_event_model.objects.order_by("pgh_id")
    assert list(versions.values_list("views", flat=True)) == [2400, 2500]


def test_looking_at_a_file_writes_nothing_and_says_the_same(manager):
    file = send(manager, FACEBOOK, "facebook")
    seen = look_at(file, by=manager)
    assert not Post.objects.exists()
    assert take_in(file, by=manager) == seen


def test_file_is_taken_in_once_and_its_content_is_not_kept(manager):
    file = send(manager, TELEGRAM, "telegram")
    take_in(file, by=manager)
    file.refresh_from_db()
    assert (file.content, file.counts["posts"]) == ("", 1)
    with pytest.raises(NotNow):
        take_in(file, by=manager)


def test_followers_by_day_become_readings_of_the_account(manager):
    file = send(manager, FOLLOWERS, "tiktok")
    assert take_in(file, by=manager).followers == 2
    readings = FollowerReading.objects.filter(account=file.account).order_by("date")
    assert list(readings.values_list("followers", flat=True)) == [500, 498]


def test_pasted_rows_measure_known_posts_only(manager):
    known = make_post(volunteer=make_volunteer_user(), link="https://t.me/a/1")
    table = "Link\tViews\nhttps://t.me/a/1?single\t12\n"
    take_in(send(manager, table, source=2), by=manager)
    assert known.readings.get().views == 12
    more = send(manager, table + "https://t.me/a/2\t5\n", source=2)
    assert faults(more, manager) == [
        "line 3: No post with this link is here. Write the post down first."
    ]


def test_unknown_column_is_asked_once_and_remembered_for_its_platform(manager):
    content = "Post ID,Publish time,Aufrufe\n1,2020-06-15,77\n"
    account = make_account(platform="instagram")
    file = send(manager, content, account=account)
    assert meanings_of(file, read_table(content))[1] == ["Aufrufe"]
    remember_meanings(file, by=manager, meanings={"Aufrufe": "views"})
    again = send(manager, content.replace("Aufrufe", " AUFRUFE "), account=account)
    assert meanings_of(again, read_table(again.content))[1] == []
    take_in(again, by=manager)
    assert PostReading.objects.get().views == 77
    assert ColumnMeaning.objects.get().head == "aufrufe"
    elsewhere = send(manager, content, "youtube")
    assert "Aufrufe" in meanings_of(elsewhere, read_table(content))[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Post ID,Publish time,Views\n1,2020-06-15,many\n", "line 2, Views: “many” is not a"),
        ("Post ID,Publish time,Views\n1,someday,5\n", "line 2, Publish time: “someday” is not"),
        ("Post ID,Publish time,Views\n1,2020-13-45,5\n", "line 2, Publish time: “2020-13-45” is"),
        ("Post ID,Publish time,Views\n,2020-06-15,5\n", "line 2, link: Neither a link nor a"),
        ("Post ID,Publish time,Views\n1,,5\n", "line 2: This post is new here, and no day"),
        ("Post ID,Publish time,Views\n1,2020-07-09,5\n", "line 2, published: It was published"),
        ("Post ID,Publish time,Views\n1,2020-06-15,\n", "line 2, views: No number stands in"),
        (
            "Post ID,Publish time,Views\n1,2020-06-15,5\n1,2020-06-15,6\n",
            "line 3: The same stands in line 2 already.",
        ),
        (
            "Post ID,Permalink,Publish time,Views\n1,https://instagram.com/p/A,2020-06-15,5\n"
            ",https://instagram.com/p/A,2020-06-15,6\n2,,2020-06-15,6\n2,https://"
            "instagram.com/p/A,2020-06-15,6\n",
            "line 3: The same stands in line 2 already.",
        ),
        ("Post ID,Publish time,Views\n1,2020-06-15,5,6\n", "line 2: There are more cells"),
        ("Post ID,Views,Views\n1,2,3\n", "line 1: The column “Views” stands there twice."),
        ("Post ID,Publish time,Views\n", "line 1: There is a header, and no row below it."),
        ('Post ID,Publish time,Views\n1,"2020,5\n', "A quote"),
        ("Post ID,Permalink,Views\n1,no link,5\n", "line 2, Permalink: “no link” is not a link"),
        (
            "Post ID,Permalink,Publish time,Views\n1,https://t.me/a/1,2020-06-15,5\n",
            "line 2: This link is not of the account’s platform.",
        ),
    ],
)
def test_bad_file_is_refused_with_its_line_and_nothing_is_written(manager, content, told):
    found = faults(send(manager, content, "instagram"), manager)
    assert any(told in fault for fault in found), found


def test_all_faults_are_told_at_once(manager):
    content = "Post ID,Publish time,Views,Reach\n1,never,x,5\n2,2020-06-15,5,y\n"
    assert len(faults(send(manager, content, "instagram"), manager)) >= 3


@pytest.mark.parametrize("raw", [b"PK\x03\x04rest", b"\xff\xfa\x00\x01", b"\x89PNG"])
def test_file_that_is_no_text_is_refused(raw):
    with pytest.raises(FileRefused):
        decoded(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_file_in_any_unicode_is_read(encoding):
    assert read_table(decoded(TIKTOK.encode(encoding))).heads[0] == "Time"


@given(st.integers(0, 10**9))
def test_number_is_read_as_people_group_it(value):
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u00a0"), f" {value} "):
        assert cells.number(text) == value


@given(st.decimals(0, 10_000, places=2))
def test_hours_become_seconds(hours):
    assert cells.seconds_of_hours(str(hours)) == round(Decimal(hours) * 3600)


@pytest.mark.parametrize("text", ["-5", "1.5", "1,23", "١٢", "1e5", "9" * 14])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(WrongCell):
        cells.number(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    with contextlib.suppress(FileRefused):
        read_table(text)


def test_partner_takes_in_own_accounts_only(manager):
    organisation = OrganisationFactory()
    partner = make_user(Role.PARTNER, organisation=organisation)
    own = make_account(organisation=organisation, platform="tiktok")
    take_in(send(partner, TIKTOK, account=own), by=partner)
    assert Post.objects.get().organisation == organisation
    with pytest.raises(PermissionDenied):
        send(partner, TIKTOK, "tiktok")
    foreign = send(manager, TIKTOK, "tiktok")
    assert not OutreachFile.objects.visible_to(partner).filter(pk=foreign.pk).exists()
    with pytest.raises(PermissionDenied):
        take_in(foreign, by=partner)


def test_file_that_nobody_took_in_is_forgotten(manager):
    old, new = send(manager, TIKTOK, "tiktok"), send(manager, TELEGRAM, "telegram")
    taken = send(manager, YOUTUBE, "youtube")
    take_in(taken, by=manager)
    long_ago = timezone.now() - datetime.timedelta(days=32)
    OutreachFile.objects.exclude(pk=new.pk).update(created_at=long_ago)
    keep_no_longer()
    assert not OutreachFile.objects.filter(pk=old.pk).exists()
    assert OutreachFile.objects.filter(pk__in=[new.pk, taken.pk]).count() == 2


def test_pages_send_ask_show_and_take_in(manager, client):
    client.force_login(manager)
    account = make_account(platform="instagram")
    content = b"Post ID,Publish time,Aufrufe\n1,2020-06-15,1234\n"
    url = reverse("outreach:files")
    assert client.post(url, {"read_on": "2020-07-01"}).status_code == 422
    client.post(
        url,
        {
            "account": account.pk,
            "read_on": "2020-07-01",
            "file": SimpleUploadedFile("export.csv", content),
        },
    )
    page = reverse("outreach:file", args=[OutreachFile.objects.get().pk])
    assert "Aufrufe" in client.get(page).content.decode()
    client.post(page, {"column_0": "views"})
    assert "Take it in" in client.get(page).content.decode()
    assert not Post.objects.exists()
    client.post(f"{page}take/")
    assert PostReading.objects.get().views == 1234
    assert "Taken in" in client.get(page).content.decode()
    client.post(url, {"read_on": "2020-07-01", "table": "link\tviews\nhttps://t.me/a/1\tx\n"})
    pasted = OutreachFile.objects.earliest("-pk")
    told = client.get(reverse("outreach:file", args=[pasted.pk])).content.decode()
    assert "line 2, views" in told


def test_unknown_column_is_asked_about_with_what_stands_in_it_first(client, manager):
    file = send(manager, "Link,Seen by\nhttps://x.org/1,\nhttps://x.org/2,1 200\n", "facebook")
    client.force_login(manager)
    page = client.get(reverse("outreach:file", args=[file.pk])).content.decode()
    assert "For example: 1 200" in page
