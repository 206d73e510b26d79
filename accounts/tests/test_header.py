"""The header is kept between pages, but for what belongs to one reader or one page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from accounts.services import grant_role
from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db


def header(client, address="/") -> str:
    page = client.get(address).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def test_header_is_each_reader_s_own_and_follows_their_names_and_roles():
    aliya, bota = (make_user(Role.MANAGER, first_name=name, last_name="K") for name in "AB")
    ours, theirs = Client(), Client()
    ours.force_login(aliya)
    theirs.force_login(bota)
    assert "<b>A K</b>" in header(ours)
    assert "<b>B K</b>" in header(theirs)
    aliya.first_name = "<i>Aliya</i>"
    aliya.save()
    assert "<b>&lt;i&gt;Aliya&lt;/i&gt; K</b>" in header(ours)
    plain = make_user()
    client = Client()
    client.force_login(plain)
    assert reverse("reports:impact") not in header(client)
    grant_role(plain, Role.MANAGER)
    assert reverse("reports:impact") in header(client)


def test_header_speaks_the_language_and_marks_the_place_of_each_page():
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    for address in ("/", reverse("schools:list"), "/"):
        current = re.search(r'href="([^"]*)"\s+aria-current="page"', header(client, address))
        assert current[1] == address
    client.cookies["django_language"] = "ru"
    assert "Выйти" in header(client)
    del client.cookies["django_language"]
    assert "Sign out" in header(client)


def test_header_s_forms_carry_this_request_s_token_and_address():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.MANAGER))
    header(client)
    shown = header(client, f"{reverse('schools:list')}?q=%22%3Eb&page=2")
    assert 'name="next" value="/schools/?q=%22%3Eb&amp;page=2"' in shown
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', shown))
    assert len(tokens) == 1
    sent = {"csrfmiddlewaretoken": tokens.pop(), "language": "kk", "next": "/schools/"}
    assert client.post(reverse("set_language"), sent).status_code == 302
    assert (
        client.post(reverse("set_language"), sent | {"csrfmiddlewaretoken": "x"}).status_code == 403
    )
