"""Pictures: nothing but the picture is kept, none of people without a yes, gone when it ends."""

import datetime
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import CampaignAccess, Picture, PictureConsent, Post
from campaigns.pictures import encoding, files, services
from campaigns.pictures.choices import GoneWhy
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.pictures import SECRET, bomb, make_picture, photo, sent
from campaigns.tests.posts import make_account, make_post
from regions.tests.factories import RegionFactory
from sessions.errors import Refusal
from volunteers.choices import ConsentKind
from volunteers.consenting.services import withdraw_consents
from volunteers.privacy.erasing import erase_volunteer
from volunteers.tests.factories import ConsentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db
PAPER = {
    "shows": "people",
    "said_by": "guardians",
    "said_on": "2020-06-01",
    "purpose": "posts in social media",
    "kept_at": "office, folder 3",
}
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def volunteer(client):
    found = make_volunteer_user()
    client.force_login(found.user)
    return found


@pytest.fixture
def post(volunteer) -> Post:
    return make_post(volunteer=volunteer, region=volunteer.region, checked_at=None, checked_by=None)


def kept_files() -> list[str]:
    return sorted(path.name for path in files._folder().glob("*"))


@contextmanager
def checked_at_its_end() -> Iterator[None]:
    with transaction.atomic():
        yield
        connection.check_constraints()


def add(client, post, **said):
    return client.post(reverse("outreach:post_picture_add", args=[post.pk]), sent(**said))


