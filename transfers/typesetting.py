"""The one place where Typst sets a document: tagged, and in letters that its fonts have.

A PDF/UA-1 may not hold a letter without a picture, and Typst refuses the whole document for one.
So that no name breaks a list, what no font has is replaced before. Which letters that are, Typst
itself says, as part of its fonts comes inside of it; each letter is asked for once in a process.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from transfers.fonts import FAMILIES, font_folder
from transfers.letters import each_text, without_controls

FONTS = [*FAMILIES, "Libertinus Serif"]
"""Behind these Typst looks in its other fonts (Arabic, Hebrew, Georgian, signs)."""
REPLACEMENT = "□"

_LAST_OF_SIMPLE = "\u052f"
"""The end of Latin, Greek and Cyrillic letters, which stand beside each other without trouble."""
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]")
"""What makes one picture of several emoji, or another of one; nothing by itself."""
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PROBE = b"""#set document(title: "x")
#set text(font: json(bytes(sys.inputs.fonts)))
#for one in json(bytes(sys.inputs.letters)) { block(one) }"""

_shown: dict[str, bool] = {}


def set_pdf(layout: Path, name: str, data: dict, timestamp: int | None = None) -> bytes:
    """A PDF/UA-1 of the layout, which reads the data as JSON from ``sys.inputs``.

    :param name: what the layout calls the data.
    :param timestamp: of its making, in seconds; where given, the same data make the same bytes.
    :raises typst.TypstError: when the layout itself has a fault.
    """
    data = each_text(data, _cleaned)
    _ask(_clusters_of(data))
    try:
        return _compile(layout, {name: each_text(data, _as_shown)}, timestamp)
    except typst.TypstError as fault:
        if not _REFUSED.search(fault.diagnostic):
            raise
        # Letters that are shown alone are not in a word of several scripts and marks.
        return _compile(layout, {name: each_text(data, _plainly)}, timestamp)


def _compile(layout: Path | bytes, inputs: dict[str, Any], timestamp: int | None = None) -> bytes:
    return typst.compile(
        layout,
        root=settings.BASE_DIR,
        sys_inputs={key: json.dumps(one, ensure_ascii=False) for key, one in inputs.items()},
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=timestamp,
    )


def _cleaned(text: str) -> str:
    text = without_controls(text)
    return text if text.isascii() else _JOINERS.sub("", unicodedata.normalize("NFC", text))


def _clusters(text: str) -> list[str]:
    """Letters with the marks that stand on them."""
    found: list[str] = []
    for letter in text:
        if found and unicodedata.category(letter).startswith("M"):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _clusters_of(data: Any) -> set[str]:
    found: set[str] = set()

    def collect(text: str) -> str:
        if not text.isascii():
            found.update(one for one in _clusters(text) if not one.isascii())
        return text

    each_text(data, collect)
    return found


def _ask(clusters: set[str]) -> None:
    """Learn which of them can be shown: letters first, then letters with marks."""
    _learn({one[0] for one in clusters if not one[0].isascii()})
    _learn({one for one in clusters if len(one) > 1})


def _learn(texts: Iterable[str]) -> None:
    new = sorted(one for one in texts if one not in _shown)
    if not new:
        return
    refused: set[str] = set()
    try:
        _compile(_PROBE, {"fonts": FONTS, "letters": new})
    except typst.TypstError as fault:
        refused = {_unescaped(one) for one in _REFUSED.findall(fault.diagnostic)}
        if not refused:
            raise
    _shown.update((one, not any(part in one for part in refused)) for one in new)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _as_shown(text: str) -> str:
    if text.isascii():
        return text
    return "".join(one if one.isascii() or _shown[one] else _letter(one) for one in _clusters(text))


def _letter(cluster: str) -> str:
    """Without its marks; a mark alone is nothing."""
    letter = cluster[0]
    if unicodedata.category(letter).startswith("M"):
        return ""
    return letter if letter.isascii() or _shown[letter] else REPLACEMENT


def _plainly(text: str) -> str:
    return "".join(
        letter if letter <= _LAST_OF_SIMPLE else REPLACEMENT
        for letter in map(_letter, _clusters(text))
        if letter
    )
