"""Reference data: rows that come with the project, in JSON files of each app's ``data`` folder.

The files decide: loading makes the rows with their keys equal to the file, leaves every other
row alone, and writes nothing where nothing differs, so that the history stays quiet.
"""

import datetime
import json
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models, transaction

from regions.models import Region

DATA = Path(__file__).parent / "data"


class Loaded(NamedTuple):
    """What loading a file did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged


def read_rows(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def make_equal(model: type[models.Model], key: str, rows: list[dict[str, Any]]) -> Loaded:
    """Create or change the rows of a model, known by ``key``, so that they equal ``rows``."""
    found = {
        getattr(row, key): row
        for row in model._default_manager.select_for_update().filter(
            **{f"{key}__in": [values[key] for values in rows]}
        )
    }
    created = changed = 0
    for values in rows:
        row = found.get(values[key])
        if row is None:
            model._default_manager.create(**values)
            created += 1
            continue
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if different:
            for name in different:
                setattr(row, name, values[name])
            row.save(update_fields=different)
            changed += 1
    return Loaded(created, changed, len(rows) - created - changed)


def load_regions(path: Path = DATA / "regions.json") -> Loaded:
    """The country's units, with their places on the tile map and the day since which they are."""
    rows = [
        row | {"valid_from": row["valid_from"] and datetime.date.fromisoformat(row["valid_from"])}
        for row in read_rows(path)
    ]
    return make_equal(Region, "code", rows)
