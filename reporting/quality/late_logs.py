"""Logs from memory."""

from django.utils.translation import gettext_lazy, ngettext

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told
from reporting.questions import Question
from sessions.flags import LATE_AFTER

_FOUND = """
    SELECT id::text AS subject, concat_ws(' ', began, logged_at) AS about,
        extract(epoch FROM logged_at - began) AS weight, region_id, ARRAY[id] AS sessions,
        json_build_object('days', extract(day FROM logged_at - began)) AS told
    FROM taught WHERE logged_at - began > %(late_after)s AND NOT is_imported
"""


def parameters(_question: Question) -> dict:
    return {"late_after": LATE_AFTER}


def why(told: Told) -> str:
    days = round(told["days"])
    return ngettext(
        "Logged %(days)d day after it was taught",
        "Logged %(days)d days after it was taught",
        days,
    ) % {"days": days}


CHECK = Check(
    kind=QualityKind.LATE_LOG,
    title=gettext_lazy("Late logs"),
    summary=gettext_lazy("Sessions that were logged so late that the numbers come from memory."),
    method=gettext_lazy(
        "The log was written more than 14 days after the time at which it says the session was "
        "taught. Sessions that were imported from a file are left out: their logs are as old as "
        "the import. The worst are the latest."
    ),
    found=_FOUND,
    why=why,
    state="note",
    parameters=parameters,
)
