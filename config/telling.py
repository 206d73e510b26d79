"""Telling how far long work is."""

import time
from collections.abc import Callable


class Seldom:
    """Says what it is told, but no more often than every so many seconds; the rest is left out."""

    def __init__(self, say: Callable[[str], object], *, seconds: float = 10) -> None:
        self.say = say
        self.seconds = seconds
        self.told_at = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self.told_at >= self.seconds:
            self.told_at = now
            self.say(text)
