"""Letters to those who work on campaigns: who gets them, and what all of them have in common."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from campaigns.models import Campaign
from outbox.handover import absolute
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters
from volunteers.receivers import receiver_of


def receiver_of_user(user: User, kind: str) -> Receiver:
    """Somebody with an account as a receiver; who is a volunteer, too, as volunteers are."""
    if volunteer := getattr(user, "volunteer", None):
        return receiver_of(volunteer, kind)
    return Receiver(
        name=user.get_full_name(),
        address=user.email if user.is_active else "",
        language=user.language or settings.LANGUAGE_CODE,
        user_id=user.pk,
    )


def tell(
    people: Iterable[User],
    kind: str,
    cause: str,
    *,
    data: dict,
    about: str,
    by: User | None = None,
) -> None:
    """Write each of them a letter, once for the cause; never who caused it.

    :param cause: what happened, without the kind and the receiver.
    """
    write_letters(
        [
            Draft(
                kind=kind,
                cause=f"{kind}:{cause}:{user.pk}",
                receiver=receiver_of_user(user, kind),
                about=about,
                data=data,
            )
            for user in people
            if by is None or user.pk != by.pk
        ],
        by=by,
    )


def about(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"


def still_sees(letter: Letter, campaign: Campaign) -> bool:
    """Whether the receiver may still read what the letter would tell."""
    user = letter.user
    return bool(user and user.is_active) and (
        Campaign.objects.visible_to(user).filter(pk=campaign.pk).exists()
    )


def address_of(name: str, *words: object) -> str:
    """The full address of a page of campaigns."""
    return absolute(reverse(f"campaigns:{name}", args=words))
