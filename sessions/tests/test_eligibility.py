import pytest

from accounts.permissions import Role
from accounts.tests.factories import make_user
from sessions.eligibility import Reason, reasons_for, sentence
from sessions.services.planning import plan_session
from sessions.tests.planning import make_world, tomorrow_at


@pytest.fixture
def world(db):
    return make_world()


def codes(school_session, volunteer):
    found = reasons_for([school_session.pk], [volunteer.pk])
    return sorted(reason.code for reason in found.get((school_session.pk, volunteer.pk), []))


def test_reasons_for_somebody_ready_are_none(world):
    planned = plan_session(world.plan(), by=world.coordinator)
    assert reasons_for([planned.pk], [world.volunteer().pk]) == {}


def test_reasons_for_travel_name_the_other_session(world):
    volunteer, manager = world.volunteer(), make_user(Role.MANAGER)
    online = plan_session(world.plan(mode="online"), by=manager, lead=volunteer)
    there = plan_session(
        world.plan(starts_at=tomorrow_at(11), mode="offline", class_groups=(world.groups[1],)),
        by=manager,
    )
    (reason,) = reasons_for([there.pk], [volunteer.pk])[there.pk, volunteer.pk]
    assert reason == Reason("travel", True, online.pk)
    told = sentence(reason, manager, school_session=there, volunteer=volunteer)
    assert told.startswith("no time to be on the way: What is bullying?, School-lyceum 59")
