"""Which days can be meant: outside of these years a day is a slip of the finger."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from sessions.errors import Refusal

FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)


def is_plausible(day: datetime.date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def are_plausible(*names: str) -> Q:
    """What a constraint demands of fields with days; an empty one passes."""
    found = Q()
    for name in names:
        found &= Q(**{f"{name}__range": (FIRST_DAY, LAST_DAY)})
    return found


def check_day(day: datetime.date) -> None:
    """Validate what is typed into a field.

    :raises ValidationError: the day cannot be meant.
    """
    if not is_plausible(day):
        raise ValidationError(_("Give a day from 2000 to 2099."), code="implausible")


def shifted(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    """A day of a plan that begins on another day than the one it was written for.

    :raises Refusal: at the first day, since the plan has to begin on another one.
    """
    try:
        found = day + by
    except OverflowError:
        found = None
    if found is None or not is_plausible(found):
        raise Refusal(
            _("With this first day, days of the plan would lie outside the years 2000 to 2099."),
            field="start_date",
        )
    return found
