"""What an objective still lacks: who, what change, by how much, by when."""

import datetime
import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYBODY = {
    "people", "everyone", "everybody", "public", "the public", "population", "the population",
    "люди", "все", "население", "общественность", "адамдар", "барлығы", "халық", "жұрт",
}  # fmt: skip
OWN_WORK = re.compile(
    r"rais\w* awareness|inform\b|educat\w+|promot\w+|conduct\w*|organi[sz]\w+|publish\w*|"
    r"информир\w+|просвещ\w+|повы[сш]\w+ осведомл\w+|провести|организ\w+|опубликов\w+|"
    r"ақпараттандыр\w*|хабардар ет\w*|насихатта\w*|өткіз\w*|ұйымдастыр\w*|жарияла\w*",
    re.IGNORECASE,
)
"""Words for what the campaign does; an objective says what others do then."""


def lacks(
    who: str, change: str, amount: str, by_date: datetime.date | None, starts: datetime.date | None
) -> list[str | Promise]:
    """What to add, in the order in which it is read; nothing where the objective can be measured.

    :param starts: the first day of the campaign, where it is known.
    """
    found = [_lacks_who(who), _lacks_change(change)]
    if not amount.strip():
        found.append(_("By how much? A share or a number, best with where it stands now."))
    elif not re.search(r"\d", amount):
        found.append(_("By how much? There is no number yet."))
    if by_date is None:
        found.append(_("By when? Give a day."))
    elif starts and by_date <= starts:
        found.append(_("The day lies before the campaign has begun."))
    return [one for one in found if one]


def _lacks_who(who: str) -> str | Promise:
    if not who.strip():
        return _("Who? Name the people whose lives or habits change.")
    if who.strip().lower() in EVERYBODY:
        return _("Everyone is nobody in particular: which people, and where?")
    return ""


def _lacks_change(change: str) -> str | Promise:
    if not change.strip():
        return _("What will be different? Something that they know, feel or do.")
    if OWN_WORK.search(change):
        return _("This is what you do. Say what they will know, feel or do then.")
    return ""
