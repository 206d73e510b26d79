"""What the calendar's scripts say, in the reader's language."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """By the names that the scripts know them by; ``{…}`` is filled in there."""
    return {
        "undo": _("Undo"),
        "undone": _("Taken back."),
        "close": _("Put this message away"),
        "moved": _("Moved to {when}."),
        "longer": _("It now takes {minutes} minutes."),
        "assigned": _("{volunteer} is assigned."),
        "all_the_same": _("Do it all the same"),
        "offline": _("No connection. What you see may be old; changes wait until it is back."),
        "failed": _("That did not work, and nothing was changed. Try again."),
        "by_others": _("Someone else changed what you see here."),
        "no_volunteer": _("no volunteer"),
        "nothing": _("No sessions here. Drag over a time to plan one."),
        "nothing_listed": _("No sessions in this week."),
        "more_rows": _("More rows"),
        "school": _("School"),
        "volunteer": _("Volunteer"),
        "drop_here": _("Drop to assign {volunteer}"),
        "places": _("{filled} of {places}"),
        "now": _("Today"),
        "in_row": _("A session stays at its school; change it on its page."),
    }
