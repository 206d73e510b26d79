"""Who is written to, where and in which language."""

from django.conf import settings

from outbox.services import Receiver
from volunteers.models import Volunteer

_WRITTEN_IN = [code for code, _name in settings.LANGUAGES]


def receiver_of(volunteer: Volunteer, *, with_guardian: bool = False) -> Receiver:
    """A volunteer as somebody to write to; nobody is written to whose account was closed.

    :param with_guardian: whether the guardian of a minor gets a copy.
    """
    user = volunteer.user
    address = user.email if user else volunteer.email
    return Receiver(
        name=volunteer.full_name,
        address=address if user is None or user.is_active else "",
        language=language_of(volunteer),
        user_id=volunteer.user_id,
        person=volunteer.pk,
        copy_to=volunteer.copies_go_to if with_guardian else "",
    )


def language_of(volunteer: Volunteer) -> str:
    """The one that the person has chosen; without an account, the first that they teach in."""
    if volunteer.user and volunteer.user.language:
        return volunteer.user.language
    spoken = [code for code in volunteer.languages if code in _WRITTEN_IN]
    return spoken[0] if spoken else settings.LANGUAGE_CODE
