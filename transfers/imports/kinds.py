"""Which kinds of file can be taken in. Apps announce theirs in ``jobs.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from transfers.imports.columns import Column

if TYPE_CHECKING:
    from transfers.imports.runs import Import


@dataclass
class Counts:
    """What a file would change, or has changed.

    :param more: further counts, by what they count, in the order in which to tell them.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    more: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportKind:
    """A kind of file.

    :param tables: those that are looked up in and written to.
    :param check: looks at all staged rows together and notes faults.
    :param count: says what writing would change; runs only where there is no fault.
    :param write: writes it, after `check` and `count`, in the same transaction.
    :param unit: what is counted as new, changed and unchanged.
    :param check_written: notes faults that can only be seen once it is written; all of it is
        taken back then.
    :param needs_writing: whether a file has anything that ``check_written`` looks at: then it is
        written, and taken back, where it is only to be checked.
    """

    name: str
    label: str | Promise
    unit: str | Promise
    columns: tuple[Column, ...]
    tables: tuple[str, ...]
    check: Callable[[Import], None]
    count: Callable[[Import], Counts]
    write: Callable[[Import], None]
    check_written: Callable[[Import], None] | None = None
    needs_writing: Callable[[Import], bool] | None = None

    def must_write(self, run: Import) -> bool:
        return self.needs_writing is not None and self.needs_writing(run)


_kinds: dict[str, ImportKind] = {}


def announce(kind: ImportKind) -> None:
    _kinds[kind.name] = kind


def import_kinds() -> list[ImportKind]:
    """In the order in which files depend on each other."""
    order = ("schools", "class_groups", "volunteers", "sessions")
    return sorted(_kinds.values(), key=lambda kind: (*order, kind.name).index(kind.name))


def import_kind_named(name: str) -> ImportKind:
    """:raises KeyError: nobody announced such a kind."""
    return _kinds[name]
