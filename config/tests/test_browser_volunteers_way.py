"""Every page that a volunteer can open, in a real browser: on a narrow phone, light and dark."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.test_browser_auth import SIZES, faults_of
from config.tests.addresses import ADDRESSES
from config.tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

OPEN_TO_ALL = ["verify_any"]


def pages_of_volunteers(world: World) -> list[str]:
    """The addresses that a volunteer may open and that give a page, on own things."""
    client = Client()
    client.force_login(world.own.volunteer.user)
    own = [one for one in ADDRESSES if one.method == "get" and "volunteer" in one.allowed]
    paths = [reverse(one.name, args=one.arguments(world.own)) for one in own]
    paths += [reverse(name) for name in OPEN_TO_ALL]
    certificate = world.own.volunteer.certificates.get()
    paths.append(reverse("verify", args=[certificate.shown_code]))
    return [path for path in paths if is_page(client.get(path))]


def is_page(response) -> bool:
    """A whole one: parts of pages and files are looked at elsewhere."""
    return response.status_code == 200 and b"<main" in b"".join(response)


def test_every_page_of_a_volunteer_can_be_read_by_all(page):
    world = World()
    paths = pages_of_volunteers(world)
    assert reverse("my_certificates") in paths
    sign_in(page, world)
    page.set_viewport_size(SIZES["phone"])
    faults = []
    for path in paths:
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)
            page.goto(path)
            faults += faults_of(page)
    assert faults == []


def sign_in(page, world: World) -> None:
    client = Client()
    client.force_login(world.own.volunteer.user)
    cookie = client.cookies["sessionid"]
    page.goto("/healthz")
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.url}])
