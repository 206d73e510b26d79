"""May this person change this part of the school calendar?"""

from accounts.models import User
from accounts.permissions import Permission
from regions.models import Region
from schools.models import School


def may_edit_breaks_of(user: User, region: Region | None) -> bool:
    """The country's breaks are for those who see all of it; a region's for its coordinators."""
    if not user.can(Permission.EDIT_SCHOOL_CALENDAR):
        return False
    return user.sees_all_regions or (region is not None and region.pk in user.region_ids)


def may_edit_bells_of(user: User, school: School) -> bool:
    return user.can(Permission.EDIT_SCHOOL_CALENDAR) and (
        user.sees_all_regions or school.region_id in user.region_ids
    )
