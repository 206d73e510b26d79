"""Text in files that people open in a spreadsheet, made harmless and back."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    Text that already begins with apostrophes and such a character gets one more, so that
    ``as_written`` gives back exactly what was there.
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS_A_FORMULA) else text


def as_written(text: str) -> str:
    """The text before ``harmless`` was applied to it."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def harmless_sql(expression: str) -> str:
    """``harmless`` over an SQL expression, which stands several times in the result."""
    starters = "".join(_STARTS_A_FORMULA).encode("unicode_escape").decode()
    return (
        f"CASE WHEN left(ltrim({expression}, ''''), 1) = "
        f"ANY (string_to_array(E'{starters}', NULL)) "
        f"THEN '''' || {expression} ELSE {expression} END"
    )
