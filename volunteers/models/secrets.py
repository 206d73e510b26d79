"""Addresses that let somebody in without an account."""

import secrets
from typing import ClassVar, Self

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


class SecretLink(models.Model):
    """A row that a link opens.

    The link is not kept: it is computed from the nonce and the installation's own secret, so that
    a copy of the database alone opens nothing.
    """

    salt: ClassVar[str] = ""

    nonce = models.CharField(max_length=43, default=new_nonce, editable=False)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        words = salted_hmac(self.salt, f"{self.pk}:{self.nonce}", algorithm="sha256").hexdigest()
        return f"{self.pk}-{words[:40]}"

    @classmethod
    def with_token(cls, token: str) -> Self | None:
        number = token.partition("-")[0]
        if not number.isdecimal() or len(number) > 18:
            return None
        found = cls._default_manager.filter(pk=number).first()
        return found if found and constant_time_compare(found.token, token) else None
