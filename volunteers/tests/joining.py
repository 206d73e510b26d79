"""What tests about joining share: an application's pages, and the mails that it brings."""

import datetime
import re

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.delivery import sweep


def years_ago(years: int) -> datetime.date:
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28))


def pages(age: int = 15, **changes) -> dict[str, dict]:
    """What somebody of an age types on each page."""
    born = years_ago(age)
    typed = {
        "you": {
            "first_name": "Dana",
            "last_name": "Testova",
            "birth_date_day": born.day,
            "birth_date_month": born.month,
            "birth_date_year": born.year,
            "email": "dana@example.org",
        },
        "place": {"region": "KZ-71", "languages": ["kk", "ru"]},
        "lessons": {"projects": ["BKD"], "ways": ["online"], "times": ["afternoons"]},
        "why": {"motivation": "I was bullied, and nobody said a word."},
    }
    if age < 18:
        guardian = {"guardian_name": "Aigul Testova", "guardian_email": "mother@example.org"}
        typed["guardian"] = guardian
    typed["send"] = {"agrees": "on"}
    return {name: fields | changes.get(name, {}) for name, fields in typed.items()}


def apply(client: Client, age: int = 15, **changes):
    """Go through all pages; gives the last answer."""
    for name, fields in pages(age, **changes).items():
        response = client.post(reverse("join:step", args=[name]), fields)
        if response.status_code != 302:
            break
    return response


def mails_to(address: str) -> list:
    """What has arrived there, all that is due sent first."""
    sweep()
    return [message for message in mail.outbox if message.to == [address]]


def link_in(message) -> str:
    """The path of the one thing to do."""
    return re.search(r"https?://[^/\s]+(/(?:join|guardian)/\S+)", message.body)[1]


def confirm(client: Client, address: str = "dana@example.org"):
    path = link_in(mails_to(address)[-1])
    return client.post(path, {"password": "a-long-pass-phrase-77"})
