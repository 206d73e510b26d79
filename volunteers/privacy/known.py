"""Under which names and addresses letters know a volunteer, and those who answer for them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.models import User
from volunteers.choices import ConsentKind, ConsentMethod
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Known:
    """:param addresses: of the volunteer, and of guardians, now and earlier.
    :param shared: of guardians who are somebody else's, too, or have an account of their own.
    :param names: in full; a first name alone may be anybody's.
    """

    addresses: frozenset[str]
    shared: frozenset[str]
    names: frozenset[str]


def known_of(volunteer: Volunteer) -> Known:
    """All that is on record; to be asked before any of it is deleted."""
    versions = Volunteer.pgh_event_model.objects.filter(pgh_obj_id=volunteer.pk)
    own = {volunteer.email, *versions.values_list("email", flat=True)}
    if volunteer.user:
        of_account = EmailAddress.objects.filter(user=volunteer.user)
        own |= {volunteer.user.email, *of_account.values_list("email", flat=True)}
    by_link = volunteer.consents.filter(method=ConsentMethod.LINK)
    guardians = {
        volunteer.guardian_email,
        *versions.values_list("guardian_email", flat=True),
        *volunteer.consent_requests.values_list("address", flat=True),
        *by_link.values_list("evidence", flat=True),
    } - {"", *own}
    names = {
        volunteer.guardian_name,
        *versions.values_list("guardian_name", flat=True),
        *volunteer.consent_requests.values_list("name", flat=True),
        *volunteer.consents.filter(kind=ConsentKind.GUARDIAN).values_list("given_by", flat=True),
    }
    shared = _of_others(guardians, volunteer)
    others = Volunteer.objects.exclude(pk=volunteer.pk)
    kept = set(others.filter(guardian_name__in=names).values_list("guardian_name", flat=True))
    full = {name for name in names - kept if " " in name.strip()}
    return Known(
        addresses=frozenset(one for one in own | guardians - shared if one),
        shared=frozenset(shared),
        names=frozenset({volunteer.full_name, *full}),
    )


def _of_others(addresses: set[str], volunteer: Volunteer) -> set[str]:
    """Which of them belong to a brother or sister as well, or to an account."""
    others = Volunteer.objects.exclude(pk=volunteer.pk).filter(
        Q(guardian_email__in=addresses) | Q(email__in=addresses)
    )
    shared = {one for pair in others.values_list("guardian_email", "email") for one in pair}
    return addresses & {
        *shared,
        *User.objects.filter(email__in=addresses).values_list("email", flat=True),
    }
