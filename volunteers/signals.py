"""When the login library lets somebody in, their volunteer record may be waiting for them.

At the confirmation of an address for those who were written down before they signed up; at
each sign-in for those who signed up first. And an address that somebody changes there is theirs
here, too.
"""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed, user_logged_in
from django.dispatch import receiver

from accounts.models import User
from volunteers.services import follow_address, link_volunteer


@receiver(email_confirmed)
def link_after_confirmation(email_address: EmailAddress, **_: object) -> None:
    link_volunteer(email_address.user)


@receiver(user_logged_in)
def link_after_sign_in(user: User, **_: object) -> None:
    link_volunteer(user)


@receiver(email_changed)
def follow_after_change(user: User, to_email_address: EmailAddress, **_: object) -> None:
    follow_address(user, to_email_address.email)
