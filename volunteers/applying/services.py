"""From an application to a volunteer with an account."""

import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters
from regions.models import Region
from volunteers.choices import ConsentKind, ConsentMethod, VolunteerStatus
from volunteers.consenting import texts
from volunteers.consenting.services import ask_guardian
from volunteers.models import Application, Consent, Enrolment, Project, Volunteer
from volunteers.models.joining import CONFIRM_DAYS
from volunteers.services import link_volunteer

AGAIN_AFTER = datetime.timedelta(minutes=1)
MOST_MAILS_A_DAY = 5
"""To one address: whoever types somebody else's does not fill their mailbox."""


@transaction.atomic
def send_application(draft: dict, *, language: str) -> Application:
    """Keep an application until its address is confirmed, and send the link that does so.

    What the same address sent before is replaced; who is known already is told so by mail only.

    :param draft: the answers of each page, by its name.
    """
    you, lessons = draft["you"], draft["lessons"]
    application = Application.objects.select_for_update().filter(email=you["email"]).first()
    application = application or Application(email=you["email"])
    application.answers = {
        **{name: you[name] for name in ("first_name", "last_name", "birth_date")},
        **draft["place"],
        "projects": lessons["projects"],
        "pictures": draft["send"].get("pictures", False),
        **{name: said for name, said in draft.get("guardian", {}).items() if name != "on_paper"},
    }
    application.language = language
    application.ways, application.times = lessons["ways"], lessons["times"]
    application.motivation = draft["why"]["motivation"]
    application.created_at = timezone.now()
    application.save()
    _send_link(application)
    return application


@transaction.atomic
def send_link_again(application: Application, *, email: str = "") -> Application:
    """Send the link once more, to another address where the first was wrong."""
    found = Application.objects.select_for_update().get(pk=application.pk)
    if found.confirmed_at:
        return found
    if email and email != found.email:
        Application.objects.filter(email=email).delete()
        found.email = email
        if found.answers.get("guardian_email") == email:
            raise ValidationError(
                _("This is your parent's or guardian's address. We need your own, too.")
            )
        found.save(update_fields=["email"])
    _send_link(found)
    return found


def _send_link(application: Application) -> None:
    now = timezone.now()
    sent = Letter.objects.filter(
        kind="application",
        address=application.email,
        written_at__gt=now - datetime.timedelta(days=1),
    )
    times = list(sent.values_list("written_at", flat=True))
    if len(times) >= MOST_MAILS_A_DAY or any(at > now - AGAIN_AFTER for at in times):
        return
    write_letters(
        [
            Draft(
                kind="application",
                cause=f"application:{application.pk}:{now.isoformat()}",
                receiver=Receiver(
                    name=application.answers["first_name"],
                    address=application.email,
                    language=application.language,
                ),
                about=f"application:{application.pk}",
                data={"application": application.pk},
                is_urgent=True,
            )
        ]
    )


@transaction.atomic
def confirm_application(application: Application, *, password: str) -> tuple[User, bool]:
    """The address is theirs: now there is a volunteer, and an account to sign in with.

    Where there is an account or a volunteer with this address, that one stays as it is, and only
    the application is joined to it.

    :param password: of a new account; it is not looked at where there is one.
    :return: the account, and whether it is new.
    :raises ValidationError: the link has ended, or was used.
    """
    found = Application.objects.select_for_update().get(pk=application.pk)
    if not found.is_open:
        raise ValidationError(_("This link was used or has ended. Apply once more."))
    user, is_new = _account(found, password)
    volunteer = Volunteer.objects.filter(email=found.email).first()
    if volunteer is None and not Volunteer.objects.filter(user=user).exists():
        volunteer = _become_volunteer(found)
    volunteer = link_volunteer(user) or volunteer or Volunteer.objects.get(user=user)
    if hasattr(volunteer, "application"):
        found.delete()
        return user, is_new
    asks = bool(found.answers.get("guardian_email")) and not volunteer.consent_requests.exists()
    found.volunteer, found.email, found.answers = volunteer, "", {}
    found.confirmed_at = timezone.now()
    found.save()
    if asks and volunteer.guardian_email:
        ask_guardian(volunteer, by=None)
    return user, is_new


def _account(application: Application, password: str) -> tuple[User, bool]:
    """The account of the address, made where there is none, with the address confirmed."""
    address = EmailAddress.objects.filter(email__iexact=application.email, verified=True).first()
    user = address.user if address else User.objects.filter(email=application.email).first()
    is_new = address is None
    if user and is_new:
        # Somebody signed up with this address and never showed that they read its mail.
        user.set_password(password)
        user.save(update_fields=["password"])
    elif user is None:
        answers = application.answers
        user = User.objects.create_user(
            application.email,
            password,
            first_name=answers["first_name"],
            last_name=answers["last_name"],
            language=application.language,
        )
    EmailAddress.objects.update_or_create(
        user=user,
        email=application.email,
        defaults={"verified": True},
        create_defaults={"verified": True, "primary": is_new},
    )
    return user, is_new


def _become_volunteer(application: Application) -> Volunteer:
    answers = application.answers
    volunteer = Volunteer.objects.create(
        email=application.email,
        first_name=answers["first_name"],
        last_name=answers["last_name"],
        birth_date=datetime.date.fromisoformat(answers["birth_date"]),
        region=Region.objects.get(code=answers["region"]),
        languages=answers["languages"],
        status=VolunteerStatus.APPLIED,
        guardian_name=answers.get("guardian_name", ""),
        guardian_email=answers.get("guardian_email", ""),
    )
    Enrolment.objects.bulk_create(
        Enrolment(volunteer=volunteer, project=project)
        for project in Project.objects.filter(code__in=answers["projects"])
    )
    kinds = [ConsentKind.PARTICIPATION]
    if answers.get("pictures") and not volunteer.is_minor_on(timezone.localdate()):
        kinds.append(ConsentKind.PHOTO)
    Consent.objects.bulk_create(
        Consent(
            volunteer=volunteer,
            kind=kind,
            text_version=texts.TEXT_VERSION,
            method=ConsentMethod.ACCOUNT,
            given_by=volunteer.full_name,
            evidence=application.email,
            given_at=application.created_at,
        )
        for kind in kinds
    )
    return volunteer


def forget_unconfirmed(now: datetime.datetime | None = None) -> None:
    """Nobody answered at the address: then nothing of the application is kept."""
    until = (now or timezone.now()) - datetime.timedelta(days=CONFIRM_DAYS)
    Application.objects.filter(confirmed_at=None, created_at__lt=until).delete()
