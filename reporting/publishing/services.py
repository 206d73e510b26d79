"""Every write to reports that are to be published, but for the freezing itself."""

import datetime
import json
import secrets
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from reporting.models import NarrativePart, Publication, PublicationStatus
from reporting.periods import Period
from reporting.publishing import policy
from reporting.publishing.narrative import Figures, errors_in
from reporting.publishing.questions import question_of
from reporting.publishing.snapshot import LANGUAGES
from reporting.publishing.suppression import is_too_small
from sessions.errors import ChangedMeanwhile, Refusal
from transfers.models import Job
from transfers.services import request_job

PUBLISH = "publish_report"
"""The kind of job that freezes a report (``jobs.py``)."""

TITLES = tuple(f"title_{code}" for code in LANGUAGES)
TEXTS = tuple(f"{part}_{code}" for part in NarrativePart for code in LANGUAGES)
WRITTEN = (*TITLES, *TEXTS)
"""The fields that an author writes."""

_COPIED = ("period_start", "period_end", "projects", "regions", *WRITTEN)


def create_draft(
    *,
    by: User,
    period: Period,
    titles: Mapping[str, str],
    projects: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> Publication:
    """Begin a report on a period, projects and regions, by their codes; none means all.

    :param titles: by language; English is needed.
    """
    if not by.can(Permission.DRAFT_REPORTS):
        raise PermissionDenied
    if not titles.get("en", "").strip():
        raise Refusal(_("Give it a title in English."), field="title_en")
    return Publication.objects.create(
        author=by,
        period_start=period.start,
        period_end=period.end,
        projects=list(projects),
        regions=list(regions),
        **{f"title_{code}": titles.get(code, "").strip() for code in LANGUAGES},
    )


@transaction.atomic
def write_draft(
    publication: Publication, *, by: User, texts: Mapping[str, str], seen: str | None = None
) -> Publication:
    """Write titles and narrative.

    :param texts: by the name of the field; what is not in it stays.
    :param seen: the version that the person saw (``version_of``); none to write in any case.
    :raises Refusal: tokens that mean nothing, at their fields; nothing is written then.
    :raises ChangedMeanwhile: somebody wrote since.
    """
    locked = _lock(publication)
    policy.check_may_edit(by, locked)
    if seen is not None and seen != version_of(locked):
        raise ChangedMeanwhile(
            _("This draft was changed while you had it open. Look at it again before you save."),
            (),
        )
    _refuse_faults(locked, texts)
    for field in set(texts) & set(WRITTEN):
        setattr(locked, field, texts[field].strip())
    locked.save()
    return locked


def version_of(publication: Publication) -> str:
    return publication.changed_at.astimezone(datetime.UTC).isoformat()


@transaction.atomic
def discard_draft(publication: Publication, *, by: User) -> None:
    """Delete a draft; the history keeps that it was there."""
    locked = _lock(publication)
    policy.check_may_discard(by, locked)
    locked.delete()


@transaction.atomic
def take_over_draft(publication: Publication, *, by: User) -> Publication:
    """Become the author of somebody else's draft."""
    locked = _lock(publication)
    policy.check_may_take_over(by, locked)
    locked.author = by
    locked.save(update_fields=["author", "changed_at"])
    return locked


@transaction.atomic
def submit_draft(publication: Publication, *, by: User) -> Publication:
    """Lock the text and ask for approval.

    :raises Refusal: the text has faults, or there is nothing to report.
    """
    locked = _lock(publication)
    policy.check_may_submit(by, locked)
    figures = _refuse_faults(locked, {field: getattr(locked, field) for field in WRITTEN})
    if figures.book.is_empty:
        raise Refusal(_("No session was taught in this period and selection."))
    locked.status = PublicationStatus.SUBMITTED
    locked.submitted_at = timezone.now()
    locked.submitted_by = by
    locked.sent_back_comment = ""
    locked.save()
    return locked


@transaction.atomic
def take_back(publication: Publication, *, by: User) -> Publication:
    """The author has more to write."""
    locked = _lock(publication)
    policy.check_may_take_back(by, locked)
    return _back_to_draft(locked)


@transaction.atomic
def send_back(publication: Publication, *, by: User, comment: str) -> Publication:
    """Ask the author for changes."""
    locked = _lock(publication)
    policy.check_may_send_back(by, locked)
    comment = comment.strip()
    if not comment:
        raise Refusal(_("Say what has to change."), field="comment")
    return _back_to_draft(locked, comment)


@transaction.atomic
def approve_publication(publication: Publication, *, by: User) -> Job:
    """Say yes; the report is then counted and frozen in the background.

    Two who approve at once: the second waits for the first, and is told of it.
    """
    locked = _lock(publication)
    policy.check_may_approve(by, locked)
    locked.approved_at = timezone.now()
    locked.approved_by = by
    locked.approval_rule = policy.approval_rule()
    return _request_freezing(locked, by=by)


@transaction.atomic
def publish_own(publication: Publication, *, by: User) -> Job:
    """Submit and approve at once, where nobody else has to say yes.

    :raises PermissionDenied: somebody else has to.
    """
    return approve_publication(submit_draft(publication, by=by), by=by)


@transaction.atomic
def publish_again(publication: Publication, *, by: User) -> Job:
    """Start freezing once more, where it came to no end."""
    locked = _lock(publication)
    policy.check_may_publish_again(by, locked)
    return _request_freezing(locked, by=by)


@transaction.atomic
def withdraw_publication(publication: Publication, *, by: User, reason: str) -> Publication:
    """Say that a published report no longer holds; it stays readable, with the reason on it."""
    locked = _lock(publication)
    policy.check_may_withdraw(by, locked)
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why: readers of the report will ask."), field="reason")
    locked.status = PublicationStatus.WITHDRAWN
    locked.withdrawn_at = timezone.now()
    locked.withdrawn_by = by
    locked.withdraw_reason = reason
    locked.save(update_fields=["status", "withdrawn_at", "withdrawn_by", "withdraw_reason"])
    return locked


@transaction.atomic
def open_to_the_world(publication: Publication, *, by: User) -> Publication:
    """Give a published report a link by which everybody can read it; an open one keeps its own.

    :raises Refusal: all of it stands on too few volunteers.
    """
    locked = _lock(publication)
    policy.check_may_open(by, locked)
    least = settings.OPEN_REPORT_LEAST_VOLUNTEERS
    if is_too_small(json.loads(locked.snapshot.document), least):
        raise Refusal(
            ngettext(
                "Fewer than %(least)d volunteer taught what this report counts, so it is not "
                "shown to the world: its figures would tell about one person.",
                "Fewer than %(least)d volunteers taught what this report counts, so it is not "
                "shown to the world: its figures would tell about one or two persons.",
                least,
            )
            % {"least": least}
        )
    locked.open_token = secrets.token_urlsafe(24)
    locked.revoked_at = None
    locked.save(update_fields=["open_token", "revoked_at"])
    return locked


@transaction.atomic
def close_to_the_world(publication: Publication, *, by: User) -> Publication:
    """Take the link away for good: opened again, the report gets another one."""
    locked = _lock(publication)
    policy.check_may_close(by, locked)
    locked.open_token = None
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["open_token", "revoked_at"])
    return locked


