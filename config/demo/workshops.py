"""A workshop that is over, and one to come; people, their words and their plans are invented."""

import datetime
from dataclasses import dataclass

from accounts.models import Organisation, OrganisationKind, User
from campaigns.choices import AccessLevel, ActivityState
from campaigns.models import (
    AgendaItem,
    Campaign,
    Facilitator,
    Material,
    NextStep,
    Participant,
    ParticipantDay,
    Workshop,
    WorkshopOrganisation,
)
from campaigns.starting.filling import fill_from
from campaigns.workshops.agenda import fill_agenda
from campaigns.workshops.choices import ItemKind
from config.demo.campaigns import TITLE as VOLUNTEERS_PLAN
from config.demo.next_steps import make_workshop_steps
from reporting.certificates.services import certify_participation

TITLE = "Families with children on the move: from what we know to a plan"
_WEEKS_AGO, _WEEKS_AHEAD = 9, 2

_ORGANISATIONS = (
    (OrganisationKind.MINISTRY, "Ministry of Labour", "Министерство труда", "Еңбек министрлігі"),
    (OrganisationKind.AGENCY, "Bureau of Statistics", "Бюро статистики", "Статистика бюросы"),
    (
        OrganisationKind.ASSOCIATION,
        "Association of Families Abroad",
        "Ассоциация семей за рубежом",
        "Шетелдегі отбасылар қауымдастығы",
    ),
)
_VOLUNTEERS, _EDUCATION = "National Volunteer Network", "Ministry of Education"
_LABOUR, _STATISTICS, _ASSOCIATION = (one[1] for one in _ORGANISATIONS)

_PEOPLE = {
    _VOLUNTEERS: ("Marat Ibrayev", "Saule Tokayeva", "Daniyar Omarov", "Kamila Yessenova"),
    _EDUCATION: (
        "Gulnara Abdrakhmanova",
        "Yerlan Seitov",
        "Natalya Kim",
        "Assel Bekova",
        "Timur Rakhimov",
    ),
    _LABOUR: (
        "Bakyt Zhunusov",
        "Irina Volkova",
        "Aliya Mukanova",
        "Serik Nurgaliyev",
        "Zhanna Ospanova",
    ),
    _STATISTICS: ("Olzhas Karimov", "Madina Suleimenova", "Pavel Li", "Aizhan Temirova"),
}
_AWAY = {("Timur Rakhimov", 0), ("Timur Rakhimov", 2), ("Irina Volkova", 1), ("Pavel Li", 2)} | {
    ("Zhanna Ospanova", day) for day in range(3)
}
"""Who was missing on which day; one did not come at all."""


@dataclass(frozen=True)
class _Draft:
    """A plan as it stood at the end: the demo's, told from another side, with gaps."""

    title: str
    summary: str
    core_problem: str
    still_empty: tuple[str, ...] = ()


_PLANS = {
    _EDUCATION: _Draft(
        "A place in class within a week",
        "Head teachers and class teachers know that a child is enrolled without waiting for "
        "papers, and say so at the door.",
        "Children wait for weeks until somebody at the school dares to enrol them.",
        ("pretest",),
    ),
    _LABOUR: _Draft(
        "Papers first: what parents need before they sign",
        "Parents who look for work elsewhere hear, before they sign, where their children can "
        "go to school and who helps with papers.",
        "Parents learn about school only once they have arrived.",
        ("budgetline", "indicator", "pretest"),
    ),
    _STATISTICS: _Draft(
        "We count so that children are seen",
        "Families answer the survey without fear, since they know what it is for.",
        "Nobody knows how many children on the move miss school, so nobody plans for them.",
        ("budgetline", "indicator", "channeluse", "pretest", "message", "risk", "teammember"),
    ),
}

_STEPS = (
    (_EDUCATION, "Write to all head teachers: enrol first, ask for papers later", "Natalya Kim", 9),
    (_EDUCATION, "Try the letter with three schools in Shymkent", "Yerlan Seitov", 4),
    (_LABOUR, "Put the leaflet into the envelope of each work permit", "Irina Volkova", 18),
    (_STATISTICS, "Ask five families what the survey's first page tells them", "Pavel Li", 11),
)

_MATERIALS = (
    ("Handbook: a campaign in three days", "https://example.org/handbook.pdf"),
    ("Slides of all inputs", "https://example.org/slides.pdf"),
    ("What we know about families on the move: sources", "https://example.org/sources"),
)


def make_workshops(users: dict[str, User], now: datetime.datetime) -> None:
    """Both, with everybody who came or is to come."""
    for kind, en, ru, kk in _ORGANISATIONS:
        Organisation.objects.get_or_create(
            name_en=en, defaults={"kind": kind, "name_ru": ru, "name_kk": kk}
        )
    _make_finished(users, now)
    _make_upcoming(users, now)


def _tuesday(now: datetime.datetime, weeks: int) -> datetime.date:
    day = now.date() + datetime.timedelta(weeks=weeks)
    return day - datetime.timedelta(days=day.weekday() - 1)


