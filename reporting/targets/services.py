"""Targets come to be, change and are taken back."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from reporting.models import Target
from sessions.errors import NotNow, refusal_of

BROKEN_CONSTRAINTS = {
    "target_is_one": (
        "figure",
        gettext_lazy("This figure has a target for the same project, region and period already."),
    ),
}


def save_target(target: Target, *, by: User) -> Target:
    """Write a target that a form has checked.

    :raises Refusal: another one for the same was written a moment ago, or this one is gone.
    """
    _check(by)
    try:
        with transaction.atomic():
            if target.pk:
                _lock(target)
            target.save()
    except IntegrityError as error:
        refusal = refusal_of(error, BROKEN_CONSTRAINTS)
        if not refusal:
            raise
        raise refusal from error
    return target


@transaction.atomic
def remove_target(target: Target, *, by: User) -> None:
    """:raises NotNow: somebody removed it a moment ago."""
    _check(by)
    _lock(target)
    target.delete()


def _check(by: User) -> None:
    if not by.can(Permission.EDIT_TARGETS):
        raise PermissionDenied


def _lock(target: Target) -> None:
    """Hold it; without this, saving what is gone would make it come back."""
    if not Target.objects.select_for_update().filter(pk=target.pk).exists():
        raise NotNow(_("This target is not there any more: somebody has removed it."))
