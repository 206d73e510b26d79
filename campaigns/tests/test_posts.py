"""Posts: submitted, looked at, published, measured; and who sees them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import Post, PostReading, SocialAccount
from campaigns.outreach.measuring import record_followers, record_reading, save_account
from campaigns.outreach.platforms import plain_link, platform_of
from campaigns.outreach.posting import (
    answer_post,
    change_post,
    publish_post,
    set_rules,
    submit_post,
    write_post,
)
from campaigns.tests.posts import DAY, make_account, make_post, make_reading
from outbox.models import Letter
from sessions.errors import NotNow, Refusal
from volunteers.privacy.erasing import erase_volunteer
from volunteers.tests.factories import EnrolmentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
LINK = "https://www.instagram.com/p/CAbc/?igshid=me"


@pytest.fixture
def author():
    volunteer = make_volunteer_user(
        first_name="Aruzhan", last_name="Serikkyzy", birth_date=datetime.date(2012, 5, 1)
    )
    EnrolmentFactory(volunteer=volunteer)
    return volunteer


@pytest.fixture
def coordinator(author):
    return make_user(Role.COORDINATOR, regions=[author.region])


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def submit(author, **fields) -> Post:
    return submit_post(by=author.user, **{"link": LINK, "published_on": DAY} | fields)


@pytest.mark.parametrize(
    ("link", "platform", "plain"),
    [
        (LINK, "instagram", "https://instagram.com/p/CAbc"),
        ("http://m.vk.com/wall-1_2?from=app", "vk", "https://vk.com/wall-1_2"),
        ("https://youtu.be/x1?si=me", "youtube", "https://youtube.com/watch?v=x1"),
        (
            "https://www.youtube.com/watch?v=x1&t=5",
            "youtube",
            "https://youtube.com/watch?v=x1",
        ),
        ("https://t.me/bekind/7", "telegram", "https://t.me/bekind/7"),
        ("https://notinstagram.com/p/1/", "other", "https://notinstagram.com/p/1"),
    ],
)
def test_link_tells_its_platform_and_not_who_shared_it(link, platform, plain):
    assert platform_of(link) == platform
    assert plain_link(link) == plain
    assert plain_link(plain) == plain


def test_post_is_out_at_once_and_looked_at_after(author, coordinator):
    post = submit(author)
    assert (post.status, post.platform, post.region) == ("published", "instagram", author.region)
    assert list(Post.objects.to_look_at()) == [post]
    answer_post(post, by=coordinator, is_yes=True)
    assert not Post.objects.to_look_at().exists()
    assert not Letter.objects.filter(kind="post_answered").exists()


def test_post_waits_for_a_yes_where_the_rules_say_so(author, coordinator, manager):
    set_rules(by=manager, approve_before=True)
    post = submit(author, link="", published_on=None, text="Come!", platform="tiktok")
    assert post.status == "waiting"
    with pytest.raises(NotNow):
        publish_post(post, by=author.user, link=LINK, published_on=DAY)
    answer_post(post, by=coordinator, is_yes=True)
    letter = Letter.objects.get(kind="post_answered")
    assert letter.person == author.pk
    post = publish_post(post, by=author.user, link=LINK, published_on=DAY)
    assert (post.status, post.platform) == ("published", "instagram")


def test_no_says_why_and_takes_the_post_out_of_what_counts(author, coordinator):
    post = submit(author)
    with pytest.raises(Refusal) as refusal:
        answer_post(post, by=coordinator, is_yes=False)
    assert "reason" in refusal.value.errors
    answer_post(post, by=coordinator, is_yes=False, reason="A child's face is on it.")
    assert not Post.objects.published().exists()
    assert Letter.objects.get(kind="post_answered").data["status"] == "declined"
    with pytest.raises(NotNow):
        answer_post(post, by=coordinator, is_yes=True)


def test_same_post_twice_is_refused_at_its_link(author):
    submit(author)
    with pytest.raises(Refusal) as refusal:
        submit(author, link="https://instagram.com/p/CAbc/")
    assert "link" in refusal.value.errors
    assert Post.objects.count() == 1


def test_post_of_tomorrow_is_refused(author):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(Refusal) as refusal:
        submit(author, published_on=tomorrow)
    assert "published_on" in refusal.value.errors


def test_answer_by_a_coordinator_elsewhere_is_forbidden(author):
    with pytest.raises(PermissionDenied):
        answer_post(submit(author), by=make_user(Role.COORDINATOR), is_yes=True)


def test_author_changes_a_post_until_somebody_has_looked_at_it(author, coordinator):
    post = change_post(submit(author), by=author.user, text="Sorted!")
    assert post.text == "Sorted!"
    answer_post(post, by=coordinator, is_yes=True)
    with pytest.raises(PermissionDenied):
        change_post(post, by=author.user, text="Something else")


def test_partner_writes_for_the_own_organisation_and_sees_no_other_posts(author):
    own, other = OrganisationFactory(), OrganisationFactory()
    partner = make_user(Role.PARTNER, organisation=own)
    post = write_post(by=partner, text="We plan", account=make_account(organisation=own))
    assert (post.status, post.organisation) == ("planned", own)
    submit(author)
    make_post(organisation=other)
    assert list(Post.objects.visible_to(partner)) == [post]
    with pytest.raises(PermissionDenied):
        save_account(make_account(organisation=other), by=partner)


def test_volunteer_sees_own_posts_only_and_a_coordinator_those_of_the_region(author, coordinator):
    post = submit(author)
    elsewhere = make_post(volunteer=make_volunteer_user())
    assert list(Post.objects.visible_to(author.user)) == [post]
    assert list(Post.objects.visible_to(coordinator)) == [post]
    assert set(Post.objects.visible_to(make_user(Role.MANAGER))) == {post, elsewhere}
    assert not Post.objects.visible_to(make_user()).exists()


def test_name_of_a_volunteer_is_shown_to_the_own_coordinators_only(author, coordinator, client):
    organisation = OrganisationFactory()
    post = submit(author)
    Post.objects.filter(pk=post.pk).update(account=make_account(organisation=organisation))
    url = reverse("outreach:post", args=[post.pk])
    client.force_login(make_user(Role.PARTNER, organisation=organisation))
    for page in (url, reverse("outreach:posts")):
        text = client.get(page).content.decode()
        assert "Aruzhan" not in text
        assert "a volunteer" in text
    client.force_login(coordinator)
    assert "Aruzhan Serikkyzy" in client.get(url).content.decode()


def test_reading_corrected_keeps_its_trace(author, coordinator):
    post = submit(author)
    record_reading(post, by=author.user, date=DAY, views=10)
    record_reading(post, by=coordinator, date=DAY, views=100, reach=80)
    reading = PostReading.objects.get()
    assert (reading.views, reading.reach, reading.recorded_by) == (100, 80, coordinator)
    versions = PostReading.pgh_event_model.objects.order_by("pgh_id")
    assert list(versions.values_list("views", flat=True)) == [10, 100]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"date": DAY - datetime.timedelta(days=1), "views": 1}, "date"),
        ({"date": datetime.date(2098, 1, 1), "views": 1}, "date"),
        ({"date": DAY}, ""),
    ],
)
def test_reading_that_cannot_be_is_refused(author, said, field):
    post = submit(author)
    with pytest.raises(Refusal) as refusal:
        record_reading(post, by=author.user, **said)
    assert field in refusal.value.errors
    assert not PostReading.objects.exists()


def test_followers_are_recorded_by_managers_and_the_own_partner(manager, coordinator):
    organisation = OrganisationFactory()
    account = make_account(organisation=organisation)
    for by in (manager, make_user(Role.PARTNER, organisation=organisation)):
        record_followers(account, by=by, date=DAY, followers=20_000)
    with pytest.raises(PermissionDenied):
        record_followers(account, by=coordinator, date=DAY, followers=1)


def test_account_in_other_capitals_is_refused(manager):
    make_account(handle="BeKind")
    with pytest.raises(Refusal) as refusal:
        save_account(SocialAccount(platform="instagram", handle="@bekind"), by=manager)
    assert "handle" in refusal.value.errors


def test_post_on_an_account_of_another_platform_is_refused_by_the_database():
    post = make_post(account=make_account())
    Post.objects.filter(pk=post.pk).update(platform="tiktok")
    with (
        pytest.raises(IntegrityError, match="post_account_is_on_platform"),
        transaction.atomic(),
    ):
        connection.check_constraints()
    Post.objects.filter(pk=post.pk).update(platform="instagram")


@pytest.mark.parametrize(
    "wrong",
    [
        {"published_on": None},
        {"status": "declined"},
        {"published_on": datetime.date(1999, 1, 1)},
        {"cost": -1},
    ],
)
def test_post_that_cannot_be_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(**wrong)


def test_reading_without_any_number_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(make_post())


def test_erased_volunteer_leaves_numbers_and_no_words(author, manager):
    post = submit(author, text="My class and I")
    record_reading(post, by=author.user, date=DAY, views=10)
    erase_volunteer(author, by=manager)
    post.refresh_from_db()
    assert (post.volunteer, post.text, post.link) == (None, "", "")
    assert post.readings.get().views == 10
    versions = Post.pgh_event_model.objects.filter(pgh_obj_id=post.pk)
    assert set(versions.values_list("text", "link", "volunteer")) == {("", "", None)}


def test_pages_submit_measure_correct_and_answer(author, coordinator, client):
    client.force_login(author.user)
    new = reverse("outreach:post_new")
    assert client.post(new, {"link": "", "published_on": "2020-06-01"}).status_code == 422
    client.post(new, {"link": LINK, "published_on": "2020-06-01", "text": "We sorted"})
    post = Post.objects.get()
    page = reverse("outreach:post", args=[post.pk])
    assert "We sorted" in client.get(reverse("outreach:posts")).content.decode()
    numbers = {"date": "2020-06-05", "views": "1200", "watch_hours": "1.5"}
    assert client.post(f"{page}readings/", {"date": "2020-06-05"}).status_code == 422
    assert client.post(f"{page}readings/", numbers).status_code == 302
    reading = post.readings.get()
    assert (reading.views, reading.watch_seconds) == (1200, 5400)
    correction = reverse("outreach:reading", args=[reading.pk])
    client.post(correction, {"views": "1300"})
    reading.refresh_from_db()
    assert (reading.views, reading.watch_seconds) == (1300, None)
    client.force_login(coordinator)
    assert "1,300" in client.get(page).content.decode()
    assert client.post(f"{page}answer/", {"answer": "no"}).status_code == 422
    assert client.post(f"{page}answer/", {"answer": "yes"}).status_code == 302
    client.post(correction, {"do": "remove"})
    assert not post.readings.exists()


def test_start_page_of_a_coordinator_counts_the_posts_to_look_at(author, coordinator, client):
    client.force_login(coordinator)
    assert "to look at" not in client.get("/").content.decode()
    submit(author)
    make_post(checked_by=None, checked_at=None)
    assert "1 post of a volunteer to look at" in client.get("/").content.decode()
