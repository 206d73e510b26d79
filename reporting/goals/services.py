"""Contributions come to be, change, end, and are taken back."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from reporting.models import Contribution
from sessions.errors import NotNow, refusal_of

BROKEN_CONSTRAINTS = {
    "contribution_is_once_at_a_time": (
        "since",
        gettext_lazy("The project contributes to this goal on some of these days already."),
    ),
}


def save_contribution(contribution: Contribution, *, by: User) -> Contribution:
    """Write a contribution that a form has checked; figures by goal follow at once.

    :raises Refusal: another one for the same days was written a moment ago, or this one is gone.
    """
    _check(by)
    try:
        with transaction.atomic():
            if contribution.pk:
                _lock(contribution)
            contribution.save()
    except IntegrityError as error:
        refusal = refusal_of(error, BROKEN_CONSTRAINTS)
        if not refusal:
            raise
        raise refusal from error
    return contribution


@transaction.atomic
def remove_contribution(contribution: Contribution, *, by: User) -> None:
    """Take back one that never was right; one that is over gets an end instead.

    :raises NotNow: somebody removed it a moment ago.
    """
    _check(by)
    _lock(contribution)
    contribution.delete()


def _check(by: User) -> None:
    if not by.can(Permission.EDIT_GOALS):
        raise PermissionDenied


def _lock(contribution: Contribution) -> None:
    """Hold it; without this, saving what is gone would make it come back."""
    if not Contribution.objects.select_for_update().filter(pk=contribution.pk).exists():
        raise NotNow(_("This contribution is not there any more: somebody has removed it."))
