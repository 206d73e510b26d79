import factory

from accounts.models import Organisation, User
from accounts.permissions import Role
from accounts.services import grant_role
from regions.tests.factories import RegionFactory

PASSWORD = "a-long-test-password"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name_en = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "ngo"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Aru"
    last_name = "Testova"

    @classmethod
    def _create(cls, model_class, *args, **kwargs) -> User:
        return model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


def make_user(role: Role | None = None, *, regions=(), organisation=None, **fields) -> User:
    """A user with one role; a coordinator of the given regions (one is made when none is)."""
    user = UserFactory(**fields)
    if role == Role.COORDINATOR:
        for region in regions or [RegionFactory()]:
            grant_role(user, role, region=region)
    elif role == Role.PARTNER:
        grant_role(user, role, organisation=organisation or OrganisationFactory())
    elif role:
        grant_role(user, role)
    return user
