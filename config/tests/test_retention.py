"""Data about people is kept for its period, and not a day longer."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from sessions.models import Assignment
from sessions.tests.factories import make_taught
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.models import Check, Unavailability, Volunteer
from volunteers.privacy.retention import keep_no_longer, rules
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def ago(period: str, more: int = 0) -> datetime.date:
    return TODAY - datetime.timedelta(days=settings.KEEP_DAYS[period] + more)


def at_noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def test_every_period_has_one_rule():
    assert sorted(rule.period for rule in rules()) == sorted(settings.KEEP_DAYS)


@pytest.mark.parametrize(
    ("status", "period"),
    [
        (VolunteerStatus.APPLIED, "waiting"),
        (VolunteerStatus.INTERVIEW, "waiting"),
        (VolunteerStatus.DECLINED, "declined"),
        (VolunteerStatus.LEFT, "left"),
    ],
)
def test_who_is_not_with_us_is_taken_out_after_the_period(status, period):
    over, kept = (VolunteerFactory(status=status) for _ in range(2))
    Volunteer.objects.filter(pk=over.pk).update(status_since=ago(period, 1))
    Volunteer.objects.filter(pk=kept.pk).update(status_since=ago(period))
    keep_no_longer(TODAY)
    assert Volunteer.objects.get(pk=over.pk).erased_at
    assert Volunteer.objects.get(pk=kept.pk).erased_at is None


@pytest.mark.parametrize("status", [VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED])
def test_who_is_with_us_stays_however_long(status):
    volunteer = VolunteerFactory(status=status)
    Volunteer.objects.update(status_since=datetime.date(2001, 1, 1))
    keep_no_longer(TODAY)
    assert Volunteer.objects.get(pk=volunteer.pk).erased_at is None


def test_status_since_follows_whatever_changes_the_status():
    volunteer = VolunteerFactory()
    Volunteer.objects.update(status_since=datetime.date(2001, 1, 1))
    Volunteer.objects.update(first_name="Aru")
    assert Volunteer.objects.get(pk=volunteer.pk).status_since == datetime.date(2001, 1, 1)
    Volunteer.objects.update(status=VolunteerStatus.PAUSED)
    assert Volunteer.objects.get(pk=volunteer.pk).status_since == TODAY


def test_ended_checks_and_times_away_go_after_their_period():
    volunteer = VolunteerFactory()
    for more in (0, 1):
        until = ago("checks", more)
        Check.objects.create(
            volunteer=volunteer,
            kind=CheckKind.CONDUCT,
            valid_from=until - datetime.timedelta(days=10),
            valid_until=until,
        )
        end = at_noon(ago("times_away", more))
        Unavailability.objects.create(
            volunteer=volunteer, starts_at=end - datetime.timedelta(days=1), ends_at=end
        )
    keep_no_longer(TODAY)
    assert [one.valid_until for one in volunteer.checks.all()] == [ago("checks")]
    assert volunteer.unavailabilities.count() == 1
    until = set(Check.pgh_event_model.objects.values_list("valid_until", flat=True))
    assert until == {ago("checks")}


def test_why_somebody_could_not_come_is_forgotten_also_in_the_history():
    school_session = make_taught(
        volunteers=[VolunteerFactory()], starts_at=at_noon(ago("reasons", 1))
    )
    Assignment.objects.update(decline_reason="I was ill")
    keep_no_longer(TODAY)
    place = school_session.assignments.get()
    assert (place.decline_reason, place.status) == ("", "attended")
    assert not Assignment.pgh_event_model.objects.filter(decline_reason="I was ill").exists()
