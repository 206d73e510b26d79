import datetime

import factory

from accounts.services import system_user
from regions.tests.factories import RegionFactory
from schools.bells import parse_shift
from schools.models import BellPeriod, Break, ClassGroup, Closure, School, SchoolContact


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    code = factory.Sequence(lambda n: f"S{n:05d}")
    name_en = factory.Sequence(lambda n: f"School {n}")
    region = factory.SubFactory(RegionFactory)
    settlement = "urban"
    languages = ["kk"]


class SchoolContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolContact

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Teacher {n}")
    email = factory.Sequence(lambda n: f"teacher{n}@example.org")


class ClassGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClassGroup

    school = factory.SubFactory(SchoolFactory)
    school_year = 2026
    grade = 7
    letter = factory.Sequence(lambda n: f"А{n}")
    language = "kk"
    enrolled = 28


class BreakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Break

    name_en = "Autumn break"
    since = datetime.date(2026, 10, 26)
    until = datetime.date(2026, 11, 1)


class ClosureFactory(factory.django.DjangoModelFactory):
    """A school's; give ``region`` or ``district`` with ``school=None`` for another place."""

    class Meta:
        model = Closure

    school = factory.SubFactory(SchoolFactory)
    since = datetime.date(2026, 11, 24)
    until = factory.SelfAttribute("since")
    kind = "frost"
    reason = "−37 °C"
    by = factory.LazyFunction(system_user)


def set_bells(school: School, *shifts: str) -> None:
    """A bell schedule of these rules, one a shift."""
    BellPeriod.objects.filter(school=school).delete()
    for number, text in enumerate(shifts, 1):
        for slot in parse_shift(text, number):
            BellPeriod.objects.create(
                school=school,
                shift=slot.shift,
                number=slot.number,
                starts=slot.starts,
                ends=slot.ends,
            )
