"""A yes to pictures ends: apps of higher layers take away what rests on it, in their traces.py."""

from collections.abc import Callable

from django.db import transaction

from volunteers.models import Volunteer

Listener = Callable[[Volunteer], object]

_listeners: list[Listener] = []


def announce_picture_keeper(listener: Listener) -> None:
    """Let an app that keeps pictures know when a volunteer's yes has ended, or may have."""
    _listeners.append(listener)


def end_pictures(volunteer: Volunteer) -> None:
    """Once the transaction is through; a keeper that fails does not undo that the yes has ended."""
    for listener in _listeners:
        transaction.on_commit(lambda keeper=listener: keeper(volunteer), robust=True)
