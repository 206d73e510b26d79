"""`import_data`: a CSV file into the database, all of it or nothing."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import system_user
from transfers.errors import JobRefused
from transfers.imports.kinds import import_kind_named, import_kinds
from transfers.imports.runs import Outcome, format_counts, run_import
from transfers.progress import SilentProgress


def kind_names() -> list[str]:
    return [kind.name for kind in import_kinds()]


class Command(BaseCommand):
    help = "Takes in a CSV file: all of it, or, where anything is wrong with it, nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help=f"what the file holds: {', '.join(kind_names())}")
        parser.add_argument(
            "file", metavar="FILE", type=Path, help="the file; - reads what is piped in"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check only, and say what would change"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind = import_kind_named(options["kind"])
        except KeyError:
            raise CommandError(
                f"“{options['kind']}” cannot be imported. It can be: {', '.join(kind_names())}."
            ) from None
        write = not options["dry_run"]
        with (
            opened(options["file"]) as stream,
            tempfile.TemporaryFile() as faults,
        ):
            try:
                outcome = run_import(
                    kind,
                    stream,
                    by=system_user(),
                    write=write,
                    progress=SilentProgress(),
                    faults_to=faults,
                )
            except JobRefused as refusal:
                raise CommandError(refusal.message) from refusal
            if outcome.fault_count:
                self.tell_faults(outcome, faults)
        done = "" if write else "Nothing was written (--dry-run). "
        self.stdout.write(f"{done}{format_counts(kind, outcome.counts)}")

    def tell_faults(self, outcome: Outcome, faults: BinaryIO) -> None:
        faults.seek(0)
        for line in faults:
            self.stderr.write(line.decode(), ending="")
        faults_found = "1 fault" if outcome.fault_count == 1 else f"{outcome.fault_count} faults"
        raise CommandError(f"{faults_found}; nothing was written.")


@contextmanager
def opened(path: Path):
    """The file, or a copy of what cannot be read twice."""
    try:
        stream = Path("/dev/stdin" if str(path) == "-" else path).open("rb")  # noqa: SIM115
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    with stream:
        if stream.seekable():
            yield stream
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield copy
