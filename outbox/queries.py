"""Letters as pages show them."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from outbox.kinds import kind_named
from outbox.models import Letter


def narrowed(letters: QuerySet[Letter], asked: dict) -> QuerySet[Letter]:
    """Only those that a filter asks for."""
    for word in asked.get("q", "").split():
        letters = letters.filter(name__icontains=word)
    if asked.get("kind"):
        letters = letters.filter(kind=asked["kind"])
    if asked.get("about"):
        letters = letters.filter(about=asked["about"])
    if asked.get("state"):
        letters = letters.in_state(asked["state"], timezone.now())
    return letters


def hide_addresses(letters: Collection[Letter], user: User) -> None:
    """Leave the addresses only of those whom the user may see, and of the user."""
    people = defaultdict(set)
    for letter in letters:
        people[letter.kind].add(letter.person)
    seen = {kind: _seen(kind, numbers - {None}, user) for kind, numbers in people.items()}
    for letter in letters:
        if letter.user_id != user.pk and letter.person not in seen[letter.kind]:
            letter.address = letter.copy_to = ""


def _seen(kind: str, people: set[int], user: User) -> set[int]:
    try:
        return kind_named(kind).whose_address(user, people)
    except KeyError:
        return set()
