"""Letters about sessions on the page of what was sent."""

import pytest
from django.test import Client

from accounts.permissions import Role
from accounts.tests.factories import make_user
from outbox.models import Letter
from regions.tests.factories import RegionFactory
from sessions import notices
from sessions.tests.factories import SchoolSessionFactory, make_assignment
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db


def test_address_is_shown_to_those_only_who_may_see_the_volunteer():
    own, foreign = RegionFactory(), RegionFactory()
    session = SchoolSessionFactory(school__region=own)
    for region, name, role in ((own, "near", "lead"), (foreign, "far", "co_teacher")):
        volunteer = VolunteerFactory(region=region, email=f"{name}@example.org", last_name=name)
        make_assignment(school_session=session, volunteer=volunteer, role=role)
    notices.confirmed(session, by=None)
    client = Client()
    client.force_login(make_user(Role.COORDINATOR, regions=[own]))
    page = client.get("/messages/").content.decode()
    assert "near@example.org" in page
    assert "Dana far" in page
    assert "far@example.org" not in page
    far = Letter.objects.get(address="far@example.org")
    assert "far@example.org" not in client.get(f"/messages/{far.pk}/").content.decode()
    client.force_login(make_user(Role.MANAGER))
    assert "far@example.org" in client.get("/messages/").content.decode()
