"""What volunteers write about themselves."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from volunteers.models import Volunteer


@transaction.atomic
def correct_own_data(
    volunteer: Volunteer,
    *,
    by: User,
    first_name: str,
    last_name: str,
    languages: Sequence[str],
    most_sessions_a_week: int | None,
) -> Volunteer:
    """Set the own record right; the account's name follows.

    :raises PermissionDenied: it is somebody else's.
    """
    found = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if found.user_id != by.pk:
        raise PermissionDenied
    found.first_name, found.last_name = first_name.strip(), last_name.strip()
    found.languages = list(languages)
    found.most_sessions_a_week = most_sessions_a_week
    found.save(update_fields=["first_name", "last_name", "languages", "most_sessions_a_week"])
    by.first_name, by.last_name = found.first_name, found.last_name
    by.save(update_fields=["first_name", "last_name"])
    return found
