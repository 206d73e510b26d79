"""The rows of the sessions list.

They are drawn here and not in a template because no other page is opened as often: fifty rows
of a template's variables take five times as long as the same put together at once.
"""

import datetime
from functools import lru_cache
from html import escape

from django import template
from django.utils import formats, timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sessions.queries import SessionPage, SessionRow

register = template.Library()

COLUMNS = 7
_DAY = """<tbody><tr class="day"><th scope="rowgroup" colspan="{columns}">{name}{today}</th></tr>
{rows}</tbody>"""
_TODAY = ' <span class="pill pill-note">{}</span>'
_ROW = """<tr class="is-{state}">{pick}
<td class="time">{time}</td>
<td class="lesson"><a href="{url}">{title}</a><div class="under lesson-under">\
<span class="chip project-{code}">{project}</span> {mode}</div></td>
<td class="school">{school}<div class="under">{place}</div></td>
<td class="who"><span class="{places_class}">{places}</span>{volunteers}</td>
<td class="num students">{students}</td>
<td class="state"><span class="status status-{state}">{state_word}</span></td>
<td class="next">{next}</td>
</tr>"""
_PICK = """<td class="pick"><input class="form-check-input" type="checkbox" name="{}" \
value="{}" data-select="{}" aria-label="{}"></td>"""
_NO_PICK = '<td class="pick"></td>'
_NEXT = '<a class="btn btn-sm" href="{}">{}<span class="visually-hidden">: {}</span></a>'
_UNDER = '<div class="under">{}</div>'


@register.simple_tag
def session_days(page: SessionPage, has_boxes: bool) -> SafeString:
    """The bodies of the table, a day each; with boxes to tick where rows can be decided on."""
    word, today = escape(_("students")), timezone.localdate()
    return SafeString("".join(_day(*one, today, has_boxes, word) for one in page.days))


def _day(
    day: datetime.date,
    rows: list[SessionRow],
    today: datetime.date,
    has_boxes: bool,
    students_word: str,
) -> str:
    return _DAY.format(
        columns=COLUMNS + has_boxes,
        name=escape(_name_of(day, translation.get_language())),
        today=_TODAY.format(escape(_("today"))) if day == today else "",
        rows="".join(_row(row, has_boxes, students_word) for row in rows),
    )


@lru_cache(maxsize=1000)
def _name_of(day: datetime.date, _language: str) -> str:
    """Written out anew, the days of a page took as long as all of its rows."""
    return f"{formats.date_format(day, 'l')}, {formats.date_format(day, 'DATE_FORMAT')}"


def _row(row: SessionRow, has_boxes: bool, students_word: str) -> str:
    """All text goes through ``escape``; only addresses, states and numbers are our own."""
    spoken = escape(row.spoken_name)
    people, step = row.volunteers, row.next_step
    return _ROW.format(
        state=row.state,
        pick=_pick(row, spoken) if has_boxes else "",
        time=row.time,
        url=row.url,
        title=escape(row.title),
        code=escape(row.values["project_code"].lower()),
        project=escape(row.values["project"]),
        mode=escape(row.mode),
        school=escape(row.school),
        place=escape(row.place_and_classes),
        places_class="places is-short" if row.needs_volunteers else "places",
        places=escape(row.places_word),
        volunteers=_UNDER.format(escape(people)) if people else "",
        students=_students(row, students_word) if row.is_taught else "",
        state_word=escape(row.state_word),
        next=_NEXT.format(row.next_url, escape(step), spoken) if step else "",
    )


def _pick(row: SessionRow, spoken: str) -> str:
    if row.can_be_verified:
        return _PICK.format("session", row.pk, "logs", spoken)
    if row.can_be_confirmed:
        return _PICK.format("planned", row.seen, "planned", spoken)
    return _NO_PICK


def _students(row: SessionRow, word: str) -> str:
    flags = "".join(f'<div class="under flag">{escape(flag)}</div>' for flag in row.flags)
    return f'{row.students}<span class="only-stacked"> {word}</span>{flags}'
