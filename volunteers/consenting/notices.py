"""Letters about consents: to guardians, and to volunteers about their guardians' answers."""

import datetime
from collections.abc import Collection

from django.conf import settings

from accounts.models import User
from accounts.permissions import Role
from outbox.services import Draft, Receiver, write_letters
from volunteers.choices import ConsentKind
from volunteers.models import ConsentRequest, Volunteer
from volunteers.receivers import language_of, receiver_of


def about(volunteer: Volunteer) -> str:
    """How a letter says whom it is about."""
    return f"volunteer:{volunteer.pk}"


def language_for_guardian(volunteer: Volunteer) -> str:
    """Their own is not known: that of the family's child."""
    return language_of(volunteer)


def asked(request: ConsentRequest, *, by: User | None) -> None:
    _to_guardian("consent_asked", request, by=by)


def reminded(request: ConsentRequest) -> None:
    _to_guardian("consent_reminder", request)


def answered(request: ConsentRequest) -> None:
    """The guardian gets the words to keep, with the link; the volunteer learns the answer."""
    _to_guardian("consent_kept", request)
    volunteer = request.volunteer
    write_letters(
        [
            Draft(
                kind="consent_answered",
                cause=f"consent_answered:{request.pk}",
                receiver=receiver_of(volunteer),
                about=about(volunteer),
                region_id=volunteer.region_id,
                data={"request": request.pk},
                is_urgent=True,
            )
        ]
    )


def withdrawn(
    volunteer: Volunteer,
    kinds: Collection[ConsentKind],
    at: datetime.datetime,
    *,
    by: User | None,
) -> None:
    """The volunteer learns what was taken back, with the guardian in copy."""
    write_letters(
        [
            Draft(
                kind="consent_withdrawn",
                cause=f"consent_withdrawn:{volunteer.pk}:{at.isoformat()}",
                receiver=receiver_of(volunteer),
                about=about(volunteer),
                region_id=volunteer.region_id,
                data={"kinds": [str(kind) for kind in kinds]},
                is_urgent=True,
            )
        ],
        by=by,
    )


def taken_back(
    volunteer: Volunteer,
    kinds: Collection[str],
    at: datetime.datetime,
    *,
    by: User | None = None,
) -> None:
    """The coordinators of the region learn it, but the one who wrote it down."""
    coordinators = User.objects.filter(
        grants__role=Role.COORDINATOR, grants__region=volunteer.region_id, is_active=True
    ).distinct()
    write_letters(
        [
            Draft(
                kind="consent_lost",
                cause=f"consent_lost:{volunteer.pk}:{at.isoformat()}:{user.pk}",
                receiver=Receiver(
                    name=user.get_full_name(),
                    address=user.email,
                    language=user.language or settings.LANGUAGE_CODE,
                    user_id=user.pk,
                ),
                about=about(volunteer),
                region_id=volunteer.region_id,
                data={"kinds": list(kinds), "volunteer": volunteer.pk},
            )
            for user in coordinators
            if user != by
        ]
    )


def _to_guardian(kind: str, request: ConsentRequest, *, by: User | None = None) -> None:
    """To the address that the link went to, whatever became of the volunteer's record since."""
    volunteer = request.volunteer
    write_letters(
        [
            Draft(
                kind=kind,
                cause=f"{kind}:{request.pk}",
                receiver=Receiver(
                    name=request.name or request.address,
                    address=request.address,
                    language=request.language,
                    person=volunteer.pk,
                ),
                about=about(volunteer),
                region_id=volunteer.region_id,
                data={"request": request.pk},
                is_urgent=True,
            )
        ],
        by=by,
    )
