"""Certificates for everyone of a project at once: a job, and a ZIP with one PDF for each."""

import re
import unicodedata
import zipfile

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from reporting.certificates.documents import write_document
from reporting.certificates.forms import years_of
from reporting.certificates.letters import write_that_ready
from reporting.certificates.services import NothingTaughtError, certify_service
from reporting.models import Certificate
from reporting.period_words import ALL_TIME_WORD, name_of, period_of
from reporting.periods import Period
from sessions.choices import AssignmentStatus, SessionStatus
from sessions.models import Assignment, SchoolSession
from transfers.errors import JobRefused
from transfers.files import open_output
from transfers.models import Job
from transfers.progress import Progress
from transfers.registry import job_kind
from volunteers.models import Project, Volunteer
from volunteers.receivers import language_of

KIND = "certificates_of_project"


class BatchForm(forms.Form):
    """Whose lessons, of which time, and whether they are told."""

    project = forms.ModelChoiceField(
        Project.objects.all(), label=gettext_lazy("Project"), empty_label=None
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    tell = forms.BooleanField(
        label=gettext_lazy("Tell each of them by e-mail"),
        help_text=gettext_lazy("They find it under “My certificates”, too."),
        required=False,
        initial=True,
    )

    def __init__(self, data=None) -> None:
        super().__init__(data)
        verified = SchoolSession.objects.filter(status=SessionStatus.VERIFIED)
        self.fields["period"].choices = [
            *years_of(verified),
            (ALL_TIME_WORD, capfirst(name_of(period_of(ALL_TIME_WORD)))),
        ]

    def parameters(self) -> dict:
        asked = self.cleaned_data
        return {
            "project": asked["project"].code,
            "period": asked["period"],
            "tell": asked["tell"],
        }


def describe(parameters: dict) -> tuple[str, str]:
    project = Project.objects.filter(code=parameters["project"]).first()
    return (
        _("Certificates: %(project)s") % {"project": project or parameters["project"]},
        name_of(period_of(parameters["period"])),
    )


@job_kind(
    KIND,
    label=gettext_lazy("Certificates for a whole project"),
    intro=gettext_lazy(
        "One certificate for each volunteer of yours with a verified lesson, as a ZIP of PDFs, "
        "each in the volunteer's own language."
    ),
    permission=Permission.ISSUE_CERTIFICATES,
    form=BatchForm,
    is_export=True,
    describe=describe,
)
def certificates_of_project(job: Job, progress: Progress) -> None:
    """Issue and write; run again, it finds those that it has issued before."""
    project = Project.objects.filter(code=job.parameters["project"]).first()
    if project is None:
        raise JobRefused(_("This project is not there any more."))
    period = period_of(job.parameters["period"])
    volunteers = taught_in(project, period, user=job.created_by)
    progress.expect(len(volunteers))
    if not volunteers:
        raise JobRefused(_("No lesson of your volunteers is verified in this period."))
    tell = bool(job.parameters.get("tell"))
    with (
        open_output(job, f"birge-certificates-{project.code.lower()}.zip") as out,
        zipfile.ZipFile(out, "w") as archive,
    ):
        for volunteer in volunteers:
            certificate = _certify(volunteer, period, project, by=job.created_by, tell=tell)
            if certificate:
                with translation.override(language_of(volunteer)):
                    archive.writestr(file_name(certificate), write_document(certificate))
            progress.advance()
        count = len(archive.namelist())
    job.result["message"] = ngettext("%(count)d certificate.", "%(count)d certificates.", count) % {
        "count": count
    }


def taught_in(project: Project, period: Period, *, user: User) -> QuerySet[Volunteer]:
    """The volunteers whom a person sees, with a verified lesson of the project in the period."""
    verified = Assignment.objects.filter(
        status=AssignmentStatus.ATTENDED,
        school_session__status=SessionStatus.VERIFIED,
        school_session__project=project,
        school_session__date__range=(period.start, period.end),
    )
    visible = Volunteer.objects.visible_to(user).filter(pk__in=verified.values("volunteer"))
    return visible.select_related("user").order_by("last_name", "first_name", "pk")


@transaction.atomic
def _certify(
    volunteer: Volunteer, period: Period, project: Project, *, by: User, tell: bool
) -> Certificate | None:
    """The certificate and the letter about it; None where the lessons were corrected meanwhile."""
    try:
        certificate = certify_service(volunteer, period, project=project, by=by)
    except NothingTaughtError:
        return None
    if tell:
        write_that_ready(certificate, by=by)
    return certificate


def file_name(certificate: Certificate) -> str:
    """``Kairatova-Dana-2026-00012.pdf``: by name, with nothing that a file system minds."""
    first, _space, last = certificate.holder_name.rpartition(" ")
    text = unicodedata.normalize("NFC", f"{last}-{first}")
    name = re.sub(r"[^\w-]+", "-", text).strip("-")
    return f"{name}-{certificate.number}.pdf"
