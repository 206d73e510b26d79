"""What the mail to somebody who applied says."""

from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from volunteers.models import Application, Volunteer
from volunteers.models.joining import CONFIRM_DAYS


def confirm(letter: Letter) -> Content | None:
    """The link; who is a volunteer already learns it here, and nowhere else."""
    application = Application.objects.filter(pk=letter.data.get("application")).first()
    if application is None or not application.is_open or application.email != letter.address:
        return None
    if Volunteer.objects.filter(email=application.email).exists():
        return Content(
            subject=_("You are with us already"),
            paragraphs=[
                _(
                    "Somebody has just applied with your address, but you are on our list "
                    "already. Sign in, or create an account with this address. If it was not "
                    "you, there is nothing to do."
                )
            ],
            url=absolute(reverse("account_login")),
            button=_("Sign in"),
        )
    return Content(
        subject=_("One more tap: confirm your application"),
        paragraphs=[
            _("Hello %(name)s, thank you for wanting to join!")
            % {"name": application.answers["first_name"]},
            _("Press the button and choose a password. Then your application is with us."),
            _("The link works for %(days)d days. If you did not apply, do nothing.")
            % {"days": CONFIRM_DAYS},
        ],
        url=absolute(reverse("join:confirm", args=[application.token])),
        button=_("Confirm my address"),
    )
