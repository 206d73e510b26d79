"""The list of next steps in a real browser: written in one line, ticked, and taken back."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.tests.test_browser_auth import faults_of, sign_in
from campaigns.models import NextStep
from campaigns.tests.test_browser_campaigns import (  # noqa: F401 (fixtures)
    LOOKS,
    campaign,
    leave,
    member,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_step_is_written_in_a_line_ticked_in_place_and_taken_back(page, member, campaign):  # noqa: F811
    sign_in(page, member.email)
    page.goto(f"/campaigns/{campaign.pk}/next-steps/")
    page.get_by_label("What is to be done").fill("Ask ten parents")
    name = page.locator("#id_owner_name")
    expect(name).to_be_hidden()
    page.get_by_label("Who").select_option("")
    expect(name).to_be_visible()
    name.fill("Dilnoza")
    due = timezone.localdate() + datetime.timedelta(days=3)
    page.get_by_label("By when").fill(due.isoformat())
    page.get_by_role("button", name="Add").click()
    row = page.locator(".step", has_text="Ask ten parents")
    expect(row).to_contain_text("Dilnoza")
    row.get_by_role("button", name="Done: Ask ten parents").click()
    expect(row.get_by_role("button", name="Undo")).to_be_visible()
    assert NextStep.objects.get().state == "done"
    row.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("link", name="Edit")).to_be_visible()
    assert NextStep.objects.get().state == "open"
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        page.reload()
        expect(row.get_by_role("link", name="Edit")).to_be_visible()
        assert faults_of(page) == []
    leave(page)


def test_pretest_is_written_beside_a_message_that_is_not_saved_yet(page, member, campaign):  # noqa: F811
    sign_in(page, member.email)
    page.goto(f"/campaigns/{campaign.pk}/sections/messages/")
    expect(page.locator("[data-add-row]").first).to_be_visible()
    page.get_by_label("Key promise").first.fill("A place in class")
    pretest = page.locator("[data-rows='pretests'] [data-row]").first
    pretest.get_by_label("Message").select_option(label="A place in class")
    pretest.get_by_label("With whom").fill("Five mothers")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("is saved")).to_be_visible()
    assert campaign.pretest_rows.get().message.promise == "A place in class"
    leave(page)
