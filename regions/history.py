"""The audit trail: who changed what and when, written by database triggers."""

from collections.abc import Callable

import pghistory


def audited(*, exclude: list[str] | None = None) -> Callable[[type], type]:
    """Keep every version of a model's rows, with the user and the request that made it.

    :param exclude: fields that are not kept: secrets, and what the database derives.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        **({"exclude": exclude} if exclude else {}),
    )
