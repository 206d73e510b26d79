"""Guards over every template and module: no string that a user sees is left unmarked."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

APPS = (
    "config",
    "regions",
    "accounts",
    "transfers",
    "outbox",
    "schools",
    "volunteers",
    "sessions",
    "campaigns",
    "reporting",
)
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
MODULES = sorted(
    path
    for app in APPS
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if not {"tests", "migrations", "bench"} & set(path.parts)
)

ENDONYMS = {"English", "Русский", "Қазақша"}
NEVER_TRANSLATED = ENDONYMS | {
    "Birge",
    "CSV",
    "XLSX",
    "PDF",
    "DOCX",
    "JSON",
    "UTC",
    "ISO",
    "nbsp",
    "middot",
    "minus",
}
# What Django's template language and scripts make of a page is no text of its own.
_NO_TEXT = [
    r"{% block \w*class %}.*?{% endblock[^%]*%}",
    r"{% comment.*?{% endcomment %}",
    r"{#.*?#}",
    r"{% blocktrans(late)?\b.*?{% endblocktrans(late)? %}",
    r"<(script|style)\b.*?</\1>",
    r"<!--.*?-->",
]
_SEEN_ATTRIBUTES = (
    r'\b(?:aria-label|title|placeholder|alt|aria-description)="([^"{]*[A-Za-z]{2}[^"{]*)"'
)


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def unmarked_in(template: str) -> list[str]:
    """Texts of a template that a reader sees and that nothing translates."""
    for pattern in _NO_TEXT:
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    attributes = re.findall(_SEEN_ATTRIBUTES, template)
    template = re.sub(r"{%.*?%}|{{.*?}}", "\x00", template, flags=re.DOTALL)
    texts = re.sub(r"<[^>]*>", "\n", template, flags=re.DOTALL).split("\n")
    return [
        text.strip()
        for text in [*texts, *attributes]
        if set(re.findall(r"\w{2,}", re.sub(r"&\w+;", "", text))) - NEVER_TRANSLATED
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_marks_every_text(path: Path):
    assert unmarked_in(path.read_text()) == []


def test_guard_finds_an_unmarked_text():
    assert unmarked_in('<p class="x">{{ a }} Hello</p><img alt="A dog">') == ["\x00 Hello", "A dog"]


SHOWN_KEYWORDS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
SHOWN_CALLS = {"ValidationError", "success", "error", "warning", "info"}


def is_unmarked(argument: ast.expr) -> bool:
    """A literal, or a text put together with literal words in it."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.search(r"\w{2}", part.value)
        for part in parts
    )


def unmarked_strings(source: str) -> list[str]:
    """Literal strings that are handed to forms, models, messages and validation errors."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        owner = getattr(getattr(node.func, "value", None), "id", "")
        shown = [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_KEYWORDS]
        if name == "ValidationError" or (owner == "messages" and name in SHOWN_CALLS):
            shown += node.args
        found += [ast.unparse(argument) for argument in shown if is_unmarked(argument)]
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_marks_every_string_of_forms_models_and_messages(path: Path):
    assert unmarked_strings(path.read_text()) == []


def test_guard_finds_an_unmarked_string():
    assert unmarked_strings('CharField(label="Name"); messages.error(r, f"No {x}")') == [
        "'Name'",
        "f'No {x}'",
    ]
