"""Next steps as a list shows them: what is late, what is near, what has time, what is done."""

import csv
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from campaigns.models import NextStep
from transfers.spreadsheets import harmless

NEAR = datetime.timedelta(days=7)
DONE_SHOWN = 10
"""The rest of what is done is there when asked for."""


@dataclass
class Group:
    """A part of the list.

    :param look: the colour at the edge; the title says the same.
    """

    name: str
    title: str | Promise
    look: str
    steps: list[NextStep] = field(default_factory=list)


def groups_of(
    steps: Iterable[NextStep], today: datetime.date, *, just: int | None = None
) -> list[Group]:
    """What is to be done, by how near it is; groups without steps are left out.

    :param just: the number of a step that was ticked a moment ago and keeps its place, so that it
        can be taken back there.
    """
    groups = [
        Group("overdue", gettext_lazy("Overdue"), "bad"),
        Group("near", gettext_lazy("In the next 7 days"), "warn"),
        Group("later", gettext_lazy("Later"), "quiet"),
    ]
    for step in steps:
        if step.is_open or step.pk == just:
            groups[_nearness(step.due_date, today)].steps.append(step)
    return [group for group in groups if group.steps]


def _nearness(due: datetime.date, today: datetime.date) -> int:
    if due < today:
        return 0
    return 1 if due <= today + NEAR else 2


def closed_of(steps: Iterable[NextStep], *, just: int | None = None) -> list[NextStep]:
    """What is done or dropped, the latest first."""
    closed = [step for step in steps if not step.is_open and step.pk != just]
    return sorted(closed, key=lambda step: step.state_at, reverse=True)


HEADS = (
    gettext_lazy("What"),
    gettext_lazy("Who"),
    gettext_lazy("By when"),
    gettext_lazy("State"),
    gettext_lazy("Note"),
)


def line_of(step: NextStep) -> list[str]:
    """A step in words, below ``HEADS``."""
    day = date_format(step.due_date, "DATE_FORMAT")
    return [step.what, step.owner_words, day, capfirst(step.get_state_display()), step.note]


def csv_of(steps: Iterable[NextStep]) -> str:
    """The list for a spreadsheet: in the reader's language, days as ISO 8601 has them."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([str(head) for head in HEADS])
    for step in steps:
        words = [step.what, step.owner_words, step.due_date.isoformat()]
        words += [step.get_state_display(), step.note]
        writer.writerow([harmless(word) for word in words])
    return stream.getvalue()
