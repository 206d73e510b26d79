import factory

from regions.tests.factories import RegionFactory
from schools.models import ClassGroup, School, SchoolContact


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
