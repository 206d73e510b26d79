"""Text in CSV files that a spreadsheet could take for a formula, made harmless and back.

Text that begins with one of ``STARTERS`` gets an apostrophe in front, which spreadsheets show
as text; so does text that begins with apostrophes and then one of them, so that the way back is
exact: `as_written` of `harmless` is the text itself, whatever it was.
"""

import re

STARTERS = "=+-@\t\r\n＝＋－＠"
_RISKY = re.compile(f"'*[{re.escape(STARTERS)}]")
_MADE_HARMLESS = re.compile(f"'+[{re.escape(STARTERS)}]")


def harmless(text: str) -> str:
    """The text as it may stand in a file that people open in a spreadsheet."""
    return f"'{text}" if _RISKY.match(text) else text


def as_written(text: str) -> str:
    """The text before `harmless`."""
    return text[1:] if _MADE_HARMLESS.match(text) else text


def harmless_sql(expression: str) -> str:
    """`harmless` over an SQL expression, which is repeated in the result."""
    starters = STARTERS.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")
    return (
        f"CASE WHEN left(ltrim({expression}, ''''), 1) = "
        f"ANY (string_to_array(E'{starters}', NULL)) "
        f"THEN '''' || {expression} ELSE {expression} END"
    )
