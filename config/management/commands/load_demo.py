"""``manage.py load_demo``: the demo programme, for trying Birge and for looking at its scale."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from config.demo import loading
from config.demo.reports import make_reports
from config.demo.scale import Scale
from config.telling import Seldom
from reporting import services
from volunteers.models import Project


class Command(BaseCommand):
    help = (
        "Load the programme of 2020, a current term around today and five people who can sign in. "
        "Loading the same seed again changes nothing. Refuses where DEBUG=0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
        parser.add_argument(
            "--sessions",
            type=int,
            default=0,
            metavar="N",
            help="add so many generated delivered sessions of 2021 to 2026, for trying scale",
        )

    def handle(self, *, seed: int, sessions: int, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has passwords that everybody knows, so it is for DEBUG=1 only."
            )
        if seed < 0:
            raise CommandError("The seed is a whole number from 0 on.")
        if not Project.objects.filter(code="BKD", lessons__isnull=False).exists():
            raise CommandError("Load the reference data first: python manage.py load_reference")
        try:
            scale = Scale(sessions, self.stdout.write) if sessions else None
        except ValueError as error:
            raise CommandError(str(error)) from error
        try:
            self.load(seed)
        except loading.CannotLoadDemoError as error:
            raise CommandError(str(error)) from error
        if scale:
            self.stdout.write(f"{sessions:,} sessions added, {scale.add():,.0f} a second")
        self.count(everything=bool(scale))
        if reports := make_reports(now=timezone.localtime()):
            self.stdout.write(f"{reports} reports: one published, one to be approved, one begun")

    def count(self, *, everything: bool) -> None:
        """Bring the rollups up to date, which a running worker would do as well.

        :param everything: after much was added, counting all anew takes less time.
        """
        started = time.monotonic()
        if everything:
            services.rebuild(Seldom(self.stdout.write))
        else:
            services.drain_all()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"rollups counted in {time.monotonic() - started:,.0f} s")

    def load(self, seed: int) -> None:
        if loading.is_loaded(seed):
            self.stdout.write(f"The demo of seed {seed} is there already; nothing to do.")
            return
        loaded = loading.load(seed, now=timezone.now())
        self.stdout.write(
            f"{loaded.sessions_2020} sessions of 2020 and {loaded.sessions_now} around today"
        )
