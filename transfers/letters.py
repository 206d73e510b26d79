"""Which letters a document can hold; text comes from everywhere, pasted from Word, too."""

import re
from typing import Any

_BREAKS = re.compile("\r\n|[\r\v\f]")
_FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML 1.0 (2.2) forbids in a text or advises against: control letters and the like."""


def without_controls(text: str) -> str:
    """The text as XML may hold it: line breaks of all kinds as ``\\n``, no control letters."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def each_text(data: Any, change) -> Any:
    """The lists and dictionaries again, each text in them changed; keys stay as they are."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: each_text(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [each_text(value, change) for value in data]
    return data
