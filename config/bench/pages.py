"""Pages: how many a second, how many queries, how heavy."""

import contextlib
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config.bench import bare
from config.bench.budgets import Result, in_turns, seconds
from reporting.period_words import query_of
from reporting.periods import Period

REQUESTS, TURNS = 20, 5
FONTS = (".woff", ".woff2", ".ttf")
FIRST_VISIT, LATER_VISIT = 120, 15
"""Kilobytes."""

REPORT = 300
"""Milliseconds."""

# As in production, but without what needs a certificate or collected files.
SERVED = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["*"],
    "SECURE_SSL_REDIRECT": False,
    "REQUIRE_SECOND_FACTOR": False,
}


@contextlib.contextmanager
def signed_in(user: User) -> Iterator[Client]:
    client = Client()
    with override_settings(**SERVED):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        yield client
        client.logout()


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content.decode()


def list_against_bare_page(coordinator: User, rows: int) -> Result:
    """The list of all sessions in scope, against a page that does next to nothing.

    Nothing is written meanwhile, so the list is kept; how long it takes after each change stands
    beside it.
    """
    address = f"{reverse('sessions:list')}?when=any"
    changed = {"ROOT_URLCONF": "config.bench.bare", "MIDDLEWARE": bare.MIDDLEWARE}
    with signed_in(coordinator) as ours, signed_in(coordinator) as theirs:

        def list_page() -> None:
            for _ in range(REQUESTS):
                _get(ours, address)

        def bare_page() -> None:
            with override_settings(**changed):
                for _ in range(REQUESTS):
                    _get(theirs, "/")

        def changed_list_page() -> None:
            for _ in range(REQUESTS):
                cache.clear()
                _get(ours, address)

        list_page(), bare_page()
        slow, fast = in_turns(list_page, bare_page, times=TURNS)
        drawn, _fast = in_turns(changed_list_page, bare_page, times=1)
    detail = (
        f"{REQUESTS / slow:.0f} against {REQUESTS / fast:.0f} a second, {rows} sessions; "
        f"{REQUESTS / drawn:.0f} where each comes after a change"
    )
    return Result("list page, requests a second", fast / slow, 0.5, detail=detail)


def count_queries(manager: User) -> dict[str, int]:
    """How many queries each of the large pages makes."""
    addresses = {
        "sessions": f"{reverse('sessions:list')}?when=any",
        "schools": reverse("schools:list"),
        "volunteers": reverse("volunteers:list"),
        "report": reverse("reports:impact"),
        "start": reverse("start"),
    }
    counted = {}
    with signed_in(manager) as client:
        for name, address in addresses.items():
            _get(client, address)
            with CaptureQueriesContext(connection) as queries:
                _get(client, address)
            counted[name] = len(queries)
    return counted


def queries_of_pages(few: dict[str, int], many: dict[str, int]) -> Result:
    """The worst page: how many times as many queries with many rows as with few."""
    worst = max(many[name] / few[name] for name in few)
    detail = ", ".join(f"{name} {few[name]} and {many[name]}" for name in few)
    name = "queries of a page, 10,000 rows to 10"
    return Result(name, worst, 1.0, at_most=True, detail=detail)


def weight_of_first_visit(volunteer: User) -> list[Result]:
    """The start page with all that it loads but fonts, and the page alone, compressed."""
    with signed_in(volunteer) as client:
        first, later, files = weight_of(client, reverse("start"))
    return [
        Result(
            "first visit of a volunteer page, KB without fonts",
            first,
            FIRST_VISIT,
            at_most=True,
            detail=f"the page and {files} files, gzip",
        ),
        Result("later visit, KB", later, LATER_VISIT, at_most=True),
    ]


def weight_of(client: Client, address: str) -> tuple[float, float, int]:
    """Kilobytes of a page with all that it loads but fonts, of the page alone, and the files.

    Files have hashed names: a browser that has them never asks for them again.
    """
    page = _get(client, address)
    own = _compressed(page.encode())
    files = _loaded(page)
    total = own + sum(_compressed(file.read_bytes()) for file in files)
    return total / 1024, own / 1024, len(files)


def report_page(manager: User, periods: dict[str, Period]) -> Result:
    """The page of the report in the slowest of some periods."""
    taken = {}
    with signed_in(manager) as client:
        for name, period in periods.items():
            address = f"{reverse('reports:impact')}?{urlencode(query_of(period))}"
            _get(client, address)
            taken[name] = 1000 * seconds(lambda address=address: _get(client, address), times=TURNS)
    detail = ", ".join(f"{name} {milliseconds:,.0f}" for name, milliseconds in taken.items())
    name = "report page of a standard period, milliseconds"
    return Result(name, max(taken.values()), REPORT, at_most=True, detail=detail)


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _loaded(page: str) -> set[Path]:
    """The files of a page and those that its styles and modules ask for in turn."""
    found: set[Path] = set()
    wanted = [name.split("?")[0] for name in re.findall(r'(?:src|href)="/static/([^"]+)"', page)]
    while wanted:
        name = wanted.pop()
        path = finders.find(name)
        if not path or name.endswith(FONTS) or Path(path) in found:
            continue
        found.add(Path(path))
        if name.endswith((".css", ".js")):
            wanted += _asked_for(name, Path(path).read_text(encoding="utf-8"))
    return found


def _asked_for(name: str, text: str) -> list[str]:
    """Relative addresses in ``url(...)`` and ``import ... from "./..."``."""
    pattern = r"""(?:url\(["']?|@import\s+["']|from\s*["']|import\s*["'])(\.{0,2}/?[\w./-]+)"""
    folder = Path(name).parent
    return [_joined(folder, found) for found in re.findall(pattern, text) if "." in found]


def _joined(folder: Path, relative: str) -> str:
    parts: list[str] = []
    for part in (folder / relative).parts:
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return "/".join(parts)
