"""Text in files that people open in a spreadsheet."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    Text that already begins with apostrophes and such a character gets one more, so that
    ``as_written`` gives back exactly what was there.
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS_A_FORMULA) else text


def as_written(text: str) -> str:
    """The text before ``harmless`` was applied to it."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
