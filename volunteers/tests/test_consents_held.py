"""Nobody is active without the consents that are needed, whatever writes: held by the database."""

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from regions.tests.factories import RegionFactory
from volunteers.choices import VolunteerStatus
from volunteers.models import Consent, StaffingLimits, Volunteer
from volunteers.tests.factories import ConsentFactory, VolunteerFactory

pytestmark = pytest.mark.django_db

OWN, GUARDIAN = "volunteer_active_has_consent", "volunteer_active_has_guardian_consent"
PICTURES = "consent_pictures_of_minor_by_guardian"


def born(years: int, *, tomorrow: bool = False) -> datetime.date:
    """The birth date of who is so many years old today, or turns it tomorrow."""
    day = timezone.localdate() + datetime.timedelta(days=tomorrow)
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - years)


def child(**fields) -> Volunteer:
    """Fifteen, with their own consent and nobody else's."""
    fields = {"status": "applied", "consents": ["participation"], "birth_date": born(15)} | fields
    return VolunteerFactory(**fields)


def refused(write: Callable[[], object]) -> str:
    """The name of the rule that stood against it when the transaction ended."""
    with pytest.raises(IntegrityError) as error:
        taken(write)
    return error.value.__cause__.diag.constraint_name


def taken(write: Callable[[], object]) -> None:
    with transaction.atomic():
        write()
        connection.check_constraints()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def save_as_active(volunteer: Volunteer) -> None:
    volunteer.status = VolunteerStatus.ACTIVE
    volunteer.save()


WAYS = {
    "save": save_as_active,
    "update": lambda v: Volunteer.objects.filter(pk=v.pk).update(status="active"),
    "bulk_update": lambda v: Volunteer.objects.bulk_update(
        [Volunteer(pk=v.pk, status="active")], ["status"]
    ),
    "sql": lambda v: sql("UPDATE volunteers_volunteer SET status = 'active' WHERE id = %s", v.pk),
    "upsert": lambda v: sql(
        "INSERT INTO volunteers_volunteer (email, first_name, last_name, birth_date, region_id,"
        " languages, status, joined_date) SELECT email, first_name, last_name, birth_date,"
        " region_id, languages, 'active', joined_date FROM volunteers_volunteer WHERE id = %s"
        " ON CONFLICT (email) DO UPDATE SET status = 'active'",
        v.pk,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_child_without_a_guardians_consent_becomes_active_in_no_way(way):
    volunteer = child()
    assert refused(lambda: WAYS[way](volunteer)) == GUARDIAN
    ConsentFactory(volunteer=volunteer, kind="guardian")
    taken(lambda: WAYS[way](volunteer))


@pytest.mark.parametrize("way", WAYS)
def test_adult_without_an_own_consent_becomes_active_in_no_way(way):
    volunteer = VolunteerFactory(status="applied", consents=[])
    assert refused(lambda: WAYS[way](volunteer)) == OWN
    ConsentFactory(volunteer=volunteer, kind="participation")
    taken(lambda: WAYS[way](volunteer))


def test_new_volunteer_is_not_active_without_consent_by_any_insert():
    region = RegionFactory()
    fields = {
        "first_name": "A",
        "last_name": "B",
        "birth_date": born(20),
        "region": region,
        "languages": ["kk"],
        "status": "active",
    }
    assert refused(lambda: Volunteer.objects.create(email="a@example.org", **fields)) == OWN
    many = [Volunteer(email=f"a{n}@example.org", **fields) for n in range(3)]
    assert refused(lambda: Volunteer.objects.bulk_create(many)) == OWN
    assert not Volunteer.objects.filter(email__startswith="a").exists()


def test_consent_may_come_after_the_status_within_one_transaction():
    volunteer = child()

    def write() -> None:
        save_as_active(volunteer)
        ConsentFactory(volunteer=volunteer, kind="guardian")

    taken(write)


LOSSES = {
    "withdrawn": lambda c: Consent.objects.filter(pk=c.pk).update(withdrawn_at=timezone.now()),
    "deleted": lambda c: c.delete(),
    "sql": lambda c: sql("DELETE FROM volunteers_consent WHERE id = %s", c.pk),
    "turned into another": lambda c: Consent.objects.filter(pk=c.pk).update(kind="photo"),
    "given to another": lambda c: Consent.objects.filter(pk=c.pk).update(volunteer=child()),
    "moved to the future": lambda c: Consent.objects.filter(pk=c.pk).update(
        given_at=timezone.now() + datetime.timedelta(days=1)
    ),
    "all gone": lambda c: sql("TRUNCATE volunteers_consent"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_active_child_does_not_lose_the_guardians_consent(loss):
    volunteer = child(status="active", consents=["participation", "guardian"])
    consent = volunteer.consents.get(kind="guardian")
    connection.check_constraints()
    assert refused(lambda: LOSSES[loss](consent)) in {OWN, GUARDIAN}
    volunteer.refresh_from_db()
    assert volunteer.status == "active"


def test_withdrawing_goes_together_with_a_rest():
    volunteer = child(status="active", consents=["participation", "guardian"])

    def write() -> None:
        volunteer.consents.filter(kind="guardian").update(withdrawn_at=timezone.now())
        Volunteer.objects.filter(pk=volunteer.pk).update(status="paused")

    taken(write)


def test_birth_date_that_makes_an_active_volunteer_too_young_is_refused():
    volunteer = VolunteerFactory(birth_date=born(17), consents=["participation"])
    younger = Volunteer.objects.filter(pk=volunteer.pk)
    assert refused(lambda: younger.update(birth_date=born(16, tomorrow=True))) == GUARDIAN
    taken(lambda: younger.update(birth_date=born(16)))


def test_higher_age_of_consent_waits_for_the_guardians_of_who_is_active():
    volunteer = VolunteerFactory(birth_date=born(17), consents=["participation"])
    StaffingLimits.objects.create(guardian_consent_under_age=17)
    limits = StaffingLimits.objects.all()
    assert refused(lambda: limits.update(guardian_consent_under_age=18)) == GUARDIAN
    ConsentFactory(volunteer=volunteer, kind="guardian")
    taken(lambda: limits.update(guardian_consent_under_age=18))


def test_lower_age_of_consent_cannot_be_taken_away_under_who_relies_on_it():
    StaffingLimits.objects.create(guardian_consent_under_age=14)
    volunteer = child()
    taken(lambda: save_as_active(volunteer))
    assert refused(StaffingLimits.objects.all().delete) == GUARDIAN


def test_pictures_of_a_minor_need_a_guardian_and_of_an_adult_do_not():
    seventeen, adult = (VolunteerFactory(birth_date=born(years)) for years in (17, 18))
    now = {"kind": "photo", "given_at": timezone.now()}
    for method in ("account", "taken_over"):
        taken(lambda m=method: ConsentFactory(volunteer=VolunteerFactory(), method=m, **now))
        by_minor = {"volunteer": seventeen, "method": method, **now}
        assert refused(lambda f=by_minor: ConsentFactory(**f)) == PICTURES
    taken(lambda: ConsentFactory(volunteer=adult, method="account", **now))
    taken(lambda: ConsentFactory(volunteer=seventeen, method="link", **now))
    of_minor = seventeen.consents.filter(kind="photo")
    assert refused(lambda: of_minor.update(method="account")) == PICTURES


def test_guardian_never_agrees_in_the_volunteers_account():
    with pytest.raises(IntegrityError, match="consent_of_guardian_is_not_by_account"):
        ConsentFactory(volunteer=child(), kind="guardian", method="account")
