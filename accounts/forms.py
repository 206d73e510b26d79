"""The sign-in library's forms, in Birge's words.

The library has no Kazakh, and says in the field what a label says better above it; here every
label and hint is a string of this project.
"""

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 8 characters: not only digits, not your name, nothing common.")
CODE_FIELD = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class InOwnWords:
    """Gives the fields their labels and hints, and takes the placeholders out."""

    labels: dict[str, Promise] = {}
    hints: dict[str, Promise] = {}
    attributes: dict[str, dict[str, str]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(self.attributes.get(name, {}))
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


class LoginForm(InOwnWords, account.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}


class SignupForm(InOwnWords, account.SignupForm):
    labels = {
        "email": _("E-mail address"),
        "password1": _("Password"),
        "password2": _("The same password again"),
    }
    hints = {"password1": PASSWORD_HINT}


class AddEmailForm(InOwnWords, account.AddEmailForm):
    labels = {"email": _("E-mail address")}


class ResetPasswordForm(InOwnWords, account.ResetPasswordForm):
    labels = {"email": _("E-mail address")}
    hints = {"email": _("The one that you sign in with.")}


class ResetPasswordKeyForm(InOwnWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The new password again")}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(InOwnWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("The new password again"),
    }
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(InOwnWords, account.SetPasswordForm):
    labels = {"password1": _("Password"), "password2": _("The same password again")}
    hints = {"password1": PASSWORD_HINT}


class ReauthenticateForm(InOwnWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class FactorAuthenticateForm(InOwnWords, factor.AuthenticateForm):
    labels = {"code": _("Code")}
    # A recovery code is digits, too, but longer: no length is set.
    attributes = {"code": CODE_FIELD}


class FactorReauthenticateForm(InOwnWords, factor.ReauthenticateForm):
    labels = {"code": _("Code")}
    attributes = {"code": CODE_FIELD}


class ActivateTOTPForm(InOwnWords, totp.ActivateTOTPForm):
    labels = {"code": _("Six digits")}
    attributes = {"code": CODE_FIELD | {"maxlength": "6"}}


class AddWebAuthnForm(InOwnWords, webauthn.AddWebAuthnForm):
    labels = {"name": _("Name of the key"), "passwordless": _("It may open my account by itself")}
    hints = {
        "name": _("For example: Aru's phone."),
        "passwordless": _("Then it is a passkey, and no password is asked."),
    }


class EditWebAuthnForm(InOwnWords, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name of the key")}
