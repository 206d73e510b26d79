"""Sessions that count on another day than the one they were taught on."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told

_FOUND = """
    SELECT id::text AS subject, concat_ws(' ', date, day) AS about, abs(day - date) AS weight,
        region_id, ARRAY[id] AS sessions, json_build_object('planned', date, 'taught', day) AS told
    FROM taught WHERE day <> date
"""


def why(told: Told) -> str:
    days = {
        name: date_format(datetime.date.fromisoformat(told[name]), "DATE_FORMAT")
        for name in ("planned", "taught")
    }
    return _("Counts on %(planned)s; taught on %(taught)s by its log") % days


CHECK = Check(
    kind=QualityKind.ANOTHER_DAY,
    title=gettext_lazy("Taught on another day"),
    summary=gettext_lazy("Sessions whose log says another day than the one that they count on."),
    method=gettext_lazy(
        "A session counts on the day that it is planned for. A log moves the plan to the day "
        "that it tells, except where a volunteer or a class is elsewhere then; such sessions "
        "stand here. The worst are those with the most days between."
    ),
    found=_FOUND,
    why=why,
    state="note",
)
