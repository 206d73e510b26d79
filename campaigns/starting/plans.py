"""The plans in ``data``: their shape stands there once, each text by language."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def plan_named(name: str, language: str | None = None) -> dict:
    """A plan in one language.

    :param language: the reader's, where none is given.
    """
    language = language or translation.get_language() or ""
    known = language if language in LANGUAGES else settings.LANGUAGE_CODE
    return _in_language(written_plan(name), known)


@cache
def written_plan(name: str) -> dict:
    """The file as it stands; its texts are dictionaries of languages, or the same for all."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def is_by_language(value: Any) -> bool:
    return isinstance(value, dict) and set(value) <= LANGUAGES and bool(value)


def _in_language(value: Any, language: str) -> Any:
    if is_by_language(value):
        return value[language]
    if isinstance(value, dict):
        return {name: _in_language(inner, language) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_language(inner, language) for inner in value]
    return value
