"""Freezing reports in the background."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from reporting.arguments import UnknownWordError
from reporting.models import Publication
from reporting.publishing.freezing import freeze
from reporting.publishing.services import PUBLISH
from reporting.publishing.tokens import TokenError
from transfers.errors import JobRefused
from transfers.models import Job
from transfers.progress import Progress
from transfers.registry import job_kind


def describe(parameters: dict) -> tuple[str, str]:
    publication = Publication.objects.filter(pk=parameters["publication"]).first()
    return _("Publishing a report"), publication.title if publication else ""


@job_kind(
    PUBLISH,
    label=gettext_lazy("Publishing a report"),
    permission=Permission.PUBLISH_REPORTS,
    template="reporting/publications/_job.html",
    describe=describe,
)
def publish_report(job: Job, progress: Progress) -> None:
    """Count what changed, then freeze figures, words and records of one moment."""
    publication = Publication.objects.filter(pk=job.parameters["publication"]).first()
    if publication is None:
        raise JobRefused(_("This report is not there any more."))
    try:
        freeze(publication, progress=progress)
    except (TokenError, UnknownWordError) as error:
        raise JobRefused(
            _("Something that the report names is gone, so it was not published. %(error)s")
            % {"error": error}
        ) from None
