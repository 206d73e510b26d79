"""Figures inside a narrative: ``{students_reached}``, ``{sessions project=BKD}``,
``{change students_reached region=KZ-71}``.

A token names a figure; it may be narrowed to a project and to one value of one breakdown, by
their codes. ``change`` gives the difference to the period before in percent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reporting.columns import COLUMN, Column
from reporting.figures import FIGURE
from reporting.publishing.questions import PUBLISHED
from reporting.reports import ALL, Breakdown

FIGURES: dict[str, Column] = {
    **COLUMN,
    **{
        name: Column(name, figure.label, (name,))
        for name, figure in FIGURE.items()
        if name not in COLUMN
    },
}
"""What a token may name: the columns of the pages, and every other figure."""

CHANGE = "change"
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class TokenError(ValueError):
    """A token that means nothing; its text names the token and says what there is."""

    source = ""
    """As it stands in the text."""


@dataclass(frozen=True)
class Token:
    """A figure of one project (or ``ALL``) and one value of a breakdown (or ``ALL``)."""

    source: str
    column: Column
    is_change: bool = False
    project: str = ALL
    by: Breakdown = Breakdown.PROJECT
    value: str = ALL


Part = str | Token


def parse(text: str) -> list[Part | TokenError]:
    """Plain text, tokens, and what should have been one, in their order."""
    parts: list[Part | TokenError] = []
    end = 0
    for match in _BRACES.finditer(text):
        parts.append(text[end : match.start()])
        try:
            parts.append(_token(match))
        except TokenError as error:
            error.source = match[0]
            parts.append(error)
        end = match.end()
    parts.append(text[end:])
    return [part for part in parts if part != ""]


def tokens_of(texts: Iterable[str]) -> list[Token]:
    return [part for text in texts for part in parse(text) if isinstance(part, Token)]


def shown(token: Token, value: int | Decimal, before: int | Decimal | None) -> str:
    """A value in the active language.

    :param before: the value of the period before, where the token asks for the change.
    """
    if not token.is_change:
        return token.column.shown(value)
    change = 100 * (Decimal(value) / Decimal(before) - 1)
    percent = int(change.quantize(Decimal(1), ROUND_HALF_UP))
    sign = "+" if percent > 0 else "−" if percent < 0 else ""
    return f"{sign}{number_format(abs(percent), force_grouping=True)}%"


def _token(match: re.Match) -> Token:
    if match[1] is None:
        raise TokenError(
            _("A brace “%(brace)s” stands alone. Write a figure as {students_reached}.")
            % {"brace": match[0]}
        )
    words = match[1].split()
    is_change = words[:1] == [CHANGE]
    name, *narrowing = words[is_change:] or [""]
    if name not in FIGURES:
        raise TokenError(
            _("%(token)s: there is no figure “%(name)s”. There are: %(figures)s.")
            % {"token": match[0], "name": name, "figures": ", ".join(FIGURES)}
        )
    token = Token(match[0], FIGURES[name], is_change)
    return _narrowed(token, narrowing)


def _narrowed(token: Token, narrowing: list[str]) -> Token:
    found: dict[Breakdown, str] = {}
    for word in narrowing:
        key, equals, code = word.partition("=")
        if not (equals and code) or key not in PUBLISHED:
            raise TokenError(
                _("%(token)s: “%(word)s” narrows nothing. Write project=BKD, or one of: %(keys)s.")
                % {
                    "token": token.source,
                    "word": word,
                    "keys": ", ".join(f"{by}=…" for by in PUBLISHED),
                }
            )
        found[Breakdown(key)] = code
    project = found.pop(Breakdown.PROJECT, ALL)
    if len(found) > 1:
        raise TokenError(
            _("%(token)s: narrow it to a project and one of %(keys)s, not to both of them.")
            % {"token": token.source, "keys": ", ".join(found)}
        )
    by, value = next(iter(found.items()), (Breakdown.PROJECT, ALL))
    return Token(token.source, token.column, token.is_change, project, by, value)
