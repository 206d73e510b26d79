"""A consent is taken back: places to come are free, and nobody is active without it, ever."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Letter
from sessions.services.places import take_place
from sessions.services.planning import plan_session
from sessions.tests.planning import at_once, make_world, tomorrow_at, years_ago
from sessions.tests.test_places import member
from volunteers.choices import VolunteerStatus
from volunteers.consenting.services import answer_request, ask_guardian, withdraw_consents
from volunteers.joining.services import move_volunteers
from volunteers.models import Consent, StaffingLimits, Volunteer
from volunteers.tests.factories import ConsentFactory

S = VolunteerStatus
TIMES = 8
"""So often the same two things are done at once; who is first is chance."""


def places_to_come(volunteer: Volunteer) -> int:
    return volunteer.assignments.filling().count()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["by the link", "by a no to a newer link"])
def test_consent_taken_back_frees_the_places_and_tells_the_coordinator(way):
    world = make_world()
    child = member(world, birth_date=years_ago(15), guardian_email="mother@example.org")
    teacher = world.school.contacts.get()
    for hour in (15, 17):
        planned = plan_session(
            world.plan(
                starts_at=tomorrow_at(hour),
                mode="online",
                contact=teacher,
                takes_volunteers=True,
                class_groups=(),
            ),
            by=world.coordinator,
        )
        take_place(planned, by=child.user)
    assert places_to_come(child) == 2
    if way == "by the link":
        withdraw_consents(child, ["guardian"], by=None)
    else:
        asked = ask_guardian(child, by=world.coordinator)
        answer_request(asked, takes_part=False, pictures=False, given_by="Aigul")
    child.refresh_from_db()
    assert (child.status, places_to_come(child)) == (S.PAUSED, 0)
    told = Letter.objects.filter(address=world.coordinator.email, kind="consent_lost")
    assert told.get().about == f"volunteer:{child.pk}"


@pytest.mark.django_db(transaction=True)
def test_activating_and_taking_back_at_once_leaves_nobody_active_without_consent():
    world = make_world()
    for turn in range(TIMES):
        child = world.volunteer(birth_date=years_ago(15), status=S.TRAINED)
        acts = [
            lambda c=child: move_volunteers([c], to=S.ACTIVE, by=world.coordinator),
            lambda c=child: withdraw_consents(c, ["guardian"], by=None),
        ]
        results = at_once(acts if turn % 2 else acts[::-1])
        assert not [one for one in results if isinstance(one, Exception)]
        assert not child.consents.filter(kind="guardian", withdrawn_at=None).exists()
        child.refresh_from_db()
        assert child.status != S.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_raw_updates_at_once_leave_nobody_active_without_consent():
    """Whatever code writes: one of the two is refused when its transaction ends."""
    world = make_world()

    def activate(volunteer: Volunteer) -> None:
        with transaction.atomic():
            Volunteer.objects.filter(pk=volunteer.pk).update(status=S.ACTIVE)

    def take_back(volunteer: Volunteer) -> None:
        with transaction.atomic():
            given = Consent.objects.filter(volunteer=volunteer, kind="guardian")
            given.update(withdrawn_at=timezone.now())

    for _turn in range(TIMES):
        child = world.volunteer(birth_date=years_ago(15), status=S.TRAINED)
        results = at_once([lambda c=child: activate(c), lambda c=child: take_back(c)])
        assert sum(isinstance(one, IntegrityError) for one in results) == 1, results
        child.refresh_from_db()
        has_consent = child.consents.filter(kind="guardian", withdrawn_at=None).exists()
        assert (child.status == S.ACTIVE) == has_consent


@pytest.mark.django_db(transaction=True)
def test_higher_age_and_activating_at_once_leave_nobody_active_without_consent():
    StaffingLimits.objects.create(guardian_consent_under_age=14)
    world = make_world()

    def raise_age() -> None:
        with transaction.atomic():
            StaffingLimits.objects.update(guardian_consent_under_age=16)

    for _turn in range(TIMES):
        StaffingLimits.objects.update(guardian_consent_under_age=14)
        child = world.volunteer(
            birth_date=years_ago(15), status=S.TRAINED, consents=["participation"]
        )
        results = at_once(
            [
                lambda c=child: move_volunteers([c], to=S.ACTIVE, by=world.coordinator),
                raise_age,
            ]
        )
        child.refresh_from_db()
        age = StaffingLimits.now().guardian_consent_under_age
        assert child.status != S.ACTIVE or age == 14, results
        ConsentFactory(volunteer=child, kind="guardian")
