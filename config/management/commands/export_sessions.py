"""`export_sessions`: one row for each school session and class group, as CSV."""

import datetime
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.exports import write_sessions_csv
from volunteers.models import Project


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Write it as 2020-09-30.") from None


class Command(BaseCommand):
    help = "Writes the sessions of a period as CSV, in the columns that import_data takes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", metavar="DATE", required=True)
        parser.add_argument("--to", dest="end", metavar="DATE", required=True)
        parser.add_argument(
            "--project",
            dest="projects",
            metavar="CODE",
            nargs="+",
            action="extend",
            help="only these projects",
        )
        parser.add_argument(
            "--out", metavar="FILE", type=Path, help="else it goes to standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        period = {"start": day(options["start"]), "end": day(options["end"])}
        if period["end"] < period["start"]:
            raise CommandError("--to is before --from.")
        projects = options["projects"]
        known = set(Project.objects.values_list("code", flat=True))
        if unknown := sorted(set(projects or ()) - known):
            raise CommandError(
                f"No such project: {', '.join(unknown)}. There are: {', '.join(sorted(known))}."
            )
        if options["out"]:
            self.write_file(options["out"], projects=projects, **period)
            return
        try:
            write_sessions_csv(sys.stdout.buffer, projects=projects, **period)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough; Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def write_file(self, path: Path, **choice: Any) -> None:
        """The whole file or none: it gets its name when it is complete."""
        part = path.with_name(f".{path.name}.part")
        try:
            with part.open("wb") as stream:
                rows = write_sessions_csv(stream, **choice)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        self.stderr.write(f"{rows} rows in {path}")
