"""Reminders before checks end, and the letter of the day after the 18th birthday."""

import datetime

import pytest
from django.utils import timezone

from outbox.composing import put_together_due
from outbox.models import Letter
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.joining.reminding import write_check_reminders, write_to_new_adults
from volunteers.models import Check
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def make_check(until: datetime.date, **fields) -> Check:
    volunteer = VolunteerFactory(languages=["en"], **fields)
    return Check.objects.create(
        volunteer=volunteer,
        kind=CheckKind.BACKGROUND,
        valid_from=until - days(365),
        valid_until=until,
    )


def test_check_is_reminded_of_once_each_at_60_30_and_7_days():
    check = make_check(TODAY + days(70))
    written = []
    for day in range(72):
        write_check_reminders(TODAY + days(day))
        write_check_reminders(TODAY + days(day))
        if (number := Letter.objects.count()) > len(written):
            written += [day] * (number - len(written))
    assert written == [70 - 60, 70 - 30, 70 - 7]
    assert {letter.person for letter in Letter.objects.all()} == {check.volunteer_id}


def test_check_that_was_missed_for_days_is_reminded_of_by_the_nearest():
    make_check(TODAY + days(20))
    write_check_reminders(TODAY)
    assert [letter.cause.rsplit(":", 1)[1] for letter in Letter.objects.all()] == ["30"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": VolunteerStatus.LEFT},
        {"birth_date": TODAY - datetime.timedelta(days=15 * 365)},
    ],
)
def test_check_of_who_left_or_is_a_minor_is_not_reminded_of(fields):
    make_check(TODAY + days(5), **fields)
    write_check_reminders(TODAY)
    assert not Letter.objects.exists()


def test_check_letter_is_dropped_once_there_is_a_new_check():
    check = make_check(TODAY + days(6))
    write_check_reminders(TODAY)
    check.volunteer.checks.create(kind=check.kind, valid_from=TODAY, valid_until=None)
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    assert Letter.objects.get().dropped == "overtaken"


def test_check_letter_says_how_many_days_are_left():
    make_check(TODAY + days(6))
    write_check_reminders(TODAY)
    put_together_due(timezone.now() + datetime.timedelta(hours=1))
    assert Letter.objects.get().subject == "Background check: 6 days left"


def test_turning_18_is_written_of_on_the_day_after_and_once():
    born = datetime.date(2004, 2, 29)
    VolunteerFactory(birth_date=born, joined_date=datetime.date(2020, 3, 1))
    birthday = datetime.date(2022, 3, 1)
    write_to_new_adults(birthday)
    assert not Letter.objects.exists()
    for day in range(1, 30):
        write_to_new_adults(birthday + days(day))
    assert Letter.objects.get().kind == "adult"


def test_turning_18_is_not_written_of_to_who_joined_as_an_adult():
    VolunteerFactory(birth_date=TODAY - days(18 * 365 + 10), joined_date=TODAY - days(1))
    write_to_new_adults(TODAY)
    assert not Letter.objects.exists()
