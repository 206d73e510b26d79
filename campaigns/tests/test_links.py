"""Short links: where they lead, who makes them, and that nothing is kept of who follows them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import LinkDay, ShortLink
from campaigns.outreach.links import qr_code, save_link
from sessions.errors import Refusal

pytestmark = pytest.mark.django_db
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"}
POST = "https://instagram.com/p/CAbc"


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


def make_link(by, **fields) -> ShortLink:
    return save_link(ShortLink(**{"title": "Poster", "target": POST} | fields), by=by)


def test_link_leads_to_its_target_and_counts_the_day(manager, client):
    link = make_link(manager)
    for _number in range(2):
        response = client.get(f"/c/{link.code.upper()}", headers=PHONE)
        assert (response.status_code, response["Location"]) == (302, POST)
    day = LinkDay.objects.get()
    assert (day.date, day.visits) == (timezone.localdate(), 2)


def test_visit_leaves_no_cookie_and_nothing_but_a_number(manager, client):
    link = make_link(manager, target="https://gov.example.org/families")
    response = client.get(f"/c/{link.code}", headers=PHONE, REMOTE_ADDR="203.0.113.9")
    assert not response.cookies
    assert {field.name for field in LinkDay._meta.fields} == {"id", "link", "date", "visits"}


@pytest.mark.parametrize("agent", ["TelegramBot (like TwitterBot)", "WhatsApp/2.2", ""])
def test_programs_that_look_at_a_link_are_led_on_and_not_counted(manager, client, agent):
    link = make_link(manager)
    assert client.get(f"/c/{link.code}", headers={"User-Agent": agent}).status_code == 302
    assert client.head(f"/c/{link.code}", headers=PHONE).status_code == 302
    assert not LinkDay.objects.exists()


@pytest.mark.parametrize("more", ["?next=https://evil.example", "?url=//evil.example", "?to=x"])
def test_nothing_in_the_address_changes_where_it_leads(manager, client, more):
    link = make_link(manager)
    assert client.get(f"/c/{link.code}{more}", headers=PHONE)["Location"] == POST
    assert client.get(f"/c/https://evil.example{more}", headers=PHONE).status_code == 404


def test_link_to_another_site_is_shown_before_it_is_followed(manager, client):
    link = make_link(manager, target="https://instagram.com.evil.example/p")
    response = client.get(f"/c/{link.code}", headers=PHONE)
    assert response.status_code == 200
    assert "https://instagram.com.evil.example/p" in response.content.decode()


def test_closed_and_unknown_links_lead_nowhere(manager, client):
    link = make_link(manager)
    link.is_open = False
    save_link(link, by=manager)
    assert client.get(f"/c/{link.code}", headers=PHONE).status_code == 410
    assert client.get("/c/nothing", headers=PHONE).status_code == 404
    assert not LinkDay.objects.exists()


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org",
        "javascript:alert(1)",
        "//evil.example",
        "https://user:secret@example.org",
        "https://exa mple.org",
        "https://localhost",
        "https:\\\\evil.example",
    ],
)
def test_target_that_is_no_plain_https_address_is_refused(manager, target):
    with pytest.raises(Refusal) as refusal:
        make_link(manager, target=target)
    assert "target" in refusal.value.errors
    assert not ShortLink.objects.exists()


def test_code_that_is_taken_is_refused_and_one_that_is_printed_stays(manager):
    link = make_link(manager, code="bekind")
    with pytest.raises(Refusal) as refusal:
        make_link(manager, code="BeKind")
    assert "code" in refusal.value.errors
    link.code, link.target = "other", "https://t.me/bekind/1"
    assert save_link(link, by=manager).code == "bekind"
    with pytest.raises(IntegrityError), transaction.atomic():
        ShortLink.objects.filter(pk=link.pk).update(target="http://example.org")


def test_link_of_another_organisation_is_hidden_and_cannot_be_changed(manager, client):
    partner = make_user(Role.PARTNER, organisation=OrganisationFactory())
    other = make_user(Role.PARTNER, organisation=OrganisationFactory())
    link = make_link(partner)
    assert list(ShortLink.objects.visible_to(partner)) == [link]
    assert not ShortLink.objects.visible_to(other).exists()
    with pytest.raises(PermissionDenied):
        save_link(link, by=other)


@pytest.mark.parametrize(("format_", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_code_to_scan_is_drawn(format_, begins):
    assert qr_code("https://birge.example/c/bekind", format_).startswith(begins)


def test_pages_make_a_link_show_its_code_and_its_days(manager, client):
    client.force_login(manager)
    new = reverse("outreach:link_new")
    assert client.post(new, {"title": "A", "target": "javascript:x"}).status_code == 422
    assert client.post(new, {"title": "A", "target": POST, "code": "a b"}).status_code == 422
    response = client.post(new, {"title": "Market poster", "target": POST})
    link = ShortLink.objects.get()
    page = reverse("outreach:link", args=[link.pk])
    assert response["Location"] == page
    LinkDay.objects.create(link=link, date=datetime.date(2026, 1, 5), visits=1234)
    text = client.get(page).content.decode()
    assert f"/c/{link.code}" in text
    assert "1,234" in text
    assert "1,234" in client.get(reverse("outreach:links")).content.decode()
    for format_ in ("svg", "png"):
        assert client.get(f"{page}code.{format_}").status_code == 200
    assert client.get(f"{page}code.exe").status_code == 404
