"""The letter by which somebody is invited to a workshop."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Participant, Workshop
from campaigns.workshops.policy import check_organises
from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters
from sessions.errors import NotNow

KIND = "workshop_invitation"


def about(workshop: Workshop) -> str:
    return f"workshop:{workshop.pk}"


def invited_people(workshop: Workshop) -> set[int]:
    """The numbers of those to whom a letter was written."""
    letters = Letter.objects.filter(kind=KIND, about=about(workshop))
    return set(letters.values_list("person", flat=True))


@transaction.atomic
def send_invitations(workshop: Workshop, *, by: User) -> None:
    """Write to everybody with an address who has had no letter yet.

    :raises NotNow: the workshop is over, or nobody is left to be invited.
    """
    check_organises(by, workshop)
    if workshop.is_over:
        raise NotNow(_("The workshop is over: nobody can be invited any more."))
    invited = invited_people(workshop)
    people = workshop.participants.exclude(email="").select_related("user")
    drafts = [_draft(workshop, one) for one in people if one.pk not in invited]
    if not drafts:
        raise NotNow(_("Everybody with an address was invited already."))
    write_letters(drafts, by=by)


def _draft(workshop: Workshop, participant: Participant) -> Draft:
    user = participant.user
    language = (user.language if user else "") or translation.get_language()
    return Draft(
        kind=KIND,
        cause=f"{KIND}:{participant.pk}",
        receiver=Receiver(
            name=participant.name,
            address=participant.email,
            language=language or settings.LANGUAGE_CODE,
            user_id=user.pk if user else None,
            person=participant.pk,
        ),
        about=about(workshop),
        data={"participant": participant.pk},
    )


def words_of_invitation(letter: Letter) -> Content | None:
    """Nothing for whoever was taken off the list, and nothing once it is over."""
    participant = (
        Participant.objects.filter(pk=letter.data["participant"], erased_at=None)
        .select_related("workshop__organisation", "organisation", "user")
        .first()
    )
    if participant is None or participant.workshop.is_over:
        return None
    workshop = participant.workshop
    words = {"host": workshop.organisation, "title": workshop.title}
    may_open = participant.user is not None and participant.user.can(Permission.SEE_CAMPAIGNS)
    return Content(
        subject=_("Invitation: %(title)s") % words,
        paragraphs=[
            _("%(host)s invites you to a workshop: %(title)s.") % words,
            *([workshop.goal] if workshop.goal else []),
            _(
                "You plan a campaign together with others of your organisation, and leave with a "
                "plan. Bring what you know about the people whom it is for."
            ),
        ],
        facts=_facts(participant),
        url=absolute(reverse("workshops:detail", args=[workshop.pk])) if may_open else "",
        button=_("Open the agenda") if may_open else "",
    )


def _facts(participant: Participant) -> list[tuple[str, str]]:
    workshop = participant.workshop
    days = [date_format(day, "DATE_FORMAT") for day in (workshop.start_date, workshop.end_date)]
    first = workshop.agenda.filter(date=workshop.start_date).first()
    begins = date_format(first.starts, "TIME_FORMAT") if first else ""
    facts = [
        (_("When"), " – ".join(dict.fromkeys(days))),
        (_("Begins at"), begins),
        (_("Where"), workshop.place),
        (_("Link to join online"), workshop.link),
        (_("You come for"), str(participant.organisation)),
    ]
    return [(label, value) for label, value in facts if value]