def bytes_of(client, picture: Picture, size: str = "large"):
    return client.get(reverse("outreach:picture_file", args=[picture.key, size]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_keeps_its_points_upright_and_nothing_else(client, volunteer, post, kind):
    raw = photo((2400, 1200), kind)
    assert dict(Image.open(io.BytesIO(raw)).getexif().get_ifd(0x8825))
    assert add(client, post, content=raw + SECRET).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (800, 1600)
    for size, width in (("large", 800), ("small", 200)):
        answer = bytes_of(client, picture, size)
        assert SECRET not in answer.content
        shown = Image.open(io.BytesIO(answer.content))
        assert (shown.format, shown.width) == ("WEBP", width)
        assert not shown.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
        # What was at the left stands on top once it is turned.
        red, _green, blue = shown.convert("RGB").getpixel((width // 2, 10))
        assert red > blue


def test_address_of_a_picture_answers_closed_and_asks_again_each_time(client, volunteer, post):
    picture = make_picture(by=volunteer.user, post=post)
    answer = bytes_of(client, picture)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-cache"
    url = reverse("outreach:picture_file", args=[picture.key, "large"])
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(url.replace("large", "original")).status_code == 404
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no JPEG"),
        (b"GIF89a" + b"\0" * 50, "no JPEG"),
        (b"%PDF-1.7 \xff\xd8\xff", "no JPEG"),
        (HEIC, "HEIC"),
        (photo()[:-600], "damaged"),
        (photo(kind="PNG")[:200], "damaged"),
        (bomb(60_000, 60_000), "million points"),
        (bomb(9_000, 9_000), "million points"),
    ],
)
def test_what_is_no_good_picture_is_refused_at_its_field(client, post, content, words):
    answer = add(client, post, content=content)
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["file"][0]
    assert not Picture.objects.exists()
    assert kept_files() == []


def test_picture_larger_than_allowed_is_refused_by_its_size(client, post, monkeypatch):
    monkeypatch.setattr("campaigns.pictures.forms.MOST_BYTES", 500)
    assert "larger" in add(client, post).context["form"].errors["file"][0]


def test_page_hidden_in_a_picture_does_not_come_out_again():
    page = b"<script>alert(document.domain)</script>"
    out = io.BytesIO()
    Image.new("RGB", (30, 30)).save(out, "JPEG", comment=page)
    made = encoding.encode(out.getvalue() + page)
    assert page not in made.large + made.small


@pytest.mark.parametrize("lacks", ["said_by", "said_on", "purpose", "kept_at", "alt", "shows"])
def test_picture_of_people_needs_every_part_of_its_statement(client, post, lacks):
    answer = add(client, post, **PAPER | {lacks: ""})
    assert lacks in answer.context["form"].errors
    assert "once more" in answer.context["form"].errors["file"][0]
    assert not Picture.objects.exists()
    assert add(client, post, **PAPER).status_code == 302
    assert PictureConsent.objects.get().kept_at == "office, folder 3"


def test_volunteer_who_said_yes_may_be_on_the_own_picture(client, volunteer, post):
    assert "shows" in add(client, post, shows="me").context["form"].errors
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    assert add(client, post, shows="me").status_code == 302
    assert PictureConsent.objects.get().volunteer == volunteer


def test_coordinator_names_volunteers_whose_yes_is_looked_up(client, post, volunteer):
    coordinator = make_user(Role.COORDINATOR, regions=[volunteer.region])
    client.force_login(coordinator)
    name = f" {volunteer.first_name.lower()}  {volunteer.last_name} "
    for names, fault in ((name, "has not said yes"), ("Nobody Known", "Nobody among")):
        errors = add(client, post, shows="people", volunteers=names).context["form"].errors
        assert fault in errors["volunteers"][0]
    elsewhere = make_volunteer_user(first_name="Aru", region=RegionFactory())
    ConsentFactory(volunteer=elsewhere, kind=ConsentKind.PHOTO)
    answer = add(client, post, shows="people", volunteers=elsewhere.full_name)
    assert "Nobody among" in answer.context["form"].errors["volunteers"][0]
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    assert add(client, post, shows="people", volunteers=name).status_code == 302
    page = client.get(reverse("outreach:picture", args=[Picture.objects.get().key]))
    assert volunteer.full_name in page.content.decode()


def test_database_keeps_no_picture_of_people_without_a_consent(volunteer, post):
    picture = make_picture(by=volunteer.user, post=post)
    with pytest.raises(IntegrityError), checked_at_its_end():
        Picture.objects.update(shows="people")
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.update(shows="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.update(alt="")
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureConsent.objects.create(picture=picture, volunteer=volunteer)
    paper = services.Paper("themselves", datetime.date(2020, 6, 1), "posts", "office")
    make_picture(by=volunteer.user, post=post, shows="people", paper=paper)
    with pytest.raises(IntegrityError), checked_at_its_end():
        PictureConsent.objects.all().delete()


def test_consent_taken_back_deletes_the_bytes_and_all_that_was_said(
    client, volunteer, post, django_capture_on_commit_callbacks
):
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    picture = make_picture(by=volunteer.user, post=post, shows="people", volunteers=[volunteer])
    other = make_picture(by=volunteer.user, post=post)
    assert len(kept_files()) == 4
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consents(volunteer, [ConsentKind.PHOTO], by=volunteer.user)
    assert bytes_of(client, picture).status_code == 404
    assert bytes_of(client, other).status_code == 200
    assert kept_files() == [f"{other.key}-large.webp", f"{other.key}-small.webp"]
    picture.refresh_from_db()
    assert (picture.gone_why, picture.alt, picture.key) == ("taken_back", "", None)
    assert picture.gone_at
    assert not PictureConsent.objects.exists()


def test_consent_ended_in_any_way_hides_the_picture_before_anything_is_swept(
    client, volunteer, post
):
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    picture = make_picture(by=volunteer.user, post=post, shows="people", volunteers=[volunteer])
    volunteer.consents.filter(kind="photo").update(withdrawn_at=timezone.now())
    assert bytes_of(client, picture).status_code == 404
    page = client.get(reverse("outreach:post", args=[post.pk])).content.decode()
    assert str(picture.key) not in page
    services.sweep()
    assert kept_files() == []


def test_paper_taken_back_says_who_noted_it_and_when(client, volunteer, post):
    add(client, post, **PAPER)
    picture = Picture.objects.get()
    url = reverse("outreach:picture_take_away", args=[picture.key])
    assert client.post(url, {"why": "taken_back"}).status_code == 302
    picture.refresh_from_db()
    assert (picture.gone_by, picture.gone_why) == (volunteer.user, GoneWhy.TAKEN_BACK)
    assert kept_files() == []
    assert client.post(url).status_code == 404


def test_volunteer_who_leaves_for_good_takes_the_pictures_along(
    volunteer, post, django_capture_on_commit_callbacks
):
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    manager = make_user(Role.MANAGER)
    campaign = CampaignFactory()
    make_picture(by=volunteer.user, post=post)
    make_picture(by=manager, campaign=campaign, shows="people", volunteers=[volunteer])
    stays = make_picture(by=manager, campaign=campaign)
    with django_capture_on_commit_callbacks(execute=True):
        erase_volunteer(volunteer, by=None)
        connection.check_constraints()
    assert list(Picture.objects.shown()) == [stays]
    assert set(Picture.objects.exclude(gone_at=None).values_list("gone_why", "alt")) == {
        ("left", "")
    }
    assert len(kept_files()) == 2


def test_file_without_a_row_is_swept_once_it_is_an_hour_old(volunteer, post):
    kept = make_picture(by=volunteer.user, post=post)
    lost = make_picture(by=volunteer.user, post=post)
    Picture.objects.filter(pk=lost.pk).delete()
    services.sweep()
    assert len(kept_files()) == 4
    for path in files._folder().iterdir():
        os.utime(path, (0, 0))
    services.sweep()
    assert kept_files() == [f"{kept.key}-large.webp", f"{kept.key}-small.webp"]


def test_picture_whose_row_fails_leaves_no_file(volunteer, post, monkeypatch):
    monkeypatch.setattr(services, "MOST_OF_A_POST", 1)
    make_picture(by=volunteer.user, post=post)
    with pytest.raises(Refusal, match="already"):
        make_picture(by=volunteer.user, post=post)
    assert len(kept_files()) == 2


def test_picture_of_a_campaign_is_seen_by_who_may_see_the_campaign(client):
    partner, stranger = make_user(Role.PARTNER), make_user(Role.PARTNER)
    campaign = CampaignFactory(organisation=partner.granted[0].organisation)
    picture = make_picture(by=partner, campaign=campaign)
    guest = make_user(Role.PARTNER, organisation=OrganisationFactory())
    CampaignAccess.objects.create(campaign=campaign, user=guest, level="view")
    invited = make_user(Role.COORDINATOR)
    CampaignAccess.objects.create(campaign=campaign, user=invited, level="edit")
    expected = [
        (partner, 200, True),
        (guest, 200, False),
        (invited, 200, True),
        (make_user(Role.MANAGER), 200, True),
        (stranger, 404, False),
        (make_user(Role.COORDINATOR), 404, False),
        (make_volunteer_user().user, 404, False),
        (make_user(Role.ADMINISTRATOR), 403, False),
    ]
    for user, status, answers_for_it in expected:
        client.force_login(user)
        assert bytes_of(client, picture).status_code == status
        page = client.get(reverse("outreach:picture", args=[picture.key]))
        assert page.status_code == status
        assert (b"take-away" in page.content) == answers_for_it
        if not answers_for_it:
            gone = client.post(reverse("outreach:picture_take_away", args=[picture.key]))
            assert gone.status_code == (403 if status == 200 else status)


def test_picture_of_a_post_is_seen_by_who_sees_the_post(client, volunteer, post):
    partner = make_user(Role.PARTNER)
    post.account = make_account(organisation=partner.granted[0].organisation)
    post.save()
    picture = make_picture(by=volunteer.user, post=post)
    other = make_volunteer_user(region=volunteer.region)
    elsewhere = make_user(Role.COORDINATOR, regions=[RegionFactory()])
    own = make_user(Role.COORDINATOR, regions=[volunteer.region])
    for user, status in (
        (volunteer.user, 200),
        (own, 200),
        (partner, 200),
        (other.user, 404),
        (elsewhere, 404),
    ):
        client.force_login(user)
        assert bytes_of(client, picture).status_code == status


def test_volunteer_sends_post_and_picture_together_or_neither(client, volunteer):
    data = {"link": "https://www.instagram.com/p/CAbc/", "published_on": "2020-06-01"}
    url = reverse("outreach:post_new")
    wrong = client.post(url, data | sent(shows=""))
    assert wrong.status_code == 422
    assert not Post.objects.exists()
    lost = client.post(url, data | {"link": "no link"} | sent())
    assert "once more" in lost.context["picture"].errors["file"][0]
    assert client.post(url, data | sent()).status_code == 302
    assert Post.objects.get().pictures.count() == 1
    assert client.post(url, data | {"link": "https://www.instagram.com/p/CAbd/"}).status_code == 302
