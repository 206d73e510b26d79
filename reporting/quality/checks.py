"""What a check is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from reporting.choices import QualityKind
from reporting.questions import Question

Told = dict[str, Any]
"""The numbers of a finding, as its statement gives them."""


def no_parameters(_question: Question) -> dict[str, Any]:
    return {}


def is_always_judged(_question: Question) -> bool:
    return True


@dataclass(frozen=True)
class Check:
    """One thing to look for in the records.

    :param found: an SQL query for ``subject``, which names the finding for good; ``about``, the
        values that a review is said about; ``weight``, how bad it is; ``region_id``; ``sessions``,
        the ids that belong to it; ``told``, a JSON object for ``why``. It reads ``taught`` and
        ``heads`` (see ``records``), or tables of its own.
    :param tables: common table expressions for it, each ending with a comma; all checks run in
        one statement, so no two may have the same name.
    :param summary: what it finds, in one sentence.
    :param method: how: thresholds, formulas and where they come from, what is left out.
    :param why: says what is unusual about one finding, with its numbers.
    :param state: the colour of the bar at the row's edge, as of every list.
    :param is_corrected_in_log: whether correcting head-counts, or who came, settles it.
    :param parameters: what the queries need beside the question.
    :param is_judged: whether it can be told at all for a question.
    :param unjudged: why not, where it cannot.
    """

    kind: QualityKind
    title: Promise
    summary: Promise
    method: Promise
    found: str
    why: Callable[[Told], str]
    tables: str = ""
    state: str = "warn"
    is_corrected_in_log: bool = False
    parameters: Callable[[Question], dict[str, Any]] = no_parameters
    is_judged: Callable[[Question], bool] = is_always_judged
    unjudged: Promise | str = ""