def _make_finished(users: dict[str, User], now: datetime.datetime) -> None:
    first = _tuesday(now, -_WEEKS_AGO)
    workshop = Workshop.objects.create(
        organisation=Organisation.objects.get(name_en="UNICEF Kazakhstan"),
        title=TITLE,
        goal="Each organisation leaves with the draft of a campaign for families who move for "
        "work, with three personas, messages in two languages, and somebody for each next step.",
        start_date=first,
        end_date=first + datetime.timedelta(days=2),
        place="Astana, Hall of the Library",
        created_by=users["manager"],
        created_at=now - datetime.timedelta(weeks=_WEEKS_AGO + 3),
    )
    fill_agenda(workshop, by=users["manager"])
    Facilitator.objects.create(workshop=workshop, user=users["coordinator"])
    make_workshop_steps(workshop, users, now)
    for title, url in _MATERIALS:
        Material.objects.create(workshop=workshop, title=title, url=url)
    for number, (name, people) in enumerate(_PEOPLE.items()):
        organisation = Organisation.objects.get(name_en=name)
        campaign = _plan_of(organisation, workshop, users, now)
        WorkshopOrganisation.objects.create(
            workshop=workshop, organisation=organisation, campaign=campaign
        )
        for person in people:
            _make_participant(workshop, organisation, person, users)
        _agree_steps(workshop, campaign, users, now)
        AgendaItem.objects.create(
            workshop=workshop,
            date=workshop.end_date + datetime.timedelta(days=5 + number),
            starts=datetime.time(10),
            ends=datetime.time(11, 30),
            kind=ItemKind.MEETING,
            title="What is still open in your plan",
            organisation=organisation,
            section="monitoring",
        )


def _plan_of(
    organisation: Organisation, workshop: Workshop, users: dict[str, User], now: datetime.datetime
) -> Campaign:
    """The volunteers' plan is the demo's full one; the others tell theirs from another side."""
    if organisation.name_en == _VOLUNTEERS:
        return Campaign.objects.get(title=VOLUNTEERS_PLAN)
    draft = _PLANS[organisation.name_en]
    campaign = Campaign.objects.create(
        organisation=organisation,
        title=draft.title,
        summary=draft.summary,
        created_by=users["manager"],
        created_at=now - datetime.timedelta(weeks=_WEEKS_AGO),
    )
    fill_from("demo", campaign, start=now.date())
    campaign.core_problem = draft.core_problem
    campaign.save()
    for name in ("indicatorreading", *draft.still_empty):
        getattr(campaign, f"{name}_rows").all().delete()
    # A draft has done nothing yet.
    campaign.activities.exclude(state=ActivityState.PLANNED).delete()
    campaign.access.create(user=users["coordinator"], level=AccessLevel.COMMENT)
    return campaign


def _agree_steps(
    workshop: Workshop, campaign: Campaign, users: dict[str, User], now: datetime.datetime
) -> None:
    """Who does what by when, as agreed on the last day and in the meeting since."""
    for organisation, what, who, days in _STEPS:
        if organisation == campaign.organisation.name_en:
            NextStep.objects.create(
                campaign=campaign,
                workshop=workshop,
                what=what,
                owner_name=who,
                owner_organisation=organisation,
                due_date=now.date() + datetime.timedelta(days=days),
                created_by=users["manager"],
                created_at=now - datetime.timedelta(weeks=_WEEKS_AGO),
                dated_at=now - datetime.timedelta(weeks=_WEEKS_AGO),
            )


def _make_participant(
    workshop: Workshop, organisation: Organisation, name: str, users: dict[str, User]
) -> None:
    partner = users["partner"]
    is_partner = name == partner.get_full_name()
    address = f"{name.lower().replace(' ', '.')}@example.org"
    participant = Participant.objects.create(
        workshop=workshop,
        organisation=organisation,
        name=name,
        email=partner.email if is_partner else address,
        user=partner if is_partner else None,
    )
    if not workshop.is_over:
        return
    ParticipantDay.objects.bulk_create(
        [
            ParticipantDay(participant=participant, date=day, noted_by=users["coordinator"])
            for number, day in enumerate(workshop.days)
            if (name, number) not in _AWAY
        ]
    )


def _make_upcoming(users: dict[str, User], now: datetime.datetime) -> None:
    first = _tuesday(now, _WEEKS_AHEAD)
    workshop = Workshop.objects.create(
        organisation=Organisation.objects.get(name_en="UNICEF Kazakhstan"),
        title="With associations abroad: messages that travel",
        goal="What families hear before they leave, and from whom.",
        start_date=first,
        end_date=first + datetime.timedelta(days=1),
        place="Almaty, House of Friendship",
        created_by=users["manager"],
    )
    fill_agenda(workshop, by=users["manager"])
    Facilitator.objects.create(workshop=workshop, user=users["coordinator"])
    for name, people in (
        (_ASSOCIATION, ("Nurlan Akhmetov", "Dilnoza Karimova")),
        (_VOLUNTEERS, ("Marat Ibrayev", "Saule Tokayeva")),
    ):
        organisation = Organisation.objects.get(name_en=name)
        WorkshopOrganisation.objects.create(workshop=workshop, organisation=organisation)
        for person in people:
            _make_participant(workshop, organisation, person, users)


def certify_workshop(users: dict[str, User]) -> None:
    """Two of the organisations have their certificates already."""
    people = Participant.objects.filter(
        workshop__title=TITLE, organisation__name_en__in=[_VOLUNTEERS, _EDUCATION]
    ).exclude(days_present=None)
    for participant in people.distinct():
        certify_participation(participant, by=users["manager"])
