"""What a volunteer's device keeps of the sessions to come, to log them where there is no network.

Nothing in it names a person. docs/offline.md tells what devices do with it.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from schools.models import ClassGroup
from schools.school_years import school_year_of
from sessions.choices import UPCOMING
from sessions.models import Attendance, SchoolSession
from sessions.own import teaches

AHEAD = datetime.timedelta(days=30)
MOST_KEPT = 60
_CLASSES_FIRST = Attendance.objects.select_related("class_group").order_by(
    "class_group__grade", "class_group__letter", "pk"
)
FORM_TEMPLATES = ("sessions/log*.html", "sessions/_log*.html", "_components/stepper.html")


def kept_sessions(user: User) -> list[dict]:
    """Each session that may have to be logged within the next weeks; the earliest first.

    Not those of which it was said that they did not take place: nothing is left to do about them.
    ``version`` changes with anything that the kept form shows.
    """
    sessions = (
        teaches(user)
        .filter(status__in=UPCOMING, starts_at__lt=timezone.now() + AHEAD)
        .exclude(pk__in=SchoolSession.objects.said_not_held().order_by().values("pk"))
        .select_related("school", "project", "lesson")
        .prefetch_related(Prefetch("attendance", _CLASSES_FIRST))
        .order_by("-starts_at", "-pk")[:MOST_KEPT]
    )
    of_school = _classes_of_schools(sessions)
    return [_kept(one, of_school) for one in reversed(sessions)]


def _kept(school_session: SchoolSession, of_school: dict[tuple, list]) -> dict:
    start = timezone.localtime(school_session.starts_at)
    groups = [row.class_group for row in school_session.attendance.all()]
    kept = {
        "id": school_session.pk,
        "title": school_session.title,
        "school": school_session.school.name,
        "classes": ", ".join(group.label for group in groups if group),
        "when": f"{date_format(start, 'l')}, {date_format(start, 'MONTH_DAY_FORMAT')}, "
        f"{date_format(start, 'H:i')}",
        "starts_at": start.isoformat(),
        "ends_at": school_session.ends_at.isoformat(),
        "mode": school_session.get_mode_display(),
        "project": school_session.project.code,
        "url": reverse("sessions:log", args=[school_session.pk]),
        "not_held_url": reverse("sessions:not_held", args=[school_session.pk]),
        "form_url": reverse("sessions:log_form", args=[school_session.pk]),
    }
    seen = [
        kept,
        school_session.minutes,
        school_session.mode,
        [(group.pk, group.label, group.enrolled) if group else None for group in groups],
        of_school.get((school_session.school_id, school_year_of(start.date())), []),
        translation.get_language(),
        form_version(),
    ]
    return {**kept, "version": digest(seen)}


def _classes_of_schools(sessions: Iterable[SchoolSession]) -> dict[tuple, list]:
    """The class groups that the forms offer besides, by school and school year."""
    found: dict[tuple, list] = {}
    schools = {one.school_id for one in sessions}
    rows = ClassGroup.objects.filter(school__in=schools).order_by("pk")
    for school, year, *group in rows.values_list(
        "school_id", "school_year", "pk", "grade", "letter", "enrolled"
    ):
        found.setdefault((school, year), []).append(group)
    return found


@cache
def form_version() -> str:
    """Changes with the templates of the forms."""
    folder = settings.BASE_DIR / "templates"
    paths = sorted(path for pattern in FORM_TEMPLATES for path in folder.glob(pattern))
    return digest([path.read_text(encoding="utf-8") for path in paths])


def digest(value: object) -> str:
    """Short, and another one for anything else that can be written as JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
