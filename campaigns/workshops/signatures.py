"""The attendance list on paper: a name a row, a box a day to sign in (PDF/UA-1)."""

from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.models import Workshop
from campaigns.workshops.attendance import days_by_participant
from transfers.typesetting import FONTS, set_pdf

LAYOUT = Path(__file__).with_name("signatures.typ")
EMPTY_ROWS = 4
"""For whoever comes without being on the list."""


def write_signatures(workshop: Workshop) -> bytes:
    """In the active language; where somebody was ticked as present, the box says so."""
    return set_pdf(LAYOUT, "list", _list(workshop))


def _list(workshop: Workshop) -> dict:
    noted = days_by_participant(workshop)
    people = workshop.participants.filter(erased_at=None).select_related("organisation")
    rows = [
        [
            one.name,
            str(one.organisation),
            *("✓" if day in noted.get(one.pk, ()) else "" for day in workshop.days),
        ]
        for one in people
    ]
    empty = ["", "", *("" for _day in workshop.days)]
    days = [date_format(day, "DATE_FORMAT") for day in (workshop.start_date, workshop.end_date)]
    return {
        "language": translation.get_language() or "en",
        "fonts": FONTS,
        "title": _("Attendance list"),
        "workshop": workshop.title,
        "line": " · ".join(
            filter(
                None, [str(workshop.organisation), " – ".join(dict.fromkeys(days)), workshop.place]
            )
        ),
        "heads": [
            _("Name"),
            _("Organisation"),
            *(date_format(day, "MONTH_DAY_FORMAT") for day in workshop.days),
        ],
        "rows": [*rows, *([empty] * EMPTY_ROWS)],
        "note": _("Sign on each day that you are there. A tick was noted by who leads through it."),
    }
