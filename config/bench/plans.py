"""How many rows the database reads for something, by its own account."""

import json
import time
from collections.abc import Callable

from django.db import connection

from config.bench.budgets import ENOUGH

_READ = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan", "Sample Scan"}
_EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) "


class _RowsRead:
    """Runs each query once more as EXPLAIN ANALYZE and adds up the rows of its scans.

    What took long is not run yet another time: it then answers with no rows.
    """

    def __init__(self) -> None:
        self.rows = 0

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            started = time.monotonic()
            execute(_EXPLAIN + sql, params, many, context)
            found = context["cursor"].fetchone()[0]
            plans = json.loads(found) if isinstance(found, str) else found
            self.rows += round(_rows(plans[0]["Plan"]))
            if time.monotonic() - started > ENOUGH:
                sql = f"SELECT * FROM ({sql}) q LIMIT 0"  # noqa: S608 - our own statement
        return execute(sql, params, many, context)


def rows_read(do: Callable[[], object]) -> int:
    """The rows that all queries of it read from tables, also those that a filter took out."""
    counter = _RowsRead()
    with connection.execute_wrapper(counter):
        do()
    return counter.rows


def _rows(plan: dict) -> float:
    own = 0.0
    if plan["Node Type"] in _READ:
        removed = plan.get("Rows Removed by Filter", 0)
        removed += plan.get("Rows Removed by Index Recheck", 0)
        own = (plan["Actual Rows"] + removed) * plan["Actual Loops"]
    return own + sum(map(_rows, plan.get("Plans", [])))
