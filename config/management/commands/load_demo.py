"""``manage.py load_demo``: the demo programme, for trying Birge and for looking at its scale."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo import loading
from reporting.services import drain_all
from volunteers.models import Project


class Command(BaseCommand):
    help = (
        "Load the programme of 2020, a current term around today and five people who can sign in. "
        "Loading the same seed again changes nothing. Refuses where DEBUG=0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another seed, other people")

    def handle(self, *, seed: int, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has passwords that everybody knows, so it is for DEBUG=1 only."
            )
        if not Project.objects.filter(code="BKD", lessons__isnull=False).exists():
            raise CommandError("Load the reference data first: python manage.py load_reference")
        try:
            self.load(seed)
        except loading.CannotLoadDemoError as error:
            raise CommandError(str(error)) from error

    def load(self, seed: int) -> None:
        if loading.is_loaded(seed):
            self.stdout.write(f"The demo of seed {seed} is there already; nothing to do.")
            return
        loaded = loading.load(seed, now=timezone.now())
        self.stdout.write(
            f"{loaded.sessions_2020} sessions of 2020 and {loaded.sessions_now} around today"
        )
        self.stdout.write(f"{drain_all()} projects of schools counted")
