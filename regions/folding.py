"""Comparing names that people typed on different keyboards.

Files in circulation mix Latin letters into Kazakh and Russian words ("Солтүстiк" with a Latin
i). What is stored stays as it was written; what is compared is folded first, in Python and in
the database by the same table.
"""

from django.db.models import CharField, Func, Value
from django.db.models.functions import Upper

# Cyrillic capitals and the Latin ones that look the same.
_CYRILLIC = "АВЕЁКМНОРСТУХІҮҺ"
_LATIN = "ABEEKMHOPCTYXIYH"
_TABLE = str.maketrans(_CYRILLIC, _LATIN)


def fold(text: str) -> str:
    """The form in which two spellings of the same name are equal."""
    return " ".join(text.split()).upper().translate(_TABLE)


def folded(expression: str) -> Func:
    """``fold`` as an SQL expression over a column; white space is cleaned on the way in."""
    return Func(
        Upper(expression),
        Value(_CYRILLIC),
        Value(_LATIN),
        function="translate",
        output_field=CharField(),
    )


FOLD_SQL = f"translate(upper({{}}), '{_CYRILLIC}', '{_LATIN}')"
"""The same for hand-written SQL: ``FOLD_SQL.format("column")``."""
