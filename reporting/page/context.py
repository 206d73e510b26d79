"""What the page of a report is drawn from."""

from urllib.parse import urlencode

from reporting.columns import COLUMN, STUDENTS_REACHED, TABLE
from reporting.outreach import lines_of
from reporting.page import charts
from reporting.page.bars import Bars, bars_of
from reporting.page.detail import ACROSS, detail_of
from reporting.page.headlines import headlines
from reporting.page.names import Names
from reporting.page.notes import notes, unit_of
from reporting.page.questions import Answers
from reporting.page.tiles import map_of
from reporting.reports import BREAKDOWN_LABELS, Breakdown, Report, Row
from reporting.selection import Selection
from reporting.wording import definitions, totals_note

SMALL = (Breakdown.MODE, Breakdown.SETTLEMENT, Breakdown.LANGUAGE)
"""Breakdowns of a few values, side by side."""


def report_context(
    answers: Answers, before: Row | None, selection: Selection, page_number: str | None
) -> dict:
    """All parts of a report that has something to show.

    :param before: the total of the period before, where it can be compared with.
    :param page_number: of the large table.
    """
    book, column, names = answers.book, COLUMN[selection.figure], Names(selection)

    def bars(by: Breakdown, report: Report) -> Bars | None:
        return bars_of(by, report, column, selection, names)

    places = answers.places

    pictures = (
        charts.trend(answers.trend, column, selection, names),
        charts.projects_over_time(answers.trend, column, selection, names),
    )
    return {
        "headlines": headlines(selection, book.total, before),
        "column": column,
        "unit": unit_of(column),
        "figure_choices": [
            {
                "name": choice.name,
                "label": choice.label,
                "query": selection.query(figure=choice.name),
                "is_current": choice is column,
            }
            for choice in (STUDENTS_REACHED, *(one for one in TABLE if one != STUDENTS_REACHED))
        ],
        "map": map_of(book[Breakdown.REGION], column, selection),
        "charts": [picture for picture in pictures if picture],
        "places": bars(places.question.by, places) if places else None,
        "projects": bars(Breakdown.PROJECT, book[Breakdown.REGION]),
        "goals": bars(Breakdown.GOAL, book[Breakdown.GOAL]),
        "small": [found for by in SMALL if (found := bars(by, book[by]))],
        "outreach": lines_of(selection.question()),
        "outreach_query": _days_of(selection),
        "detail": detail_of(answers.detail, selection, names, page_number),
        "row_choices": list(BREAKDOWN_LABELS.items()),
        "column_choices": [(by, by.label) for by in ACROSS],
        "kept_fields": [
            pair
            for pair in selection.pairs()
            if pair[0] not in ("rows", "columns", "sort", "figure")
        ],
        "notes": notes(),
        "totals_note": totals_note(),
        "definitions": definitions(),
    }


def _days_of(selection: Selection) -> str:
    """The same days and project, as the page of outreach takes them in its address."""
    period = selection.period
    asked = {"since": period.start.isoformat(), "until": period.end.isoformat()}
    if len(selection.projects) == 1:
        asked["project"] = selection.projects[0].code
    return f"?{urlencode(asked)}"
