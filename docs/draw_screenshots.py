"""Draws the README's pictures from a running demo: make run, then make screenshots.

Every page is drawn from the demo programme as it stands at http://127.0.0.1:$PORT.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Picture:
    name: str
    login: str
    path: str
    size: dict[str, int]
    dark: bool = False
    click: str = ""
    """What to follow on the page before the picture is taken."""


PICTURES = [
    Picture("report", "manager", "/reports/?from=2020-01-01&to=2020-12-31", LAPTOP),
    Picture("report-dark", "manager", "/reports/?from=2020-01-01&to=2020-12-31", LAPTOP, dark=True),
    Picture("behind", "manager", "/reports/behind/?period=2020&of=students_reached", LAPTOP),
    Picture("open", "manager", "/reports/publications/1/", LAPTOP, click="a[href*='/reports/p/']"),
    Picture("today", "coordinator", "/", LAPTOP),
    Picture("sessions", "coordinator", "/sessions/", LAPTOP),
    Picture("calendar", "partner", "/campaigns/1/activities/", LAPTOP),
    Picture("follow", "partner", "/campaigns/1/follow/", LAPTOP),
    Picture("volunteer", "volunteer", "/", PHONE),
    Picture("log", "volunteer", "/", PHONE, click="a[href$='/log/']"),
]


def draw(browser: Browser, picture: Picture) -> None:
    context = browser.new_context(
        base_url=ADDRESS,
        viewport=picture.size,
        color_scheme="dark" if picture.dark else "light",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(f"/accounts/login/?next={picture.path.replace('&', '%26')}")
    page.fill("[name=login]", f"{picture.login}@example.org")
    page.fill("[name=password]", "birge-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    if picture.click:
        page.click(f"main {picture.click} >> nth=0")
        page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium found: install it, or set CHROMIUM to its path.")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            draw(browser, picture)
            print(f"docs/screenshots/{picture.name}.png")  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
