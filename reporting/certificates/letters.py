"""Telling somebody that a certificate of theirs is ready."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from outbox.handover import absolute
from outbox.kinds import Content, LetterKind, announce
from outbox.models import Letter
from outbox.services import Draft, write_letters
from reporting.certificates.volunteer_pdf import days_word, hours_word, projects_of
from reporting.models import Certificate
from volunteers.receivers import receiver_of, whose_address

READY = "certificate_ready"


def write_that_ready(certificate: Certificate, *, by: User) -> None:
    """Once for each certificate, whoever asks for it again."""
    volunteer = certificate.volunteer
    draft = Draft(
        kind=READY,
        cause=f"{READY}:{certificate.pk}",
        receiver=receiver_of(volunteer, READY),
        about=f"certificate:{certificate.pk}",
        region_id=volunteer.region_id,
        data={"certificate": certificate.pk},
    )
    write_letters([draft], by=by)


def ready(letter: Letter) -> Content | None:
    """Nothing is told of one that was taken back meanwhile."""
    certificate = Certificate.objects.valid().filter(pk=letter.data["certificate"]).first()
    if certificate is None:
        return None
    total = certificate.content["total"]
    return Content(
        subject=_("Your certificate is ready"),
        paragraphs=[
            _("Thank you for what you taught! It is written down now, in a document of your own."),
            _("Show it at school, at a university or for a job: anyone can check it by its code."),
        ],
        facts=[
            (_("Projects"), ", ".join(one["name"] for one in projects_of(certificate))),
            (_("Hours"), hours_word(total["minutes"])),
            (_("When"), days_word(certificate)),
        ],
        url=absolute(reverse("my_certificates")),
        button=_("Open my certificates"),
    )


announce(
    LetterKind(
        READY,
        label=gettext_lazy("Certificates"),
        content=ready,
        hint=gettext_lazy("A certificate of yours was made for you."),
        is_optional=True,
        whose_address=whose_address,
    )
)
