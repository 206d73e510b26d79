"""Where volunteers take places themselves, as a rule."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from regions.models import Region
from sessions.models import OpenSignUp
from volunteers.models import Project


def set_open_sign_ups(wanted: Mapping[Region, set[Project]], *, by: User) -> None:
    """Open sign-up for these projects in each of these regions, close it for the others there.

    Regions that are not named stay as they are.
    """
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    mine = set(Region.objects.visible_to(by).values_list("pk", flat=True))
    if any(region.pk not in mine for region in wanted):
        raise PermissionDenied
    with transaction.atomic():
        for region, projects in wanted.items():
            OpenSignUp.objects.filter(region=region).exclude(project__in=projects).delete()
            OpenSignUp.objects.bulk_create(
                (OpenSignUp(region=region, project=project) for project in projects),
                ignore_conflicts=True,
            )
