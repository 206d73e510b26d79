"""Letters as pages show them."""

from collections import defaultdict
from collections.abc import Callable, Collection

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from outbox.kinds import kind_named, nobodys_address
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
        people[_who_sees(letter)].add(letter.person)
    seen = {who_sees: who_sees(user, numbers - {None}) for who_sees, numbers in people.items()}
    for letter in letters:
        if letter.user_id != user.pk and letter.person not in seen[_who_sees(letter)]:
            letter.address = letter.copy_to = ""


def _who_sees(letter: Letter) -> Callable[[User, Collection[int]], set[int]]:
    """Asked once for all the kinds that share it; nobody sees those of a kind long gone."""
    try:
        return kind_named(letter.kind).whose_address
    except KeyError:
        return nobodys_address
