"""Where the demo does not go: production, other people's data, a database without lessons."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import User
from schools.models import School
from sessions.tests.factories import SchoolSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> None:
    call_command("load_reference", stdout=StringIO())


def refused(match: str, **options) -> None:
    with pytest.raises(CommandError, match=match):
        call_command("load_demo", stdout=StringIO(), **options)
    assert not User.objects.filter(email="manager@example.org").exists()
    assert not School.objects.filter(code__startswith="X").exists()


@pytest.mark.parametrize("sessions", [0, 10])
def test_demo_in_production_is_refused(reference, sessions):
    with override_settings(DEBUG=False):
        refused("DEBUG=1", sessions=sessions)


def test_demo_beside_sessions_of_others_is_refused(reference):
    SchoolSessionFactory()
    with override_settings(DEBUG=True):
        refused("not of the demo")


def test_demo_without_reference_data_says_what_to_do():
    with override_settings(DEBUG=True):
        refused("load_reference")


@pytest.mark.parametrize(("sessions", "message"), [(10**9, "At most"), (-1, "cannot be negative")])
def test_demo_with_an_impossible_number_of_sessions_is_refused(reference, sessions, message):
    with override_settings(DEBUG=True):
        refused(message, sessions=sessions)


def test_demo_of_a_negative_seed_is_refused(reference):
    with override_settings(DEBUG=True):
        refused("from 0 on", seed=-1)
