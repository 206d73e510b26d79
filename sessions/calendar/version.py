"""Whether anything that the calendar or the list shows has changed since it was looked at."""

import hashlib
from collections.abc import Iterable

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone, translation

from regions.versions import version_of_tables
from sessions.models import Assignment, Attendance, SchoolSession

AUDITED = (SchoolSession, Assignment, Attendance)
MINUTES_THAT_HOLD = 5
"""What was to come is over after a while, though nobody has changed it."""


def tag_of(request: HttpRequest, models: Iterable[type[Model]] = AUDITED) -> str:
    """An ETag for what this person sees at this address; empty while somebody writes.

    :param models: what is shown there; each has an audit trail.
    """
    version = version_of_tables(
        {model.pgh_event_model._meta.db_table: "pgh_id" for model in models}
    )
    if not version:
        return ""
    minutes = int(timezone.now().timestamp()) // 60 // MINUTES_THAT_HOLD
    user = request.user
    scope = "all" if user.sees_all_regions else ",".join(map(str, sorted(user.region_ids)))
    reader = (user.pk, ",".join(sorted(user.roles)), scope, translation.get_language())
    release = getattr(staticfiles_storage, "manifest_hash", "")
    parts = (version, minutes, release, *reader, request.get_full_path())
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    return f'"{digest[:32]}"'
