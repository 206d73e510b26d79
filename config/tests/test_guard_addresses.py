"""Guards over every address: who may open it, nothing is written by reading, no foreign host."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.permissions import Permission
from config.tests.addresses import (
    ADDRESSES,
    BY_KIND_OF_JOB,
    OF_LIBRARIES,
    OF_ONE_S_OWN,
    OPEN,
    Address,
    expected_status,
)
from config.tests.world import ROLES, World
from transfers.models import Job
from transfers.registry import kinds

pytestmark = pytest.mark.django_db


def every_pattern(resolver=None, namespace: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += every_pattern(entry, inner)
        else:
            found.append((f"{namespace}{entry.name or entry.pattern}", entry))
    return found


OWN_PATTERNS = [
    (name, entry) for name, entry in every_pattern() if not name.startswith(OF_LIBRARIES)
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once: each test's own transaction lies within this one, and is taken back alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        for place in (world.own, world.foreign):
            assert place.draft != place.published
            # Made here, not in a test that is taken back.
            made = [place.fill_run, place.school_break, place.closure, place.unit, place.lesson]
            assert all(
                one.pk
                for one in [*made, place.idea, place.post, place.short_link, place.outreach_file]
            )
            assert place.schools_answers
            assert place.workshop_certificate
        yield world
        transaction.set_rollback(True)


def client_of(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if user := world.users[role]:
        client.force_login(user)
    return client


def outcome(response) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith("/accounts/login/"):
        return "login"
    names = {403: "refused", 404: "hidden"}
    if response.status_code in names:
        return names[response.status_code]
    # What is sent along is empty, so a form may be refused for its content.
    assert response.status_code in {200, 204, 302, 303, 400, 409, 422}, response.status_code
    return "open"


def ask(client: Client, address: Address, arguments: list):
    """Send the request, and take back whatever it wrote."""
    url = reverse(address.name, args=arguments)
    with transaction.atomic():
        response = getattr(client, address.method)(url)
        response.render() if hasattr(response, "render") else None
        transaction.set_rollback(True)
    return response


def test_every_address_is_in_the_table():
    names = {name for name, _entry in OWN_PATTERNS}
    listed = {address.name for address in ADDRESSES}
    assert names == listed | OPEN | set(OF_ONE_S_OWN) | set(BY_KIND_OF_JOB)


@pytest.mark.parametrize(("name", "entry"), OWN_PATTERNS, ids=[name for name, _ in OWN_PATTERNS])
def test_every_view_has_a_permission_or_says_why_it_is_open(name, entry):
    if name in OPEN:
        assert entry.callback.open_because
        assert not getattr(entry.callback, "login_required", True)
    else:
        assert isinstance(entry.callback.permission, Permission)
        assert getattr(entry.callback, "login_required", True)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_address_as_each_role_on_own_and_foreign_objects(world, address):
    for place in (world.own, world.foreign) if address.of else (world.own,):
        for role in ROLES:
            response = ask(client_of(world, role), address, address.arguments(place))
            expected = expected_status(world, role, address, place)
            where = "own" if place is world.own else "foreign"
            assert outcome(response) == expected, f"{role} on {where}"


@pytest.mark.parametrize("name", OF_ONE_S_OWN)
def test_job_of_another_is_hidden_from_everyone(world, name):
    job = world.job_of("manager")
    method = "post" if name == "transfers:continue" else "get"
    for role in ROLES:
        response = getattr(client_of(world, role), method)(reverse(name, args=[job.pk]))
        if role == "signed_out":
            assert outcome(response) == "login"
        elif role != "manager":
            assert response.status_code in {403, 404}, role


def test_job_can_be_asked_for_by_those_with_its_permission_only(world):
    for kind in kinds():
        for role in ROLES:
            url = reverse("transfers:request", args=[kind.slug])
            response = client_of(world, role).get(url)
            if role == "signed_out":
                assert outcome(response) == "login"
            elif kind.form is None:
                assert response.status_code == 404
            else:
                allowed = world.users[role].can(kind.permission)
                assert response.status_code == (200 if allowed else 403), f"{kind.name}, {role}"


def test_admin_site_opens_to_administrators_only(world):
    for role in ROLES:
        response = client_of(world, role).get("/admin/")
        assert (response.status_code == 200) == (role == "administrator"), role


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index"])
def test_account_pages_lead_signed_out_people_to_the_login(world, name):
    assert outcome(client_of(world, "signed_out").get(reverse(name))) == "login"


READ = [address for address in ADDRESSES if address.method == "get"]


@pytest.mark.parametrize("address", READ, ids=lambda address: address.name)
def test_reading_writes_nothing(world, address):
    url = reverse(address.name, args=address.arguments(world.own))
    for role in sorted(address.allowed):
        client = client_of(world, role)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response = client.get(url)
            transaction.set_rollback(True)
        assert response.status_code in {200, 204, 302}, f"{role} gets {response.status_code}"


def test_reading_one_s_job_writes_nothing(world):
    client, job = client_of(world, "manager"), world.job_of("manager")
    before = Job.objects.count()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        assert client.get(reverse("transfers:job", args=[job.pk])).status_code == 200
        transaction.set_rollback(True)
    assert Job.objects.count() == before


OUTSIDE = re.compile(r"""(?:src|href|action|poster|data-src)=["'](?:https?:)?//([^/"']+)""")


@pytest.mark.parametrize("address", READ, ids=lambda address: address.name)
def test_page_names_no_foreign_host_and_keeps_the_content_policy(world, address):
    for role in sorted(address.allowed):
        client = client_of(world, role)
        response = client.get(reverse(address.name, args=address.arguments(world.own)))
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        text = response.content.decode()
        assert OUTSIDE.findall(text) == []
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", text), "inline style or handler"
        assert not re.search(r"<style|<script(?![^>]*(?:src=|type=\"application/json\"))", text)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_static_files_name_no_foreign_host(settings):
    for path in [
        *settings.STATICFILES_DIRS[0].rglob("*.css"),
        *settings.STATICFILES_DIRS[0].rglob("*.js"),
    ]:
        hosts = re.findall(r"https?://([\w.-]+)", path.read_text())
        assert set(hosts) <= {"www.w3.org"}, path.name
