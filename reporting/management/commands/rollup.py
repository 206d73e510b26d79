from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting import services
from reporting.verification import verify


class Command(BaseCommand):
    help = "Counts what is dirty now. With --verify also recounts everything and compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verify",
            action="store_true",
            help="recount everything from the records; exit 1 on any difference",
        )
        parser.add_argument(
            "--rebuild", action="store_true", help="count everything anew, whatever is kept"
        )

    def handle(self, *, verify: bool, rebuild: bool, **options) -> None:
        if rebuild:
            services.rebuild(self.stdout.write)
            self.stdout.write("Counted everything anew.")
        else:
            counted = services.drain_all()
            self.stdout.write(f"Counted {counted} pairs of project and school.")
        if verify:
            self._verify()

    def _verify(self) -> None:
        differences = verify()
        if differences:
            lines = "\n".join(f"  {difference}" for difference in differences)
            raise CommandError(
                f"The rollups differ from the records:\n{lines}\n"
                "Run: python manage.py rollup --rebuild"
            )
        self.stdout.write(self.style.SUCCESS("Every rollup equals the records."))
