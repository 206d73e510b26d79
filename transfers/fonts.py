"""The project's font for documents: the browser's files, unpacked so that Typst can read them."""

import os
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

SOURCE = settings.NODE_MODULES / "@fontsource-variable" / "golos-text" / "files"
SUBSETS = ("latin", "cyrillic", "cyrillic-ext", "latin-ext")

FAMILIES = [f"Golos {subset}" for subset in SUBSETS]
"""In the order in which a letter is looked for; Typst's own Libertinus stands behind them."""

_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
_WINDOWS, _UNICODE, _ENGLISH = 3, 1, 0x409


def font_folder() -> Path:
    """The folder with the unpacked fonts; they are made on first use.

    Where the browser's packages are not installed it stays empty, and documents are set in
    Libertinus, which has every Kazakh letter, too.
    """
    folder = settings.DATA_DIR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for subset, family in zip(SUBSETS, FAMILIES, strict=True):
        packed = SOURCE / f"golos-text-{subset}-wght-normal.woff2"
        unpacked = folder / f"{packed.stem}.ttf"
        if packed.exists() and not unpacked.exists():
            _unpack(packed, unpacked, family)
    return folder


def _unpack(packed: Path, unpacked: Path, family: str) -> None:
    """One part of the alphabet as a family of its own: Typst picks one file for a family."""
    font = TTFont(packed)
    font.flavor = None
    for name_id in (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY):
        font["name"].removeNames(nameID=name_id)
    font["name"].setName(family, _FAMILY, _WINDOWS, _UNICODE, _ENGLISH)
    font["name"].setName(
        f"{family.replace(' ', '')}-Regular", _POSTSCRIPT, _WINDOWS, _UNICODE, _ENGLISH
    )
    partial = unpacked.with_name(f".{unpacked.name}.{os.getpid()}")
    font.save(partial)
    partial.replace(unpacked)
