import shutil
import sys
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting import services
from reporting.arguments import UnknownWordError, find_projects, find_regions, parse_period
from reporting.exports.files import Format, write_report
from reporting.reports import Breakdown, Question


class Command(BaseCommand):
    help = "Writes the report of a period, dates included, to standard output or a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", required=True, metavar="DATE")
        parser.add_argument("--to", dest="end", required=True, metavar="DATE")
        parser.add_argument("--project", nargs="+", action="extend", default=[], metavar="CODE")
        parser.add_argument("--region", nargs="+", action="extend", default=[], metavar="CODE")
        breakdowns, formats = [str(by) for by in Breakdown], [str(kind) for kind in Format]
        parser.add_argument("--by", choices=breakdowns, default=str(Breakdown.PROJECT))
        parser.add_argument("--format", choices=formats, default=str(Format.CSV))
        parser.add_argument(
            "--sessions", action="store_true", help="XLSX with a row for each session, too"
        )
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(
        self,
        *,
        start,
        end,
        project,
        region,
        by,
        format,  # noqa: A002
        out,
        sessions=False,
        **options,
    ) -> None:
        try:
            question = Question(
                parse_period(start, end),
                Breakdown(by),
                find_projects(project),
                find_regions(region),
            )
        except UnknownWordError as error:
            raise CommandError(str(error)) from None
        services.drain_all()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"report.{format}"
            write_report(question, Format(format), path, with_sessions=sessions)
            self._deliver(path, out)

    def _deliver(self, path: Path, out: Path | None) -> None:
        try:
            if out is None:
                with path.open("rb") as source:
                    shutil.copyfileobj(source, sys.stdout.buffer)
                sys.stdout.flush()
            else:
                shutil.copyfile(path, out)
        except OSError as error:
            raise CommandError(f"{out or 'standard output'}: {error.strerror}") from None
