"""``manage.py bench``: the speed budgets, each as ``name: ratio (bar) ok|short``."""

import logging
import time
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.bench import calendar, figures, files, filling, pages, people
from config.bench.budgets import Result
from config.bench.kept import drop_databases, kept_database

FEW, PAGES, ALL = 10, 60_000, 5_000_000
"""Sessions of the databases in which queries, pages and all else are measured."""

LEAST = 12_000


class Command(BaseCommand):
    help = (
        "Measures the speed budgets on generated sessions, in databases of its own beside the "
        "usual one. They are kept, so only the first run takes long: with the usual number of "
        "sessions half an hour and 20 GB."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sessions",
            type=int,
            default=ALL,
            metavar="N",
            help=f"how many generated sessions to measure with: {ALL:,}, which the budgets are "
            f"meant for; at least {LEAST:,}",
        )
        parser.add_argument(
            "--drop", action="store_true", help="only remove the databases that were kept"
        )

    def handle(self, *, sessions: int, drop: bool, **options) -> None:
        if drop:
            drop_databases(self.say)
            return
        if sessions < LEAST:
            raise CommandError(f"Give at least {LEAST:,} sessions: pages are to have 10,000 rows.")
        logging.disable(logging.ERROR)
        short = []
        for result in self.results(sessions):
            self.stdout.write(str(result))
            self.stdout.flush()
            if not result.is_kept:
                short.append(result.name)
        self.stdout.write(f"{len(short)} short: {'; '.join(short)}" if short else "All are kept.")

    def results(self, sessions: int) -> Iterator[Result]:
        with kept_database(FEW, self.say):
            few = pages.count_queries(people.manager())
        with kept_database(min(PAGES, sessions), self.say):
            yield pages.queries_of_pages(few, pages.count_queries(people.manager()))
            yield pages.list_against_bare_page(*people.coordinator())
            yield from pages.weight_of_first_visit(people.volunteer())
            yield from filling.plan_of_a_week()
        with kept_database(sessions, self.say):
            yield from calendar.calendar_against_bare_page(people.busy_coordinator())
            yield pages.report_page(people.manager(), figures.periods())
            for name, question in figures.questions().items():
                yield figures.report_against_records(name, question)
            yield from figures.recount_after_one_log()
            yield from files.export_against_copy()
            yield from files.import_against_copy()

    def say(self, text: str) -> None:
        self.stdout.write(f"   {time.strftime('%H:%M:%S')} {text}")
        self.stdout.flush()
