"""Which kinds of letters there are. Apps announce theirs in ``letters.py``:

    announce(LetterKind("reminder", label=_("Reminders"), content=content_of_reminder))

``content`` puts a letter into words at the moment at which it is sent, in the active language,
and gives nothing where the letter has been overtaken by what happened since.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.permissions import Permission
    from outbox.models import Letter


@dataclass(frozen=True)
class CalendarFile:
    """A calendar entry that goes with a letter.

    :param method: REQUEST or CANCEL, as RFC 5546 has them.
    """

    name: str
    content: str
    method: str


@dataclass(frozen=True)
class Content:
    """What a letter says.

    :param facts: labels and values, shown as a small table.
    :param url: the full address of the one thing to do, which ``button`` names.
    :param reply_to: whom an answer goes to, where a person wrote.
    """

    subject: str
    paragraphs: list[str]
    facts: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    button: str = ""
    calendar: CalendarFile | None = None
    reply_to: str = ""


def nobodys_address(user: User, people: Collection[int]) -> set[int]:
    return set()


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter.

    :param label: for lists and for choosing, in the plural.
    :param hint: what it is good for, on the page where people choose.
    :param is_optional: whether people may do without.
    :param stands_alone: whether each letter is a mail of its own, as a person's words are.
    :param in_own_words: whether it holds what somebody wrote; such a letter reaches a minor only
        with a parent or guardian in copy.
    :param needs: what a person may do whom such letters concern; others are not asked whether
        they want them.
    :param in_digest: whether it waits for the day's one mail, whatever the receiver has chosen.
    :param holds_key: whether its link lets somebody in who has no account. Only the mail has it,
        not what coordinators read.
    :param whose_address: which of the people that letters of this kind went to have an address
        that a user may see, by their numbers.
    :param page: where the thing is that a letter's ``about`` names; empty where it has no page.
    """

    name: str
    label: str | Promise
    content: Callable[[Letter], Content | None]
    hint: str | Promise = ""
    is_optional: bool = False
    stands_alone: bool = False
    in_own_words: bool = False
    holds_key: bool = False
    needs: Permission | None = None
    in_digest: bool = False
    whose_address: Callable[[User, Collection[int]], set[int]] = nobodys_address
    page: Callable[[str], str] = lambda about: ""


_kinds: dict[str, LetterKind] = {}


def announce(kind: LetterKind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> LetterKind:
    """:raises KeyError: nobody announced such a kind."""
    return _kinds[name]


def choices_of(user: User) -> list[LetterKind]:
    """The kinds that a person may do without."""
    return [
        kind
        for kind in kinds()
        if kind.is_optional and (kind.needs is None or user.can(kind.needs))
    ]


def kinds() -> list[LetterKind]:
    return list(_kinds.values())
