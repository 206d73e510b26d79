"""Map and charts of the PDF: what ``layout/charts.typ`` draws, and its texts for who can't see."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting import tilemap
from reporting.books import Book
from reporting.columns import SESSIONS, STUDENTS, STUDENTS_REACHED, Column
from reporting.exports.extras import Extras
from reporting.exports.reading import percent
from reporting.exports.series import Span, ranked, students_over_time
from reporting.labels import in_order, month_name
from reporting.months import first_day
from reporting.reports import Breakdown
from reporting.wording import not_shown_note

MOST_VALUES = 14
"""More columns than this have no room for their values and for the names of their months."""

MOST_RANKED = 20


def map_of(book: Book, extras: Extras) -> dict | None:
    """The tile map of students reached; none of nothing, and none of one region."""
    names, hidden = extras.names, extras.left_out.values(Breakdown.REGION)
    shown = book.question.regions or names.places
    if Breakdown.REGION not in book.reports or book.is_empty or len(shown) < 2:
        return None
    column: Column = STUDENTS_REACHED
    report = book[Breakdown.REGION]
    values = {code: column.value(report.row(value=code)) for code in report.values()}
    drawn = tilemap.draw(names.places, values, [region.code for region in shown], hidden)
    label = str(column.label)
    spoken = "; ".join(
        f"{tile.name} {_shown(tile, column)}"
        for tile in drawn.tiles
        if tile.value or tile.is_left_out
    )
    return {
        "title": _("%(figure)s by region") % {"figure": label},
        "kind": str(column.kind.label),
        "cities": _("cities outlined") if any(tile.is_city for tile in drawn.tiles) else "",
        "alt": _("Map of regions, %(figure)s: %(values)s.")
        % {"figure": label, "values": spoken or "0"},
        "columns": max(place.tile_col for place in names.places) + 1,
        "rows": max(place.tile_row for place in names.places) + 1,
        "tiles": [_tile(tile, column) for tile in drawn.tiles],
        "legend": [
            {"step": step.step, "label": f"{column.shown(step.least)}–{column.shown(step.most)}"}
            for step in drawn.legend
        ],
    }


def _shown(tile: tilemap.Tile, column: Column) -> str:
    if tile.is_left_out:
        return _("not shown")
    return column.shown(tile.value) if tile.value else "–"


def _tile(tile: tilemap.Tile, column: Column) -> dict:
    return {
        "name": tile.name,
        "value": _shown(tile, column),
        "left_out": tile.is_left_out,
        "outside": tile.value is None,
        "step": tile.step,
        "col": tile.region.tile_col,
        "row": tile.region.tile_row,
        "city": tile.is_city,
    }


def ranking_of(book: Book, by: Breakdown, extras: Extras) -> dict | None:
    """Places by students reached, the most first; none where there is nothing to compare."""
    if by not in book.reports or len(book[by].values()) < 2:
        return None
    report, column = book[by], STUDENTS_REACHED
    name = extras.names.name_of(by)
    rows = ranked(report, column, name)
    shown = rows[:MOST_RANKED]
    title = {
        Breakdown.REGION: _("Regions, the most students reached first"),
        Breakdown.DISTRICT: _("Districts, the most students reached first"),
    }[by]
    notes = [not_shown_note(map(name, extras.left_out.values(by)))]
    if len(rows) > len(shown):
        notes.insert(
            0,
            _("The first %(shown)d of %(all)d; the tables have them all.")
            % {"shown": len(shown), "all": len(rows)},
        )
    return _bars(title, str(column.kind.label), shown, column) | {
        "note": " ".join(filter(None, notes))
    }


def groups_of(book: Book, by: Breakdown, extras: Extras) -> dict | None:
    """Students by a few groups that share them, such as languages; none with one group only."""
    if by not in book.reports or len(book[by].values()) < 2:
        return None
    report, column = book[by], STUDENTS
    whole = column.value(report.total)
    if not whole:
        return None
    name = extras.names.name_of(by)
    bars = []
    for code in in_order(by, report, name):
        value = column.value(report.row(value=code))
        bars.append(
            {
                "name": name(code),
                "part": value / whole,
                "value": column.shown(value),
                "percent": percent(value, whole),
            }
        )
    title = {
        Breakdown.SETTLEMENT: _("Urban and rural schools"),
        Breakdown.LANGUAGE: _("Languages of the lessons"),
    }[by]
    return {
        "title": title,
        "note": " · ".join(
            filter(None, [str(column.label), not_shown_note(map(name, extras.left_out.values(by)))])
        ),
        "alt": _("Bars: %(values)s.")
        % {"values": "; ".join(f"{bar['name']} {bar['value']} ({bar['percent']})" for bar in bars)},
        "bars": bars,
    }


def _bars(title: str, kind: str, rows: Iterable[tuple[str, int]], column: Column) -> dict:
    rows = list(rows)
    most = max(value for _name, value in rows)
    return {
        "title": title,
        "kind": kind,
        "alt": _("Bars: %(values)s.")
        % {"values": "; ".join(f"{name} {column.shown(value)}" for name, value in rows)},
        "bars": [
            {"name": name, "part": value / most if most else 0, "value": column.shown(value)}
            for name, value in rows
        ],
    }


def modes_of(book: Book) -> dict | None:
    """Online against in person: sessions, students and parents, each a whole of its own."""
    figures = book.total.figures
    wholes = [
        (
            str(SESSIONS.label),
            figures["sessions_online"],
            figures["sessions_offline"],
            figures["sessions_hybrid"],
        ),
        (_("Students"), figures["students_online"], figures["students_offline"], 0),
        (_("Parents"), figures["parents_online"], figures["parents_offline"], 0),
    ]
    rows = [_split(label, parts) for label, *parts in wholes if sum(parts)]
    if not rows:
        return None
    return {
        "title": _("Online and in person"),
        "words": [_("online"), _("in person"), _("both at once")],
        "has_both": any(len(row["parts"]) == 3 and row["parts"][2]["part"] for row in rows),
        "note": _("Students and parents as participations."),
        "alt": _("Bars: %(values)s.")
        % {"values": "; ".join(f"{row['label']}: {row['spoken']}" for row in rows)},
        "rows": rows,
    }


def _split(label: str, parts: list[int]) -> dict:
    whole = sum(parts)
    words = [_("online"), _("in person"), _("both at once")]
    shown = [
        {"part": part / whole, "value": STUDENTS.shown(part), "percent": percent(part, whole)}
        for part in parts
    ]
    spoken = ", ".join(
        f"{word} {one['value']} ({one['percent']})"
        for word, one in zip(words, shown, strict=True)
        if one["part"]
    )
    return {"label": label, "parts": shown, "spoken": spoken}


def months_of(book: Book, extras: Extras) -> dict | None:
    """Students online and in person by month, or by year; none of one month alone."""
    hidden = extras.left_out.values(Breakdown.MONTH)
    by_month = book.reports.get(Breakdown.MONTH)
    spans = students_over_time(by_month, hidden) if by_month else []
    if len(spans) < 2:
        return None
    by_year = len(spans[0].key) == 4
    top = tilemap.width_of_step(max(span.online + span.in_person for span in spans)) * tilemap.STEPS
    return {
        "title": _("Students by year") if by_year else _("Students by month"),
        "note": " · ".join(
            filter(None, [str(STUDENTS.label), not_shown_note(map(month_name, hidden))])
        ),
        "online": _("online"),
        "in_person": _("in person"),
        "alt": _("Columns of students. %(values)s.")
        % {"values": "; ".join(_spoken(span) for span in spans)},
        "bars": [
            {
                "label": _label(span.key, named=len(spans) <= MOST_VALUES, first=number == 0),
                "online": span.online,
                "in_person": span.in_person,
                "value": STUDENTS.shown(span.online + span.in_person)
                if len(spans) <= MOST_VALUES
                else "",
            }
            for number, span in enumerate(spans)
        ],
        "top": top,
        "ticks": [
            {"part": step / tilemap.STEPS, "label": STUDENTS.shown(top * step // tilemap.STEPS)}
            for step in range(1, tilemap.STEPS + 1)
        ],
    }


def _label(key: str, *, named: bool, first: bool) -> str:
    """Under a column: its year or month; of many months the years alone."""
    if len(key) == 4:
        return key
    day = first_day(key)
    if not named:
        return str(day.year) if first or day.month == 1 else ""
    return date_format(day, "M")


def _spoken(span: Span) -> str:
    name = span.key if len(span.key) == 4 else date_format(first_day(span.key), "YEAR_MONTH_FORMAT")
    words = {
        "month": name,
        "online": STUDENTS.shown(span.online),
        "in_person": STUDENTS.shown(span.in_person),
    }
    return _("%(month)s: online %(online)s, in person %(in_person)s") % words
