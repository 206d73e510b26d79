"""A volunteer's post, from the phone: submitted and measured, with as little typing as may be."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import faults_of, sign_in
from accounts.tests.test_pages import confirmed
from campaigns.models import Post, ShortLink
from campaigns.outreach.files.taking import keep_file, take_in
from campaigns.pictures import services
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.pictures import make_picture, photo
from campaigns.tests.posts import make_account, make_post, make_reading
from campaigns.tests.test_outreach_files import DAY, FACEBOOK
from sessions.tests.phone import PHONE, let_in
from volunteers.choices import ConsentKind
from volunteers.tests.factories import ConsentFactory, EnrolmentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager():
    return confirmed(make_user(Role.MANAGER))


def test_volunteer_submits_a_post_from_the_phone_and_adds_its_numbers(page):
    volunteer = make_volunteer_user()
    EnrolmentFactory(volunteer=volunteer)
    ConsentFactory(volunteer=volunteer, kind=ConsentKind.PHOTO)
    page.set_viewport_size(PHONE["viewport"])
    let_in(page, volunteer)
    page.goto("/outreach/")
    page.get_by_role("link", name="Add a post").first.click()
    page.get_by_label("Link to the post").fill("https://www.instagram.com/p/CAbc/?igshid=me")
    page.locator("summary", has_text="Add a picture").click()
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.get_by_label("What is to be seen?").fill("The river bank, clean again")
    page.get_by_label("People who could be recognised").check()
    page.get_by_label("Where the paper is").wait_for()
    page.get_by_label("Only me").check()
    page.get_by_label("Where the paper is").wait_for(state="hidden")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("It counts now.").wait_for()
    shown = page.get_by_alt_text("The river bank, clean again")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 200)
    page.get_by_label("Views").fill("1250")
    page.get_by_role("button", name="Save the numbers").click()
    page.get_by_text("The numbers are written down.").wait_for()
    assert page.get_by_role("cell", name="1,250").is_visible()
    page.wait_for_load_state("networkidle")
    post = Post.objects.get()
    assert (post.platform, post.project.code) == ("instagram", "BKD")
    assert post.published_on == timezone.localdate()
    assert post.readings.get().views == 1250


@pytest.fixture
def outreach_paths(manager) -> list[str]:
    """One page of each kind, a file in each of its states, and a link that is closed."""
    account = make_account(platform="facebook")
    post = make_post(account=account, text="Sort it")
    reading = make_reading(post, views=900)
    link, closed = (
        ShortLink.objects.create(
            code=code,
            title=code,
            target="https://example.org/",
            created_by=manager,
            is_open=code == "open",
        )
        for code in ("open", "closed")
    )
    files = [
        keep_file(by=manager, account=account, name="a.csv", content=content, read_on=DAY, source=3)
        for content in (
            FACEBOOK,
            FACEBOOK.replace("900", "many"),
            "Link,Seen by\nhttps://x.org,12\n",
        )
    ]
    taken = keep_file(
        by=manager, account=account, name="b.csv", content=FACEBOOK, read_on=DAY, source=3
    )
    take_in(taken, by=manager)
    paper = services.Paper("guardians", DAY, "posts", "office")
    picture = make_picture(by=manager, post=post, shows="people", paper=paper)
    campaign = CampaignFactory()
    make_picture(by=manager, campaign=campaign)
    return [
        f"/outreach/pictures/{picture.key}/",
        f"/outreach/{post.pk}/pictures/new/",
        f"/campaigns/{campaign.pk}/pictures/",
        "/outreach/rules/",
        "/outreach/new/",
        f"/outreach/{post.pk}/",
        f"/outreach/readings/{reading.pk}/",
        "/outreach/accounts/new/",
        f"/outreach/accounts/{account.pk}/",
        "/outreach/links/new/",
        f"/outreach/links/{link.pk}/",
        "/outreach/files/",
        *(f"/outreach/files/{file.pk}/" for file in [*files, taken]),
        f"/c/{closed.code}",
    ]


@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (1440, "dark")])
def test_pages_of_outreach_can_be_read_by_all(page, manager, outreach_paths, width, mode):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    sign_in(page, manager.email)
    faults = []
    for path in outreach_paths:
        page.goto(path)
        faults += faults_of(page)
    page.wait_for_load_state("networkidle")
    assert faults == []
