"""Where the login library asks this project."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("Your account has this address already."),
        "email_password_mismatch": _("The address and the password do not belong together."),
        "email_taken": _("Another account has this address."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit. Type the newest one."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("That was too often. Wait a minute, then try once more."),
        "too_many_login_attempts": _(
            "Too many tries with this address. Wait a minute, or choose a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Your account needs its second factor."),
        "incorrect_code": _("This code does not fit. Type the newest one."),
        "unverified_email": _("Confirm your e-mail address first."),
    }
