"""``manage.py load_demo``: the demo programme, for trying Birge and for looking at its scale."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo import loading
from config.demo.reports import make_reports
from config.demo.scale import Scale
from reporting.services import drain, drain_all
from volunteers.models import Project

SECONDS_OF_SILENCE = 10


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
        self.count()
        if reports := make_reports(now=timezone.localtime()):
            self.stdout.write(f"{reports} reports: one published, one to be approved, one begun")

    def count(self) -> None:
        """Bring the rollups up to date, which a running worker would do as well."""
        started = told = time.monotonic()
        counted = 0
        while batch := drain():
            counted += batch
            if time.monotonic() - told > SECONDS_OF_SILENCE:
                told = time.monotonic()
                self.stdout.write(f"{counted:,} pairs of project and school counted so far")
        drain_all()  # the figures of whole regions, which follow from what was counted
        took = time.monotonic() - started
        self.stdout.write(f"{counted:,} pairs of project and school counted in {took:,.0f} s")

    def load(self, seed: int) -> None:
        if loading.is_loaded(seed):
            self.stdout.write(f"The demo of seed {seed} is there already; nothing to do.")
            return
        loaded = loading.load(seed, now=timezone.now())
        self.stdout.write(
            f"{loaded.sessions_2020} sessions of 2020 and {loaded.sessions_now} around today"
        )
