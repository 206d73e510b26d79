"""Who signs in for the measurements; made once in each database."""

from django.db.models import Count
from django.db.models.functions import TruncMonth

from accounts.models import User
from accounts.permissions import Role
from accounts.services import grant_role
from regions.models import Region
from sessions.models import SchoolSession
from volunteers.models import Volunteer

IN_SCOPE = 5_000
"""Sessions that a coordinator should see: in all, or in a month."""


def manager() -> User:
    return _person(Role.MANAGER)


def coordinator() -> tuple[User, int]:
    """Somebody with about as many sessions in scope as the budget is meant for, and how many."""
    counted = Region.objects.annotate(sessions=Count("schools__sessions"))
    region = min(counted, key=lambda region: abs(region.sessions - IN_SCOPE))
    return _person(Role.COORDINATOR, region), region.sessions


def busy_coordinator() -> User:
    """Somebody whose busiest month has about as many sessions as the calendar is meant for."""
    counted = (
        SchoolSession.objects.order_by()
        .values("school__region", month=TruncMonth("starts_at"))
        .annotate(count=Count("pk"))
    )
    busiest: dict[int, int] = {}
    for row in counted:
        region = row["school__region"]
        busiest[region] = max(busiest.get(region, 0), row["count"])
    region = min(busiest, key=lambda region: abs(busiest[region] - IN_SCOPE))
    return _person(Role.COORDINATOR, Region.objects.get(pk=region), name="busy")


def volunteer() -> User:
    """Somebody who has taught."""
    user = _person(Role.VOLUNTEER)
    if not Volunteer.objects.filter(user=user).exists():
        taught = Volunteer.objects.filter(assignments__isnull=False).first()
        taught.user = user
        taught.save()
    return user


def _person(role: Role, region: Region | None = None, *, name: str = "") -> User:
    email = f"{name or role}@bench.example.org"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email=email, password="unused")  # noqa: S106
        grant_role(user, role, region=region)
    return user
