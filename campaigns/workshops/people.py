"""Who comes to a workshop: one by one or pasted, taken out, and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from campaigns.models import Participant, Workshop, WorkshopOrganisation
from campaigns.workshops.inviting import KIND as LETTER
from campaigns.workshops.policy import check_organises
from outbox.models import Letter, Mail
from regions.folding import fold
from sessions.errors import NotNow, Refusal

MOST_PASTED = 200
_LONGEST_NAME = 120
LONGEST_ADDRESS = 254
_SEPARATORS = "\t;,"
"""The first of them that a line has is its separator: names of organisations have commas."""


@dataclass(frozen=True)
class Row:
    """A line that was pasted, found right."""

    name: str
    organisation: Organisation
    email: str


def read_rows(text: str, workshop: Workshop) -> tuple[list[Row], list[str]]:
    """Lines of name, organisation and e-mail address, as from a spreadsheet.

    :returns: the rows, and every fault as "Line 3: ..."; with any fault nothing is to be written.
    """
    known = _organisations_by_name()
    there = set(workshop.participants.exclude(email="").values_list("email", flat=True))
    rows, faults = [], []
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_PASTED:
        return [], [_("These are more than %(most)d lines.") % {"most": MOST_PASTED}]
    for number, line in lines:
        try:
            row = _read(line, known, there)
        except ValueError as error:
            faults.append(_("Line %(number)d: %(fault)s") % {"number": number, "fault": error})
        else:
            rows.append(row)
            there |= {row.email} - {""}
    return rows, faults


def _read(line: str, known: dict[str, Organisation], there: set[str]) -> Row:
    separator = next((one for one in _SEPARATORS if one in line), "\t")
    cells = [cell.strip().strip('"') for cell in line.split(separator)]
    name, organisation, email = (*cells, "", "", "")[:3]
    if len(cells) > 3:
        raise ValueError(_("more than name, organisation and e-mail address."))
    if not name or len(name) > _LONGEST_NAME or "\x00" in name:
        raise ValueError(_("the name is missing or too long."))
    if fold(organisation) not in known:
        shown = {"name": organisation[:60] or "–"}
        raise ValueError(_("no organisation is called “%(name)s”.") % shown)
    email = email.lower()
    if email:
        try:
            validate_email(email)
            MaxLengthValidator(LONGEST_ADDRESS)(email)
        except ValidationError:
            raise ValueError(_("“%(text)s” is no e-mail address.") % {"text": email[:60]}) from None
    if email and email in there:
        raise ValueError(_("%(email)s is on the list already.") % {"email": email})
    return Row(name, known[fold(organisation)], email)


def _organisations_by_name() -> dict[str, Organisation]:
    return {
        fold(name): one
        for one in Organisation.objects.all()
        for name in (one.name_en, one.name_ru, one.name_kk)
        if name
    }


@transaction.atomic
def add_participants(workshop: Workshop, rows: Iterable[Row], *, by: User) -> list[Participant]:
    """Put people on the list, and their organisations with them.

    :raises Refusal: somebody under one of the addresses was put there a moment ago.
    """
    check_organises(by, workshop)
    rows = list(rows)
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    emails = {row.email for row in rows} - {""}
    if taken := workshop.participants.filter(email__in=emails).first():
        raise Refusal(
            _("%(email)s is on the list already.") % {"email": taken.email}, field="email"
        )
    accounts = {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}
    WorkshopOrganisation.objects.bulk_create(
        [
            WorkshopOrganisation(workshop=workshop, organisation=one)
            for one in {row.organisation for row in rows}
        ],
        ignore_conflicts=True,
    )
    return Participant.objects.bulk_create(
        [
            Participant(
                workshop=workshop,
                organisation=row.organisation,
                name=row.name,
                email=row.email,
                user=accounts.get(row.email),
            )
            for row in rows
        ]
    )


@transaction.atomic
def remove_participant(workshop: Workshop, number: int, *, by: User) -> None:
    """Take somebody off the list who was not there on any day.

    :raises NotNow: they were there: then what tells who they are can be deleted, and no more.
    """
    check_organises(by, workshop)
    for one in workshop.participants.select_for_update(of=("self",)).filter(pk=number):
        if one.days_present.exists():
            raise NotNow(_("They were there, so they stay on the list. Their data can be deleted."))
        try:
            one.delete()
        except ProtectedError:
            raise NotNow(_("They have a certificate, so they stay on the list.")) from None


@transaction.atomic
def forget_participant(participant: Participant) -> None:
    """Delete what tells who somebody is, and what was written to them; that they came stays."""
    letters = Letter.objects.filter(kind=LETTER, person=participant.pk)
    Mail.objects.filter(letters__in=letters).delete()
    letters.delete()
    Participant.objects.filter(pk=participant.pk, erased_at=None).update(
        name="", email="", user=None, erased_at=timezone.now()
    )
