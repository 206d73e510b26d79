"""``manage.py bench``: the speed budgets, each as ``name: ratio (bar) ok|short``."""

import datetime
import logging
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from accounts.permissions import Role
from config.bench import figures, files, pages
from config.bench.budgets import Result
from config.bench.database import add_sessions, make_history, make_person, throwaway_database
from regions.models import Region
from volunteers.models import Volunteer

FEW, LEAST, USUAL = 10, 12_000, 60_000
IN_SCOPE = 5_000
IMPORTED = (datetime.date(2024, 1, 1), datetime.date(2024, 5, 31))
HISTORY = 300


class Command(BaseCommand):
    help = (
        "Measures the speed budgets on a database of its own, which is made for it and thrown "
        "away. Takes some minutes with the usual number of sessions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sessions",
            type=int,
            default=USUAL,
            metavar="N",
            help=f"how many generated sessions to measure with: {USUAL}, at least {LEAST}; "
            "the budget of reports is meant for 5,000,000",
        )

    def handle(self, *, sessions: int, **options) -> None:
        if sessions < LEAST:
            raise CommandError(f"Give at least {LEAST} sessions: pages are to have 10,000 rows.")
        logging.disable(logging.ERROR)
        short = []
        with throwaway_database():
            for result in self.results(sessions):
                self.stdout.write(str(result))
                self.stdout.flush()
                if not result.is_kept:
                    short.append(result.name)
        self.stdout.write(f"{len(short)} short: {'; '.join(short)}" if short else "All are kept.")

    def results(self, sessions: int) -> Iterator[Result]:
        """In an order in which no measurement disturbs the next; the last one empties tables."""
        manager = make_person(Role.MANAGER)
        add_sessions(FEW, self.say)
        few = pages.count_queries(manager)
        add_sessions(sessions, self.say)
        yield pages.queries_of_pages(few, pages.count_queries(manager))
        yield pages.list_against_bare_page(*self.coordinator())
        yield from pages.weight_of_first_visit(self.volunteer())
        for period in figures.PERIODS:
            yield figures.report_against_records(period)
        schools = make_history("SHORT", HISTORY), make_history("LONG", 10 * HISTORY)
        yield figures.recount_after_one_log(*schools)
        yield files.export_against_copy()
        yield files.import_against_copy(*IMPORTED)

    def say(self, text: str) -> None:
        self.stdout.write(f"   {text}")

    def coordinator(self) -> tuple:
        """Somebody with about as many sessions in scope as the budget is meant for."""
        counted = Region.objects.annotate(sessions=Count("schools__sessions"))
        region = min(counted, key=lambda region: abs(region.sessions - IN_SCOPE))
        return make_person(Role.COORDINATOR, region), region.sessions

    def volunteer(self):
        volunteer = Volunteer.objects.filter(assignments__isnull=False).first()
        volunteer.user = make_person(Role.VOLUNTEER)
        volunteer.save()
        return volunteer.user
