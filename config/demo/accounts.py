"""The people who can sign in to the demo, and their organisations."""

from allauth.account.models import EmailAddress

from accounts.models import Organisation, OrganisationKind, User
from accounts.permissions import Role
from accounts.services import grant_role
from regions.models import Region

PASSWORD = "birge-demo"  # noqa: S105 - known to everybody, which is why it needs DEBUG=1
COORDINATED = ("KZ-71", "KZ-11")

_ORGANISATIONS = (
    (
        OrganisationKind.NGO,
        "National Volunteer Network",
        "Национальная волонтёрская сеть",
        "Ұлттық волонтерлер желісі",
    ),
    (
        OrganisationKind.INTERNATIONAL,
        "UNICEF Kazakhstan",
        "ЮНИСЕФ в Казахстане",
        "ЮНИСЕФ Қазақстанда",
    ),
    (
        OrganisationKind.MINISTRY,
        "Ministry of Education",
        "Министерство просвещения",
        "Оқу-ағарту министрлігі",
    ),
)

_PEOPLE = {
    "manager": ("Zarina", "Nurlanova"),
    "coordinator": ("Aigerim", "Saparova"),
    "volunteer": ("Dana", "Kairatova"),
    "partner": ("Marat", "Ibrayev"),
    "admin": ("Ruslan", "Tulegenov"),
}
DEPUTY = ("Askar", "Beisenov")
"""A second manager: whoever wrote a report does not approve it."""


def make_organisations() -> Organisation:
    """All of them; returns the one that the partner belongs to."""
    made = [
        Organisation.objects.get_or_create(
            name_en=en, defaults={"kind": kind, "name_ru": ru, "name_kk": kk}
        )[0]
        for kind, en, ru, kk in _ORGANISATIONS
    ]
    return made[0]


def make_users() -> dict[str, User]:
    """The demo's users by the first part of their addresses, with their roles."""
    users = {name: _user(name, *full_name) for name, full_name in _PEOPLE.items()}
    grant_role(users["manager"], Role.MANAGER)
    for region in Region.objects.filter(code__in=COORDINATED):
        grant_role(users["coordinator"], Role.COORDINATOR, region=region)
    grant_role(users["volunteer"], Role.VOLUNTEER)
    grant_role(users["partner"], Role.PARTNER, organisation=make_organisations())
    grant_role(users["admin"], Role.ADMINISTRATOR)
    return users


def make_deputy() -> User:
    deputy = User.objects.filter(email="deputy@example.org").first() or _user("deputy", *DEPUTY)
    grant_role(deputy, Role.MANAGER)
    return deputy


def _user(name: str, first_name: str, last_name: str) -> User:
    is_admin = name == "admin"
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first() or User(email=email)
    user.first_name, user.last_name = first_name, last_name
    user.is_staff = user.is_superuser = is_admin
    user.set_password(PASSWORD)
    user.save()
    # Sign-in asks for a verified address.
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user
