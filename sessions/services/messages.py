"""Writing to everyone of a session, a day or a school, in one's own words."""

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from outbox.services import Draft, write_letters
from sessions.errors import Refusal
from sessions.notices.audiences import Audience


@transaction.atomic
def write_to_everyone(
    audience: Audience,
    *,
    by: User,
    subject: str,
    text: str,
    key: uuid.UUID,
    people: Collection[int],
) -> int:
    """Write to each volunteer by a mail of their own; how many were written to.

    :param key: of the message that the person wrote: sent twice, it is one message.
    :param people: the numbers of the volunteers that the person saw in the preview.
    :raises Refusal: somebody came or went since the preview.
    """
    if not by.can(Permission.WRITE_TO_VOLUNTEERS):
        raise PermissionDenied
    receivers = audience.receivers()
    if {one.person for one in receivers} != set(people):
        raise Refusal(_("Somebody has come or gone meanwhile: look at the list once more."))
    write_letters(
        [
            Draft(
                kind="message",
                cause=f"message:{by.pk}:{key}:{receiver.person}",
                receiver=receiver,
                about=audience.about,
                region_id=audience.region_id,
                data={"subject": subject, "text": text, "reply_to": by.email},
                is_urgent=True,
            )
            for receiver in receivers
        ],
        by=by,
    )
    return len(receivers)
