"""Reports of the demo: one published, one that waits for the manager's approval, one begun."""

import datetime
import json
from pathlib import Path

import pghistory

from accounts.models import User
from config.demo.accounts import make_deputy
from config.demo.programme import YEAR
from reporting.choices import PeriodKind
from reporting.models import Publication
from reporting.periods import Period
from reporting.publishing import services
from reporting.publishing.freezing import freeze
from reporting.publishing.snapshot import LANGUAGES
from transfers.progress import SilentProgress

NARRATIVES = json.loads(
    (Path(__file__).parent / "data" / "narratives.json").read_text(encoding="utf-8")
)


def make_reports(*, now: datetime.datetime) -> int:
    """Write them once, as people do, after everything was counted; returns how many."""
    if Publication.objects.exists():
        return 0
    manager, deputy = User.objects.get(email="manager@example.org"), make_deputy()
    year = Period(datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31))
    this_year = Period.standard(PeriodKind.SCHOOL_YEAR, now.date())
    with pghistory.context(user=manager.pk):
        report = _write("2020", by=manager, period=year)
        services.submit_draft(report, by=manager)
        _write("this_year", by=manager, period=this_year)
    with pghistory.context(user=deputy.pk):
        services.approve_publication(report, by=deputy)
        waiting = _write("plastic_free", by=deputy, period=year, projects=["PLF"])
        services.submit_draft(waiting, by=deputy)
    freeze(report, progress=SilentProgress())
    with pghistory.context(user=manager.pk):
        services.open_to_the_world(report, by=manager)
    return 3


def _write(narrative: str, *, by: User, period: Period, projects: list[str] = ()) -> Publication:
    texts = NARRATIVES[narrative]
    titles = {code: texts[f"title_{code}"] for code in LANGUAGES}
    draft = services.create_draft(by=by, period=period, titles=titles, projects=projects)
    return services.write_draft(draft, by=by, texts=texts)
