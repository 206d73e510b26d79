"""A volunteer's post, from the phone: submitted and measured, with as little typing as may be."""

import pytest
from django.utils import timezone

from campaigns.models import Post
from sessions.tests.phone import PHONE, let_in
from volunteers.tests.factories import EnrolmentFactory, make_volunteer_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_volunteer_submits_a_post_from_the_phone_and_adds_its_numbers(page):
    volunteer = make_volunteer_user()
    EnrolmentFactory(volunteer=volunteer)
    page.set_viewport_size(PHONE["viewport"])
    let_in(page, volunteer)
    page.goto("/outreach/")
    page.get_by_role("link", name="Add a post").first.click()
    page.get_by_label("Link to the post").fill("https://www.instagram.com/p/CAbc/?igshid=me")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("It counts now.").wait_for()
    page.get_by_label("Views").fill("1250")
    page.get_by_role("button", name="Save the numbers").click()
    page.get_by_text("The numbers are written down.").wait_for()
    assert page.get_by_role("cell", name="1,250").is_visible()
    page.wait_for_load_state("networkidle")
    post = Post.objects.get()
    assert (post.platform, post.project.code) == ("instagram", "BKD")
    assert post.published_on == timezone.localdate()
    assert post.readings.get().views == 1250
