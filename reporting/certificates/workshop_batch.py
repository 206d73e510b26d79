"""Certificates for everybody who was at a workshop: a job, and a ZIP with one PDF for each."""

import zipfile

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Participant, Workshop
from reporting.certificates.batch import file_name
from reporting.certificates.documents import write_document
from reporting.certificates.services import certify_participation
from transfers.errors import JobRefused
from transfers.files import open_output
from transfers.models import Job
from transfers.progress import Progress
from transfers.registry import job_kind

KIND = "certificates_of_workshop"


def describe(parameters: dict) -> tuple[str, str]:
    workshop = Workshop.objects.filter(pk=parameters["workshop"]).first()
    return _("Certificates: %(title)s") % {"title": workshop or "–"}, ""


def present_at(workshop: Workshop):
    """Who was there on a day at least, and may still be named."""
    there = Participant.objects.filter(workshop=workshop, erased_at=None)
    return there.exclude(days_present=None).select_related("workshop", "organisation", "user")


@job_kind(
    KIND,
    label=gettext_lazy("Certificates of a workshop"),
    permission=Permission.CREATE_CAMPAIGNS,
    is_export=True,
    describe=describe,
)
def certificates_of_workshop(job: Job, progress: Progress) -> None:
    """Issue and write; run again, it finds those that it has issued before."""
    organised = Workshop.objects.organised_by(job.created_by)
    workshop = organised.filter(pk=job.parameters["workshop"]).first()
    if workshop is None:
        raise JobRefused(_("This workshop is not there any more."))
    people = list(present_at(workshop))
    progress.expect(len(people))
    if not people:
        raise JobRefused(_("Nobody was noted as present."))
    with (
        open_output(job, f"birge-workshop-{workshop.pk}-certificates.zip") as out,
        zipfile.ZipFile(out, "w") as archive,
    ):
        for participant in people:
            certificate = certify_participation(participant, by=job.created_by)
            with translation.override(language_of(participant, job.created_by)):
                archive.writestr(file_name(certificate), write_document(certificate))
            progress.advance()
    job.result["message"] = ngettext(
        "%(count)d certificate.", "%(count)d certificates.", len(people)
    ) % {"count": len(people)}


def language_of(participant: Participant, by: User) -> str:
    """The one that the person has chosen; without an account, the organiser's."""
    chosen = participant.user.language if participant.user else ""
    return chosen or by.language or translation.get_language() or "en"
