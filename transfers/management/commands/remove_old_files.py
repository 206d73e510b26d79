from django.core.management.base import BaseCommand

from transfers.retention import remove_old_files


class Command(BaseCommand):
    help = "Removes the files of exports and imports that are older than EXPORT_DAYS."

    def handle(self, **options) -> None:
        self.stdout.write(f"Cleared away {remove_old_files()} jobs.")
