"""The calendar's answers, each against a page that does next to nothing."""

import datetime
import json
from collections.abc import Callable, Iterator

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.bench import bare
from config.bench.budgets import Result, in_turns
from config.bench.kept import undone
from config.bench.pages import signed_in
from sessions.history import seen_version
from sessions.models import SchoolSession

REQUESTS, TURNS = 10, 5


def calendar_against_bare_page(coordinator: User) -> Iterator[Result]:
    """A month and a week with the most sessions, the conflicts of a week, the check of a drop."""
    sessions = SchoolSession.objects.visible_to(coordinator).exclude(attendance__class_group=None)
    busiest = (
        sessions.order_by()
        .annotate(month=TruncMonth("starts_at"))
        .values("month")
        .annotate(count=Count("pk", distinct=True))
        .order_by("-count")
        .first()
    )
    taught = sessions.filter(starts_at__gte=busiest["month"]).order_by("starts_at").first()
    day = timezone.localdate(taught.starts_at).isoformat()
    events, conflicts = reverse("sessions:calendar_events"), reverse("sessions:calendar_conflicts")
    with signed_in(coordinator) as ours, signed_in(coordinator) as theirs:
        for view in ("month", "week"):
            address = f"{events}?view={view}&date={day}"
            kept = _ratio(theirs, lambda address=address: _get(ours, address))
            anew = _ratio(theirs, lambda address=address: (cache.clear(), _get(ours, address)))
            detail = f"{kept[1]}; {anew[1]} after each change; {busiest['count']:,} in the month"
            yield _result(f"calendar's data of a {view}", kept[0], 2, detail)
        address = f"{conflicts}?view=week&date={day}&session={taught.pk}"
        ratio, detail = _ratio(theirs, lambda: _get(ours, address))
        yield _result("conflicts of a visible week", ratio, 5, detail)
        with undone():
            ratio, detail = _ratio(theirs, _drop(ours, taught))
        yield _result("check of one drop", ratio, 2, detail)


def _drop(client: Client, taught: SchoolSession) -> Callable[[], None]:
    """Moves a planned session onto another one of its class, which is refused."""
    planned = SchoolSession.objects.create(
        school=taught.school,
        project=taught.project,
        starts_at=taught.starts_at + datetime.timedelta(days=3650),
        mode=taught.mode,
        language=taught.language,
    )
    group = taught.attendance.exclude(class_group=None).first().class_group
    planned.attendance.create(class_group=group)
    start = timezone.localtime(taught.starts_at).strftime("%Y-%m-%dT%H:%M")
    body = json.dumps({"start": start, "minutes": 45, "seen": seen_version(planned)})
    address = reverse("sessions:calendar_move", args=[planned.pk])

    def drop() -> None:
        answer = client.post(address, body, content_type="application/json")
        if answer.status_code != 422:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return drop


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _ratio(client: Client, do: Callable[[], object]) -> tuple[float, str]:
    """How many bare pages' time it takes, and both in milliseconds."""

    def several() -> None:
        for _ in range(REQUESTS):
            do()

    def bare_pages() -> None:
        with override_settings(ROOT_URLCONF="config.bench.bare", MIDDLEWARE=bare.MIDDLEWARE):
            for _ in range(REQUESTS):
                _get(client, "/")

    several(), bare_pages()
    slow, fast = in_turns(several, bare_pages, times=TURNS)
    milliseconds = [f"{1000 * taken / REQUESTS:.1f}" for taken in (slow, fast)]
    return slow / fast, " against ".join(milliseconds) + " ms"


def _result(name: str, ratio: float, bar: float, detail: str) -> Result:
    return Result(f"{name}, bare pages", ratio, bar, at_most=True, detail=detail)
