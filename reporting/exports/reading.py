"""A short reading of a book: what its figures say, in a few sentences.

Only what can be said of the figures as they are: shares of sums, the largest rows, counts of rows.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.books import Book
from reporting.columns import STUDENTS, STUDENTS_REACHED
from reporting.exports.extras import Extras
from reporting.labels import month_name
from reporting.queries import MOST_COUNTED
from reporting.reports import Breakdown

MOST_PLACES = 3
"""Regions that are named, those with the most students reached."""


def reading_of(book: Book, extras: Extras) -> list[dict[str, str]]:
    """Sentences, each with the word that it is about; those only that have something to say."""
    if book.is_empty:
        return []
    said = [
        (_("Where"), _where(book, extras)),
        (_("When"), _when(book, extras)),
        (_("How"), _how(book)),
        (_("Checked"), checked(book, extras)),
    ]
    return [{"lead": lead, "text": text} for lead, text in said if text]


def _where(book: Book, extras: Extras) -> str:
    if Breakdown.REGION not in book.reports:
        return ""
    report = book[Breakdown.REGION]
    names, hidden = extras.names, extras.left_out.values(Breakdown.REGION)
    taught = len(report.values()) + len(hidden)
    every = len(book.question.regions or names.places)
    if every < 2:
        return ""
    text = ngettext(
        "Lessons were taught in %(taught)d of %(every)d region.",
        "Lessons were taught in %(taught)d of %(every)d regions.",
        every,
    ) % {"taught": taught, "every": every}
    if hidden or taught <= MOST_PLACES:  # of those not shown, nothing is said, nor is it implied
        return text
    name, column = names.name_of(Breakdown.REGION), STUDENTS_REACHED
    rows = sorted(
        (report.row(value=code) for code in report.values()),
        key=lambda row: (-column.value(row), row.value),
    )
    largest = [f"{name(row.value)} ({column.shown(column.value(row))})" for row in rows]
    most = _("Most students were reached here: %(places)s.") % {
        "places": get_text_list(largest[:MOST_PLACES], _("and"))
    }
    return f"{text} {most}"


def _when(book: Book, extras: Extras) -> str:
    """The month with the most participations, where there are several to compare."""
    if Breakdown.MONTH not in book.reports:
        return ""
    report = book[Breakdown.MONTH]
    rows = [report.row(value=month) for month in report.values()]
    if len(rows) < 2 or extras.left_out.values(Breakdown.MONTH):
        return ""
    busiest = max(rows, key=STUDENTS.value)
    students = STUDENTS.value(busiest)
    return ngettext(
        "The month with the most students: %(month)s, %(students)s participation.",
        "The month with the most students: %(month)s, %(students)s participations.",
        students,
    ) % {"month": month_name(busiest.value), "students": STUDENTS.shown(students)}


def _how(book: Book) -> str:
    figures = book.total.figures
    online, in_person = figures["students_online"], figures["students_offline"]
    if not online + in_person:
        return ""
    if not in_person:
        return _("Students took part online only.")
    if not online:
        return _("Students took part in person only.")
    whole = online + in_person
    return _("Of the students' participations %(online)s were online, %(rest)s in person.") % {
        "online": percent(online, whole),
        "rest": percent(in_person, whole),
    }


def checked(book: Book, extras: Extras) -> str:
    """How many of the sessions a coordinator has said yes to."""
    sessions = book.total.figures["sessions"]
    unverified = min(extras.unverified or 0, sessions)
    if not sessions:
        return ""
    if not unverified:
        return _("A coordinator has verified every session.")
    if unverified > MOST_COUNTED:
        return _("More than %(number)s sessions are logged and not verified yet.") % {
            "number": number_format(MOST_COUNTED, force_grouping=True)
        }
    return ngettext(
        "%(number)s session of %(sessions)s is logged and not verified yet.",
        "%(number)s sessions of %(sessions)s are logged and not verified yet.",
        unverified,
    ) % {
        "number": number_format(unverified, force_grouping=True),
        "sessions": number_format(sessions, force_grouping=True),
    }


def percent(part: int, whole: int) -> str:
    """A share: whole percents, but one decimal where whole ones would say nothing or all."""
    share = Decimal(100) * part / whole
    places = 1 if 0 < min(share, 100 - share) < 2 else 0
    rounded = share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if part and not rounded:
        return _("under %(number)s%%") % {"number": number_format(Decimal("0.1"))}
    if part < whole and rounded == 100:
        return _("over %(number)s%%") % {"number": number_format(Decimal("99.9"))}
    return _("%(number)s%%") % {"number": number_format(rounded, places)}
