"""What cells refer to by a code, and rows that stand in a file twice."""

from django.utils.translation import gettext as _

from regions.folding import FOLD_SQL
from transfers.imports.runs import Import


def match_codes(run: Import, name: str, column: str, table: str, message: str) -> None:
    """Make a table ``name`` (cell, id) of what a column's codes stand for; note unknown ones.

    A code stands for the row that has it, or else for the only one that looks the same.
    """
    run.table(
        name,
        f"""
        SELECT c.cell, coalesce(e.id, f.id) AS id
        FROM (SELECT DISTINCT {column} AS cell FROM staged WHERE {column} <> '') c
        LEFT JOIN {table} e ON e.code = c.cell
        LEFT JOIN (
            SELECT {FOLD_SQL.format("code")} AS folded, min(id) AS id FROM {table}
            GROUP BY 1 HAVING count(*) = 1
        ) f ON f.folded = {FOLD_SQL.format("c.cell")}
        """,
    )
    note_unmatched(run, name, column, message)


def note_unmatched(run: Import, name: str, column: str, message: str) -> None:
    run.note(
        column,
        message,
        f"""
        SELECT s.line, s.{column}, NULL FROM staged s JOIN {name} m ON m.cell = s.{column}
        WHERE m.id IS NULL
        """,
    )


def match_regions(run: Import) -> None:
    """Make the table ``region_of`` (cell, id); a withdrawn code stands for its region, too."""
    folded = FOLD_SQL.format("c.cell")
    run.table(
        "region_of",
        f"""
        SELECT c.cell, coalesce(r.id, f.id) AS id
        FROM (SELECT DISTINCT region AS cell FROM staged WHERE region <> '') c
        LEFT JOIN regions_region r ON r.code = {folded}
        LEFT JOIN (
            SELECT former_code, min(id) AS id FROM regions_region WHERE former_code <> ''
            GROUP BY former_code HAVING count(*) = 1
        ) f ON f.former_code = {folded}
        """,
    )
    message = _("“%(value)s” is no known region. Use its ISO 3166-2 code, such as KZ-71.")
    note_unmatched(run, "region_of", "region", message)


def note_repeated(run: Import, column: str, key: str, value: str, source: str = "staged") -> None:
    """Note rows whose key stands further up already.

    :param key: SQL expressions that identify a row; rows where one is null don't count.
    :param value: the SQL expression that the message repeats.
    """
    message = _("“%(value)s” stands in line %(other)s already. Keep one of the two rows.")
    run.note(
        column,
        message,
        f"""
        SELECT line, value, first_line::text FROM (
            SELECT line, {value} AS value, min(line) OVER (PARTITION BY {key}) AS first_line
            FROM {source} WHERE ({key}) IS NOT NULL
        ) k WHERE line <> first_line
        """,
    )
