"""`check_translations`: whether the catalogues are whole; a part of `make lint`."""

import gettext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Checks that each catalogue is complete, valid and compiled."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        catalogues = [path for root in settings.LOCALE_PATHS for path in sorted(root.rglob("*.po"))]
        faults = [fault for path in catalogues for fault in faults_of(path)]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{len(catalogues)} catalogues, each complete, valid and compiled")


def faults_of(path: Path) -> list[str]:
    """What is wrong with one catalogue, by line."""
    from babel.messages.pofile import read_po  # only where the tools of development are

    with path.open("rb") as file:
        catalogue = read_po(file)
    messages = [message for message in catalogue if message.id]
    faults = []
    for message in messages:
        place = f"{path}:{message.lineno}: "
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            faults.append(f"{place}the translation is a guess (fuzzy): confirm it")
        elif not all(texts):
            faults.append(f"{place}{message.id!r} has no translation")
        faults += [f"{place}{error}" for error in message.check(catalogue)]
    return faults or compiled_faults(path, messages)


def compiled_faults(path: Path, messages: list[Any]) -> list[str]:
    """Django reads the compiled file: it must say the same."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return [f"{compiled} is missing: run manage.py compilemessages"]
    with compiled.open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for message in messages:
        plural = isinstance(message.id, tuple)
        key = message.id[0] if plural else message.id
        key = f"{message.context}\x04{key}" if message.context else key
        found = known.get((key, 0) if plural else key)
        wanted = message.string[0] if plural else message.string
        if found != wanted:
            return [f"{compiled} is older than {path.name}: run manage.py compilemessages"]
    return []
