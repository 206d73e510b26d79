"""Taking in files in tests."""

import tempfile

from accounts.services import system_user
from transfers.imports.kinds import ImportKind
from transfers.imports.runs import Outcome, run_import
from transfers.progress import SilentProgress


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def take_in(kind: ImportKind, content: str | bytes, *, write: bool = True) -> Outcome:
    """Import a file with this content."""
    with tempfile.TemporaryFile() as stream:
        stream.write(as_bytes(content))
        stream.seek(0)
        return run_import(kind, stream, by=system_user(), write=write, progress=SilentProgress())


def faults_of(kind: ImportKind, content: str | bytes) -> list[str]:
    """What is wrong with a file, as it is told; nothing must have been written."""
    outcome = take_in(kind, content)
    assert not outcome.is_written
    return [str(fault) for fault in outcome.faults]


def changes_of(outcome: Outcome) -> tuple[int, int, int]:
    """New, changed, unchanged; fails where there were faults."""
    assert [str(fault) for fault in outcome.faults] == []
    counts = outcome.counts
    return counts.new, counts.changed, counts.unchanged


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"
