"""The start pages in a real browser: figures come by themselves, and all can be read by all."""

import datetime

import pytest
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import SIZES, faults_of
from reporting.services import drain_all
from schools.tests.factories import SchoolFactory
from sessions.tests.factories import SchoolSessionFactory, make_taught
from sessions.tests.test_browser_log import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def school():
    """With something of every kind that start pages tell of."""
    school = SchoolFactory(name_en="School 59")
    now = timezone.now()
    SchoolSessionFactory(school=school, starts_at=now + datetime.timedelta(days=1))
    SchoolSessionFactory(school=school, starts_at=now - datetime.timedelta(days=1))
    make_taught(school=school, starts_at=now, groups=[(None, {"students_online": 1234})])
    drain_all()
    return school


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_start_pages_can_be_read_by_all(page, school, size, mode):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    faults = []
    for role in (None, Role.COORDINATOR, Role.MANAGER, Role.PARTNER, Role.ADMINISTRATOR):
        user = make_user(role, **({"regions": [school.region]} if role == Role.COORDINATOR else {}))
        let_in(page, user)
        page.goto("/")
        if role in (Role.COORDINATOR, Role.MANAGER, Role.PARTNER):
            page.get_by_text("1,234").first.wait_for()
        faults += faults_of(page)
    assert faults == []
