"""Canonical JSON: one text for one value, so that a hash over it means something.

Keys sorted by their characters, no space between tokens, UTF-8, letters as they are. Numbers
are whole; anything with decimals is written as text by whoever makes the document, since the
same fraction has many spellings.
"""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """:raises TypeError: something that has no one spelling, such as a float, is in it."""
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(text: str) -> str:
    """64 hexadecimal digits over the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check(value: Any) -> None:
    match value:
        case None | bool() | int() | str():
            pass
        case list() | tuple():
            for item in value:
                _check(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"{key!r} is no key")
                _check(item)
        case _:
            raise TypeError(f"{value!r} has no canonical spelling")
