"""The report as a workbook: a summary with charts, a sheet for each breakdown, the contributions
to goals, the sessions where they are asked for, the definitions.

Numbers are numbers, days are days, and text is text: ``write_string`` throughout, so nothing that
somebody typed into a name can become a formula.
"""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from reporting.books import Book
from reporting.exports.extras import Extras, completed
from reporting.exports.xlsx_formats import Formats
from reporting.exports.xlsx_outreach import write_outreach
from reporting.exports.xlsx_sessions import write_sessions
from reporting.exports.xlsx_sheets import (
    write_breakdown,
    write_contributions,
    write_definitions,
)
from reporting.exports.xlsx_summary import Summary
from reporting.reports import BREAKDOWN_LABELS, Breakdown
from reporting.wording import title_of
from transfers.workbooks import Workbook

SHEETS = tuple(Breakdown)


def write_xlsx(
    book: Book,
    path: Path,
    extras: Extras | None = None,
    tell_of_sessions: Callable[[int], None] | None = None,
) -> None:
    """Write a sheet for each breakdown that the book has.

    :param tell_of_sessions: where given, the sessions of now that the figures count are written,
        too; called with how many there are so far.
    """
    extras = completed(extras or Extras(), book)
    title = extras.title or title_of(book.question)
    # Each row goes to disk once it is written, so sheets are filled from the top to the end.
    with Workbook(path, {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "author": extras.author or "Birge"})
        formats = Formats(workbook)
        Summary(workbook, formats, title).write(book, extras)
        for by, report in book.reports.items():
            sheet = workbook.add_worksheet(str(BREAKDOWN_LABELS[by]))
            write_breakdown(sheet, report, extras.names, formats, title)
        if Breakdown.GOAL in book.reports:
            sheet = workbook.add_worksheet(_("Contributions"))
            write_contributions(sheet, book, extras, formats, title)
        if extras.outreach:
            write_outreach(workbook.add_worksheet(_("Outreach")), extras, formats, title)
        if tell_of_sessions:
            write_sessions(workbook, book.question, formats, title, tell_of_sessions)
        sheet = workbook.add_worksheet(_("Definitions"))
        write_definitions(sheet, book, extras, formats, title)
