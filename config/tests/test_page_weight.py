"""What a phone loads, compressed and without fonts: within the budget, on each of its pages."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from config.bench.pages import FIRST_VISIT, LATER_VISIT, SERVED, weight_of
from config.tests.test_browser_volunteers_way import pages_of_volunteers
from config.tests.world import World
from volunteers.consenting.services import ask_guardian
from volunteers.tests.factories import VolunteerFactory
from volunteers.tests.joining import pages, years_ago

pytestmark = pytest.mark.django_db


def too_heavy(client: Client, paths: list[str]) -> dict[str, tuple[float, float]]:
    """Kilobytes of the first visit and of each later one, where they are over the budget."""
    found = {}
    for path in paths:
        first, later, _files = weight_of(client, path)
        if first > FIRST_VISIT or later > LATER_VISIT:
            found[path] = (first, later)
    return found


@override_settings(**SERVED)
def test_pages_of_a_volunteer_are_light():
    world = World()
    paths = pages_of_volunteers(world)
    client = Client()
    client.force_login(world.own.volunteer.user)
    assert len(paths) > 15
    assert too_heavy(client, paths) == {}


@override_settings(**SERVED)
def test_pages_of_who_applies_and_of_guardians_are_light(client):
    world = World()
    child = VolunteerFactory(birth_date=years_ago(14), guardian_email="mother@example.org")
    asked = ask_guardian(child, by=None)
    typed = pages(15, place={"region": world.own.region.code}) | {"send": {}}
    asked_path = reverse("guardian", args=[asked.token])
    assert too_heavy(client, [reverse("join:start"), reverse("account_login"), asked_path]) == {}
    for name, fields in typed.items():
        path = reverse("join:step", args=[name])
        assert too_heavy(client, [path]) == {}
        client.post(path, fields)
