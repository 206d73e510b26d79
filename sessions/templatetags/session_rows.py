"""The rows of the sessions list.

They are drawn here and not in a template because no other page is opened as often: fifty rows
of a template's variables take five times as long as the same put together at once.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sessions.queries import SessionRow

register = template.Library()

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
def session_rows(rows: list[SessionRow], has_boxes: bool) -> SafeString:
    """Rows of a table; with boxes to tick those that can be verified or confirmed."""
    word = escape(_("students"))
    return SafeString("".join(_row(row, has_boxes, word) for row in rows))


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
