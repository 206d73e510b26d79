"""Who is written to, where and in which language, and who gets a copy."""

from collections.abc import Collection

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from outbox.kinds import kind_named
from outbox.services import Receiver
from volunteers.models import Volunteer

_WRITTEN_IN = [code for code, _name in settings.LANGUAGES]


def receiver_of(volunteer: Volunteer, kind: str = "") -> Receiver:
    """A volunteer as somebody to write to; nobody is written to whose account was closed.

    A minor's parent or guardian gets a copy, but of the reminders and nudges that people may do
    without, where nobody's own words are in them.

    :param kind: of the letter; without one, it is one that always comes.
    """
    user = volunteer.user
    address = user.email if user else volunteer.email
    of = kind_named(kind) if kind else None
    is_nudge = of is not None and of.is_optional and not of.in_own_words
    return Receiver(
        name=volunteer.full_name,
        address=address if user is None or user.is_active else "",
        language=language_of(volunteer),
        user_id=volunteer.user_id,
        person=volunteer.pk,
        is_minor=volunteer.is_minor_on(timezone.localdate()),
        copy_to="" if is_nudge else volunteer.copies_go_to,
    )


def whose_address(user: User, people: Collection[int]) -> set[int]:
    """A volunteer's address is for those who may see the volunteer."""
    visible = Volunteer.objects.visible_to(user).filter(pk__in=people)
    return set(visible.values_list("pk", flat=True))


def language_of(volunteer: Volunteer) -> str:
    """The one that the person has chosen; without an account, the first that they teach in."""
    if volunteer.user and volunteer.user.language:
        return volunteer.user.language
    spoken = [code for code in volunteer.languages if code in _WRITTEN_IN]
    return spoken[0] if spoken else settings.LANGUAGE_CODE
