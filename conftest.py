"""What every test may use: servers, a data folder that is thrown away, a browser."""

import atexit
import contextlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started

# The first process of a run makes the folder; the workers of a parallel run inherit it. This
# stands before anything that reads the settings, so a test never touches the real data folder.
FIRST_PROCESS = "BIRGE_TEST_DATA" not in os.environ
if FIRST_PROCESS:
    os.environ["BIRGE_TEST_DATA"] = tempfile.mkdtemp(prefix="birge-test-", dir="/tmp")
    Path(os.environ["BIRGE_TEST_DATA"]).chmod(0o711)
TEST_DATA = Path(os.environ["BIRGE_TEST_DATA"]).resolve()
# Each worker of a parallel run has a Redis of its own: tests empty it, and tests stop and start
# what lives in it.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER:
    TEST_DATA /= WORKER
    TEST_DATA.mkdir(mode=0o711, exist_ok=True)
    if redis_url := os.environ.get("REDIS_URL"):
        server = re.sub(r"/\d*$", "", redis_url)
        os.environ["REDIS_URL"] = f"{server}/{int(WORKER.removeprefix('gw')) + 1}"
os.environ["BIRGE_DATA"] = str(TEST_DATA)
os.environ["DEBUG"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Playwright keeps an event loop in the main thread, where Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.embedded import hold_servers  # noqa: E402

held = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # Hashing is slow on purpose; tests sign in thousands of times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A file is looked for when it is asked for: else each new client reads all of them.
    settings.WHITENOISE_AUTOREFRESH = True
    if getattr(config.option, "numprocesses", None) and not WORKER:
        # This process only hands out tests. Its workers must not read the settings before they
        # have come here, and so know their own data folder.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        return
    if config.option.collectonly:
        return
    held.enter_context(
        hold_servers(
            TEST_DATA,
            postgres=not os.environ.get("DATABASE_URL"),
            redis=not os.environ.get("REDIS_URL"),
            durable=False,
        )
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Tables are emptied row by row after a test with transactions of its own.

    Such a test fills some ten tables of two hundred, and to truncate all of them takes ten times
    as long. Triggers keep quiet meanwhile, which only a superuser of the database may ask for;
    for anybody else Django empties all tables as ever.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone() == (True,):
            connection.ops.sql_flush = delete_rows


def delete_rows(style, tables: list[str], **_options: bool) -> list[str]:
    """The statements that empty those of the tables in which there is something."""
    from django.db import connection

    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT FROM {n})" for n in names)
        )
        filled = [name for (name,) in cursor.fetchall()]
    role = "SET LOCAL session_replication_role = "
    return [f"{role}replica", *(f"DELETE FROM {name}" for name in filled), f"{role}DEFAULT"]


def pytest_unconfigure() -> None:
    from django.db import connections

    connections.close_all()
    held.close()


@atexit.register
def remove_data() -> None:
    if FIRST_PROCESS:
        held.close()
        shutil.rmtree(TEST_DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _forget_what_was_cached() -> None:
    """Rate limits and the like live in the cache; each test begins without them."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _speak_english() -> None:
    """A request of the test before may have left its reader's language behind."""
    from django.utils import translation

    translation.deactivate()


def chromium() -> str:
    """The path of the browser: CHROMIUM, or the first of the usual names."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    for name in names:
        if name and (found := shutil.which(name)):
            return found
    pytest.fail("No Chromium found: run `make test`, which installs it, or set CHROMIUM.")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, one for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield program
        program.close()


class Underway:
    """The requests that the live server's threads are answering."""

    def __init__(self) -> None:
        self.requests = 0
        self.changed = threading.Condition()

    def add(self, number: int) -> None:
        # A test's own client answers in the test's thread, and has ended when it returns.
        if threading.current_thread() is not threading.main_thread():
            with self.changed:
                self.requests += number
                self.changed.notify_all()

    def begins(self, **_kwargs: object) -> None:
        self.add(1)

    def ends(self, **_kwargs: object) -> None:
        self.add(-1)

    def wait_until_none(self, seconds: float) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.requests <= 0, seconds)


@pytest.fixture
def live_server(live_server) -> Iterator[object]:
    """The live server, which has answered everything before the test's records are taken away.

    A page that closes leaves the request that it had begun to the server; beside the emptying of
    the tables this would wait for a lock, or find half of its records.
    """
    underway = Underway()
    request_started.connect(underway.begins)
    request_finished.connect(underway.ends)
    yield live_server
    idle = underway.wait_until_none(seconds=20)
    request_started.disconnect(underway.begins)
    request_finished.disconnect(underway.ends)
    assert idle, "The live server is still answering 20 s after the test's end."


@pytest.fixture
def page(browser, live_server) -> Iterator[object]:
    """A page of a phone's size on the live server, in English, with its errors collected."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
