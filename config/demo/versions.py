"""The demo's first message was not written in one go: two versions stand before it."""

import datetime
import uuid

from pghistory.models import Context

from accounts.models import User
from campaigns.models import Campaign, Message
from volunteers.privacy.traces import rewriting

_BEFORE = (
    (
        "partner",
        44,
        {
            "promise": "Education is a right of every child",
            "call": "Apply at the competent body in due time",
            "text_ru": "Каждый ребёнок имеет право на образование. Обратитесь в уполномоченный "
            "орган по месту пребывания в установленные сроки.",
        },
    ),
    ("coordinator", 38, {"call": "Come to the nearest school"}),
)
_LAST = ("partner", 30, {})


def make_versions(campaign: Campaign, users: dict[str, User], now: datetime.datetime) -> None:
    """As the audit trail would hold them, had they been written on those days."""
    message = campaign.message_rows.first()
    events = Message.pgh_event_model.objects.filter(pgh_obj_id=message.pk)
    (last,) = events.values()
    first, second = _BEFORE
    with rewriting(Message.pgh_event_model):
        events.update(**first[2], **_told(*first[:2], users, now))
        for who, days, words in (second, _LAST):
            event = events.create(**{**_again(last), **words})
            # The trail dates what is written by itself.
            events.filter(pk=event.pk).update(**_told(who, days, users, now))


def _told(who: str, days: int, users: dict[str, User], now: datetime.datetime) -> dict:
    """When it was, and by whom."""
    context = Context.objects.create(pk=uuid.uuid4(), metadata={"user": users[who].pk})
    return {"pgh_created_at": now - datetime.timedelta(days=days), "pgh_context": context}


def _again(state: dict) -> dict:
    """One more state of the same row."""
    left_out = {"pgh_id", "pgh_created_at", "pgh_context_id"}
    return {name: value for name, value in state.items() if name not in left_out} | {
        "pgh_label": "update"
    }
