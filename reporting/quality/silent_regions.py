"""Regions in which lessons were taught, and then no more."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told
from reporting.quality.records import restrictions_word
from reporting.questions import Question
from schools.school_years import is_summer, is_term

WEEKS_OF_SILENCE = 4
LEAST_SCHOOL_DAYS = 3
"""With fewer school days between Monday and Friday, a week is not a school week."""

LIVELY_WEEKS = 13
"""Three months of school before that, in which somebody taught."""

_DAY = datetime.timedelta(days=1)
_WEEK = 7 * _DAY

_TABLES = """
    gone_silent AS (
        SELECT pl.region_id, max(s.date) AS last_date, count(*) AS sessions
        FROM {sessions}
        WHERE s.status IN ('delivered', 'verified')
            AND s.date BETWEEN %(lively_from)s AND %(as_of)s{scope}
        GROUP BY pl.region_id HAVING max(s.date) < %(silent_from)s
    ),
"""

_FOUND = """
    SELECT concat_ws(' ', r.code, to_char(%(as_of)s::date, 'YYYY-MM'), %(restrictions)s::text)
            AS subject,
        g.last_date::text AS about, g.sessions AS weight, g.region_id,
        ARRAY[]::bigint[] AS sessions,
        json_build_object('last', g.last_date, 'sessions', g.sessions, 'unlogged', (
            SELECT count(*) FROM {sessions}
            WHERE pl.region_id = g.region_id AND s.status IN ('planned', 'confirmed')
                AND s.date BETWEEN g.last_date AND %(as_of)s AND s.ends_at <= now(){scope}
        )) AS told
    FROM gone_silent g JOIN regions_region r ON r.id = g.region_id
"""


def as_of(question: Question) -> datetime.date:
    """The day for which it is told: the last one of the period, or today."""
    return min(question.period.end, timezone.localdate())


def silent_from(day: datetime.date) -> datetime.date:
    """The Monday of the fourth school week before a day; a week that still runs is none."""
    monday = day - day.weekday() * _DAY
    return school_weeks_before(monday if day.weekday() < 5 else monday + _WEEK, WEEKS_OF_SILENCE)


def school_weeks_before(monday: datetime.date, count: int) -> datetime.date:
    """The Monday of the school week that is so many school weeks before another Monday."""
    while count:
        monday -= _WEEK
        school_days = sum(is_term(monday + number * _DAY) for number in range(5))
        count -= school_days >= LEAST_SCHOOL_DAYS
    return monday


def parameters(question: Question) -> dict:
    since = silent_from(as_of(question))
    return {
        "as_of": as_of(question),
        "silent_from": since,
        "lively_from": school_weeks_before(since, LIVELY_WEEKS),
        "restrictions": restrictions_word(question),
    }


def is_judged(question: Question) -> bool:
    return not is_summer(as_of(question)) and question.period.start <= timezone.localdate()


def why(told: Told) -> str:
    last = datetime.date.fromisoformat(told["last"])
    text = ngettext(
        "No session since %(day)s; %(count)d in the weeks before",
        "No session since %(day)s; %(count)d in the weeks before",
        told["sessions"],
    ) % {"day": date_format(last, "DATE_FORMAT"), "count": told["sessions"]}
    if not told["unlogged"]:
        return text
    unlogged = ngettext(
        "%(count)d planned one was never logged",
        "%(count)d planned ones were never logged",
        told["unlogged"],
    ) % {"count": told["unlogged"]}
    return f"{text}; {unlogged}"


CHECK = Check(
    kind=QualityKind.SILENT_REGION,
    title=gettext_lazy("Regions that went silent"),
    summary=gettext_lazy("Regions with sessions, and then with none for four school weeks."),
    method=gettext_lazy(
        "No session was taught in the last four whole school weeks of the period (or before "
        "today, while it runs), but at least one in the 13 school weeks before those. A school "
        "week has at least three school days: weeks of holidays do not count, and nothing is "
        "found in the summer. The worst are the regions that had the most sessions."
    ),
    tables=_TABLES,
    found=_FOUND,
    why=why,
    state="note",
    parameters=parameters,
    is_judged=is_judged,
    unjudged=gettext_lazy("The period ends in the summer holidays; silence means nothing then."),
)
