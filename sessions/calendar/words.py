"""What the calendar's scripts say, in the reader's language."""

from django.utils.dates import MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _


def names() -> dict[str, list[str]]:
    """Days and months, for browsers that do not know the language."""
    return {
        "months": [str(MONTHS_ALT[number]) for number in range(1, 13)],
        "weekdays": [str(WEEKDAYS[number]) for number in range(7)],
        "short": [str(WEEKDAYS_ABBR[number]) for number in range(7)],
    }


def words() -> dict[str, str]:
    """By the names that the scripts know them by; ``{…}`` is filled in there."""
    return {
        "undo": _("Undo"),
        "undone": _("Taken back."),
        "close": _("Put this message away"),
        "planned": _("The session is planned."),
        "moved": _("Moved to {when}."),
        "longer": _("It now takes {minutes} minutes."),
        "assigned": _("{volunteer} is assigned."),
        "full": _("All places are filled."),
        "all_the_same": _("Do it all the same"),
        "offline": _("No connection. What you see may be old; changes wait until it is back."),
        "failed": _("That did not work, and nothing was changed. Try again."),
        "by_others": _("Someone else changed what you see here."),
        "nothing_listed": _("No sessions in this week."),
        "places": _("{filled} of {places}"),
        "swapped": _("{volunteer} takes the place of {before}."),
        "in_row": _("A session stays at its school; to teach it elsewhere, change it on its page."),
        "to_nobody": _("To take {volunteer} out of it, open the session."),
        "one_at_a_time": _("Either to another time or to another volunteer, not both at once."),
    }
