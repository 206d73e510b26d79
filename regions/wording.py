"""What a row says in several languages: which of its columns a reader is shown."""

from typing import Any

from django.db import models
from django.utils import translation

WRITTEN_LANGUAGES = ("en", "ru", "kk")
"""In the order in which pages that edit them show them; a text without English is shown to nobody
but in its own language, so English is the one that must be there."""


def worded(row: models.Model, name: str) -> Any:
    """The column ``<name>_<language>`` in the active language, or English where it is empty."""
    return getattr(row, f"{name}_{translation.get_language() or 'en'}", "") or getattr(
        row, f"{name}_en"
    )


def columns_of(*names: str) -> tuple[str, ...]:
    """The columns of texts that are kept in each language: ``title`` as ``title_en``, ..."""
    return tuple(f"{name}_{language}" for name in names for language in WRITTEN_LANGUAGES)
