"""Whom somebody means by a name, among volunteers who have said yes to pictures."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.forms import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from regions.folding import fold, folded
from volunteers.choices import ConsentKind
from volunteers.models import Consent, Volunteer

MOST_NAMES = 30


def agrees_to_pictures(volunteer: Volunteer) -> bool:
    return volunteer.consents.filter(kind=ConsentKind.PHOTO, withdrawn_at=None).exists()


def named_volunteers(text: str, *, user: User) -> list[Volunteer]:
    """The volunteers of a list of names or e-mail addresses, one a line, of those whom one sees.

    :raises ValidationError: one of them is nobody, may be two, or has not agreed to pictures.
    """
    names = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines()))
    names = [name for name in names if name]
    if len(names) > MOST_NAMES:
        raise ValidationError(_("At most %(most)s names, please.") % {"most": MOST_NAMES})
    candidates = _candidates(names, user)
    found, faults = [], []
    for name in names:
        meant = [one for one in candidates if fold(name) in {one.folded_name, fold(one.email)}]
        fault = _fault(name, meant)
        faults += [fault] if fault else []
        found += meant
    if faults:
        raise ValidationError(faults)
    return list(dict.fromkeys(found))


def _candidates(names: list[str], user: User) -> list[Volunteer]:
    yes = Consent.objects.filter(
        volunteer=OuterRef("pk"), kind=ConsentKind.PHOTO, withdrawn_at=None
    )
    seen: QuerySet[Volunteer] = Volunteer.objects.visible_to(user).annotate(
        folded_name=folded(Concat("first_name", Value(" "), "last_name")), agrees=Exists(yes)
    )
    wanted = Q(folded_name__in=[fold(name) for name in names])
    wanted |= Q(email__in=[name.lower() for name in names])
    return list(seen.filter(wanted, erased_at=None))


def _fault(name: str, meant: list[Volunteer]) -> str:
    named = {"name": name}
    if not meant:
        return _("Nobody among your volunteers is called “%(name)s”.") % named
    if len(meant) > 1:
        return _("Two are called “%(name)s”. Write the e-mail address instead.") % named
    if not meant[0].agrees:
        return _("%(name)s has not said yes to pictures, so no picture of them is kept.") % named
    return ""
