"""The versions of messages, as the audit trail has kept them."""

import datetime
from dataclasses import dataclass

from campaigns.choices import SheetKind
from campaigns.models import Audience, Campaign, Message
from campaigns.sections.reading import label_of
from campaigns.sections.registry import SECTIONS
from regions.history import names_of_users

FIELDS = next(rows.fields for rows in SECTIONS[SheetKind.MESSAGES].rows if rows.model is Message)
MOST_EVENTS = 2000
"""So many states of a campaign's messages are looked at, the latest ones."""


@dataclass
class Version:
    """What a message said from one moment on.

    :param key: the number of the state in the audit trail.
    :param number: counted from the first one, which is 1.
    """

    key: int
    number: int
    at: datetime.datetime
    by: str
    values: dict[str, object]
    is_now: bool = False

    @property
    def name(self) -> str:
        return str(self.values["promise"])


@dataclass
class MessageHistory:
    """The versions of one message, the latest first."""

    pk: int
    versions: list[Version]
    is_removed: bool

    @property
    def last(self) -> Version:
        return self.versions[0]

    @property
    def name(self) -> str:
        return self.last.name


def histories_of(campaign: Campaign, pk: int | None = None) -> list[MessageHistory]:
    """All messages that the campaign has or had, those that are there first.

    :param pk: of one message alone.
    """
    events = Message.pgh_event_model.objects.filter(campaign=campaign.pk)
    if pk is not None:
        events = events.filter(pgh_obj_id=pk)
    rows = list(events.order_by("-pgh_id").values()[:MOST_EVENTS])
    names = names_of_users(row["pgh_context_id"] for row in rows)
    by_message: dict[int, list[dict]] = {}
    for row in reversed(rows):
        by_message.setdefault(row["pgh_obj_id"], []).append(row)
    found = [_history(number, states, names) for number, states in by_message.items()]
    return sorted(found, key=lambda one: (one.is_removed, -one.last.at.timestamp()))


def _history(pk: int, states: list[dict], names: dict) -> MessageHistory:
    """A row that only changed its place has no new version."""
    versions: list[Version] = []
    for state in states:
        values = {name: state[_column(name)] for name in FIELDS}
        if state["pgh_label"] == "delete" or (versions and versions[-1].values == values):
            continue
        who, number = names.get(state["pgh_context_id"], ""), len(versions) + 1
        versions.append(Version(state["pgh_id"], number, state["pgh_created_at"], who, values))
    is_removed = states[-1]["pgh_label"] == "delete"
    if not versions:
        state = states[-1]
        values = {name: state[_column(name)] for name in FIELDS}
        versions = [Version(state["pgh_id"], 1, state["pgh_created_at"], "", values)]
    versions[-1].is_now = not is_removed
    return MessageHistory(pk, versions[::-1], is_removed)


def _column(name: str) -> str:
    return Message._meta.get_field(name).attname


@dataclass
class Cell:
    """What a version says in a field.

    :param is_changed: whether the version before it said something else.
    """

    version: Version
    text: str
    is_changed: bool


@dataclass
class Line:
    """A field, side by side in several versions."""

    label: str
    cells: list[Cell]


def side_by_side(history: MessageHistory, shown: list[Version]) -> list[Line]:
    """The fields that any of the shown versions fills, in the order of the section."""
    audiences = _audience_names(history)
    lines = []
    for name in FIELDS:
        cells = [_cell(history, version, name, audiences) for version in shown]
        if any(cell.text for cell in cells):
            lines.append(Line(label_of(Message, name), cells))
    return lines


def _cell(history: MessageHistory, version: Version, name: str, audiences: dict) -> Cell:
    value = version.values[name]
    text = audiences.get(value, "") if name == "audience" else str(value or "")
    older = next((one for one in history.versions if one.number == version.number - 1), None)
    return Cell(version, text, older is not None and older.values[name] != value)


def _audience_names(history: MessageHistory) -> dict[int, str]:
    """Also of audiences that were taken out since, as they were called last."""
    wanted = {version.values["audience"] for version in history.versions} - {None}
    events = Audience.pgh_event_model.objects.filter(pgh_obj_id__in=wanted)
    return dict(events.order_by("pgh_id").values_list("pgh_obj_id", "name"))