@transaction.atomic
def start_edition(publication: Publication, *, by: User) -> Publication:
    """A draft with the same words about the same scope, to replace the published one."""
    locked = _lock(publication)
    policy.check_may_start_edition(by, locked)
    return Publication.objects.create(
        author=by,
        edition=locked.edition + 1,
        replaces=locked,
        **{field: getattr(locked, field) for field in _COPIED},
    )


def _lock(publication: Publication) -> Publication:
    """The row as it is now, held until the transaction ends."""
    rows = Publication.objects.select_for_update(of=["self"])
    return rows.select_related("approved_by", "job").get(pk=publication.pk)


def _back_to_draft(publication: Publication, comment: str = "") -> Publication:
    publication.status = PublicationStatus.DRAFT
    publication.submitted_at = publication.submitted_by = None
    publication.approved_at = publication.approved_by = publication.job = None
    publication.approval_rule = ""
    publication.sent_back_comment = comment
    publication.save()
    return publication


def _request_freezing(publication: Publication, *, by: User) -> Job:
    publication.job = request_job(PUBLISH, by=by, parameters={"publication": publication.pk})
    publication.save(
        update_fields=["approved_at", "approved_by", "approval_rule", "job", "changed_at"]
    )
    return publication.job


def _refuse_faults(publication: Publication, texts: Mapping[str, str]) -> Figures:
    """Returns the figures that the texts were checked against."""
    told = {field: text for field, text in texts.items() if field in TEXTS}
    figures = Figures.ask(question_of(publication), told.values())
    errors = {field: errors_in(text, figures) for field, text in told.items()}
    if not texts.get("title_en", publication.title_en).strip():
        errors["title_en"] = [_("Give it a title in English.")]
    if any(errors.values()):
        raise Refusal(errors={field: found for field, found in errors.items() if found})
    return figures
