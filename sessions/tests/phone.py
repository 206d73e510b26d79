"""A volunteer's phone in tests: its browser, its line, what waits on it."""

import contextlib
import datetime
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from conftest import chromium
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.models import Attendance, SchoolSession
from sessions.tests.factories import LessonFactory, SchoolSessionFactory, make_assignment
from volunteers.models import Volunteer

PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"}
LOGS = "**/sessions/*/log/"

# What the page of a log does when it is saved, for each session that the device keeps, but
# without sending it yet.
FILL_IN = """async (count) => {
  const { store } = birgeOffline;
  const user = birgeOffline.user();
  for (const session of (await store.sessions(user)).slice(0, count)) {
    const box = document.createElement("div");
    box.innerHTML = session.form;
    const form = box.firstElementChild;
    document.body.append(box);
    form.querySelector('[name$="-students_online"]').value = "24";
    const uuid = crypto.randomUUID();
    const values = birgeOffline.forms.log.read(form);
    const body = birgeOffline.forms.log.bodyOf(form, values, uuid);
    const { title, when } = form.dataset;
    await store.keep({ uuid, user, url: session.url, title, when, values, body });
    box.remove();
  }
}"""
ENTRIES = "birgeOffline.store.entries(birgeOffline.user())"


def make_sessions(volunteer: Volunteer, count: int) -> list[SchoolSession]:
    """Sessions of the last days, online, with one class each, that nobody has logged."""
    school, lesson = SchoolFactory(), LessonFactory(title_en="What is bullying?")
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    made = []
    for number in range(count):
        start = now - datetime.timedelta(hours=2 + 2 * number)
        one = SchoolSessionFactory(
            school=school, lesson=lesson, project=lesson.project, starts_at=start
        )
        year = start.year if start.month >= 9 else start.year - 1
        group = ClassGroupFactory(
            school=school,
            grade=1 + number % 11,
            letter="АБВГДЕЖЗИК"[number // 11],
            school_year=year,
        )
        Attendance.objects.create(school_session=one, class_group=group)
        make_assignment(school_session=one, volunteer=volunteer)
        made.append(one)
    return made


def let_in(page, volunteer: Volunteer) -> None:
    """Signed in, in a way that outlives the browser."""
    client = Client()
    client.force_login(volunteer.user)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": "localhost",
                "path": "/",
            }
        ]
    )


def open_start(page) -> None:
    """The start page, until the device has kept all that it keeps."""
    page.goto("/")
    page.wait_for_selector("html[data-kept=done]", state="attached", timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def open_kept(page, path: str) -> None:
    """A page of this device, drawn."""
    page.goto(path)
    page.wait_for_selector("html[data-shell=done]", state="attached")


def fill_in(page, count: int) -> None:
    """Fill in the logs of this many sessions; the device must keep their forms."""
    open_kept(page, "/offline/")
    page.evaluate(FILL_IN, count)


def states_of(page) -> list[str]:
    return [entry["state"] for entry in page.evaluate(ENTRIES)]


def wait_until(page, promise: str, *, seconds: float = 90) -> None:
    """Until the promise brings something true; wait_for_function would not wait for it."""
    end = time.monotonic() + seconds
    while not page.evaluate(promise):
        assert time.monotonic() < end, promise
        page.wait_for_timeout(100)


def wait_until_sent(page, count: int) -> None:
    wait_until(
        page, f"{ENTRIES}.then(all => all.filter(one => one.state === 'sent').length === {count})"
    )


@contextlib.contextmanager
def phone_with(browser, profile: Path, base_url: str) -> Iterator[object]:
    """A browser whose memory is a folder; it may be killed."""
    context = browser.browser_type.launch_persistent_context(
        str(profile),
        executable_path=chromium(),
        args=["--no-sandbox", "--disable-dev-shm-usage"],
        base_url=base_url,
        **PHONE,
    )
    context.set_default_timeout(15_000)
    yield context.pages[0]
    with contextlib.suppress(Exception):
        context.close()


def kill_browser_of(profile: Path) -> int:
    """Kill the processes of that browser at once; how many there were."""
    mark, killed = f"--user-data-dir={profile}".encode(), 0
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            if mark in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
                killed += 1
    return killed
