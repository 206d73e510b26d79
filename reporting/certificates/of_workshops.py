"""What certificates of workshops say: the days on which somebody was noted as present."""

from campaigns.models import AgendaItem, Participant
from campaigns.workshops.choices import ItemKind
from reporting.certificates.content import names_of
from reporting.certificates.of_volunteers import Said
from reporting.periods import Period


def participation_of(participant: Participant) -> Said | None:
    """None where nobody noted them as present, or their data was deleted.

    Hours are those of the agenda on these days, without breaks and meetings with one
    organisation; the sections are what its exercises worked on, in their order.
    """
    days = list(participant.days_present.values_list("date", flat=True))
    if not days or participant.erased_at:
        return None
    workshop = participant.workshop
    items = list(
        AgendaItem.objects.filter(
            workshop=workshop, date__in=days, kind__in=[ItemKind.INPUT, ItemKind.EXERCISE]
        )
    )
    content = {
        "workshop": workshop.title,
        "place": workshop.place,
        "organiser": names_of(workshop.organisation),
        "organisation": names_of(participant.organisation),
        "days": [day.isoformat() for day in days],
        "minutes": sum(item.minutes for item in items),
        "sections": list(dict.fromkeys(item.section for item in items if item.section)),
    }
    return Said(Period(days[0], days[-1]), content)
