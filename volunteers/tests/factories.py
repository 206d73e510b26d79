import datetime

import factory

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from volunteers.models import Enrolment, Project, Volunteer


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project
        django_get_or_create = ("code",)

    code = "BKD"
    name_en = factory.LazyAttribute(lambda project: f"Project {project.code}")


class VolunteerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Volunteer

    email = factory.Sequence(lambda n: f"volunteer{n}@example.org")
    first_name = "Dana"
    last_name = factory.Sequence(lambda n: f"Testova{n}")
    birth_date = datetime.date(2003, 5, 20)
    region = factory.SubFactory(RegionFactory)
    languages = ["kk", "ru"]
    joined_date = datetime.date(2020, 3, 1)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    volunteer = factory.SubFactory(VolunteerFactory)
    project = factory.SubFactory(ProjectFactory)
    joined_date = datetime.date(2020, 3, 1)


def make_volunteer_user(**fields) -> Volunteer:
    """A volunteer who has signed up, with the role; ``.user`` signs in."""
    volunteer = VolunteerFactory(**fields)
    volunteer.user = make_user(Role.VOLUNTEER, email=volunteer.email)
    volunteer.save()
    return volunteer
