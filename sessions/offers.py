"""Sessions as they are offered to a volunteer: open places, invitations, waiting lists."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from sessions import eligibility
from sessions.choices import FILLING, AssignmentStatus, InvitationAnswer, Mode
from sessions.models import Assignment, Invitation, SchoolSession, WaitingPlace
from sessions.queries import with_people_and_classes
from sessions.why_not import in_own_words
from volunteers.models import Volunteer

MOST_LOOKED_AT = 300
"""So many of the next sessions; nobody plans further ahead on a phone."""
MOST_WITH_REASONS = 10
ON_A_PAGE = 20
ON_THE_START_PAGE = 3
CLOSED_ON_THE_START_PAGE = 2
STILL_TOLD = datetime.timedelta(days=3)
"""So long somebody is told that a place which they were asked about is filled."""


@dataclass
class Offer:
    """A session that a volunteer may look at without teaching it."""

    session: SchoolSession
    why_not: list[str] = field(default_factory=list)
    """In the volunteer's words; empty where nothing stands against it."""
    invitation: Invitation | None = None
    is_open_to_sign_up: bool = True
    position: int = 0
    """On the waiting list, from 1; 0 for not on it."""
    waiting: int = 0
    """How many wait."""

    @cached_property
    def others(self) -> list[Assignment]:
        return [one for one in self.session.assignments.all() if one.status in FILLING]

    @property
    def open_places(self) -> int:
        return max(self.session.places - len(self.others), 0)

    @property
    def with_whom(self) -> str:
        """First names and initials: nobody's address."""
        return ", ".join(one.volunteer.short_name for one in self.others)

    @property
    def class_groups(self) -> str:
        rows = self.session.attendance.all()
        return ", ".join(row.class_group.label for row in rows if row.class_group)

    @property
    def starts_at(self) -> datetime.datetime:
        return timezone.localtime(self.session.starts_at)

    @property
    def can_answer(self) -> bool:
        """Whether there is an invitation that a yes would still be in time for."""
        one = self.invitation
        return bool(one and not one.answer and not one.is_overdue and self.open_places)

    @property
    def can_take(self) -> bool:
        return self.is_open_to_sign_up and not self.why_not and self.open_places > 0

    @property
    def can_wait(self) -> bool:
        return self.is_open_to_sign_up and not self.why_not and not self.open_places


@dataclass
class OpenPlaces:
    """What a volunteer finds when looking for places."""

    open: list[int]
    """Ids of those that can be taken, soonest first; the page shows some of them."""
    full: list[int]
    closed: list[int]
    """Those that something stands against, the least first."""
    reasons: dict[int, list[eligibility.Reason]]


def open_to(volunteer: Volunteer, where: str = "") -> QuerySet[SchoolSession]:
    """Upcoming sessions near the volunteer or online whose places can be taken by oneself, besides
    the own ones and those that the volunteer is asked about.

    :param where: ``near``, ``online`` or nothing for both.
    """
    near = Q(school__region=volunteer.region_id)
    online = Q(mode=Mode.ONLINE)
    wanted = {"near": near & ~online, "online": online}.get(where, near | online)
    own = Assignment.objects.filter(volunteer=volunteer, status__in=FILLING)
    asked = Invitation.objects.standing().filter(volunteer=volunteer)
    return (
        SchoolSession.objects.taking_volunteers()
        .filter(wanted)
        .exclude(pk__in=own.values("school_session"))
        .exclude(pk__in=asked.values("school_session"))
    )


def offered_to(volunteer: Volunteer) -> QuerySet[SchoolSession]:
    """What a volunteer may look at: open to sign-up, asked about, or waited for."""
    asked = Invitation.objects.filter(
        volunteer=volunteer, answer__in=["", InvitationAnswer.FILLED]
    ).values("school_session")
    waited = WaitingPlace.objects.filter(volunteer=volunteer).values("school_session")
    return SchoolSession.objects.filter(
        Q(pk__in=open_to(volunteer).values("pk")) | Q(pk__in=asked) | Q(pk__in=waited)
    )


def find_places(volunteer: Volunteer, where: str = "") -> OpenPlaces:
    """The next sessions, by whether the volunteer can take a place in them.

    Those that they said they can't come to are not offered again; their own page still takes a
    change of mind.
    """
    declined = Assignment.objects.filter(volunteer=volunteer, status=AssignmentStatus.DECLINED)
    filled = Count("assignments", filter=Q(assignments__status__in=FILLING))
    rows = (
        open_to(volunteer, where)
        .exclude(pk__in=declined.values("school_session"))
        .annotate(open_places=F("places") - filled)
        .order_by("starts_at", "pk")
        .values_list("pk", "open_places")[:MOST_LOOKED_AT]
    )
    places = dict(rows)
    found = eligibility.reasons_for(places, [volunteer.pk])
    reasons = {session_id: why for (session_id, _volunteer), why in found.items()}
    able = [pk for pk in places if pk not in reasons]
    blocked = [pk for pk in places if pk in reasons]
    return OpenPlaces(
        open=[pk for pk in able if places[pk] > 0],
        full=[pk for pk in able if places[pk] <= 0],
        closed=sorted(blocked, key=lambda pk: len(reasons[pk])),
        reasons=reasons,
    )


def offers_of(
    ids: Iterable[int], volunteer: Volunteer, reasons: dict[int, list[eligibility.Reason]]
) -> list[Offer]:
    """These sessions as offers, in this order; as many queries for one as for all."""
    ids = list(ids)
    sessions = with_people_and_classes(SchoolSession.objects.filter(pk__in=ids))
    by_id = {one.pk: one for one in sessions}
    others = eligibility.other_sessions(
        reason for session_id in ids for reason in reasons.get(session_id, [])
    )
    lines = _waiting_lines(ids)
    offers = []
    for session_id in ids:
        if not (school_session := by_id.get(session_id)):
            continue  # it may have gone meanwhile
        line = lines.get(session_id, [])
        offers.append(
            Offer(
                school_session,
                why_not=in_own_words(
                    reasons.get(session_id, []), school_session, volunteer, others
                ),
                position=line.index(volunteer.pk) + 1 if volunteer.pk in line else 0,
                waiting=len(line),
            )
        )
    return offers


def _waiting_lines(ids: list[int]) -> dict[int, list[int]]:
    """Who waits for each session, in order."""
    lines: dict[int, list[int]] = {}
    waiting = WaitingPlace.objects.filter(school_session__in=ids).order_by("since", "pk")
    for session_id, volunteer_id in waiting.values_list("school_session", "volunteer"):
        lines.setdefault(session_id, []).append(volunteer_id)
    return lines


def offer_of(school_session: SchoolSession, volunteer: Volunteer) -> Offer:
    """One session, with the volunteer's invitation to it if there was one."""
    reasons = eligibility.reasons_for([school_session.pk], [volunteer.pk])
    why = reasons.get((school_session.pk, volunteer.pk), [])
    offer = offers_of([school_session.pk], volunteer, {school_session.pk: why})[0]
    offer.invitation = (
        school_session.invitations.filter(volunteer=volunteer).order_by("-sent_at", "-pk").first()
    )
    offer.is_open_to_sign_up = (
        SchoolSession.objects.taking_volunteers().filter(pk=school_session.pk).exists()
    )
    if offer.can_answer:
        # What a coordinator may decide otherwise was decided by asking.
        hard = [one for one in why if one.is_hard]
        offer.why_not = in_own_words(hard, school_session, volunteer)
    return offer


def invitations_of(volunteer: Volunteer) -> list[Offer]:
    """What somebody is asked and may answer; and for some days, what was filled meanwhile."""
    now = timezone.now()
    mine = Invitation.objects.filter(volunteer=volunteer, school_session__starts_at__gt=now)
    told = mine.standing() | mine.filter(
        answer=InvitationAnswer.FILLED, answered_at__gt=now - STILL_TOLD
    )
    latest = {one.school_session_id: one for one in told.order_by("sent_at", "pk")}
    offers = offers_of(latest, volunteer, {})
    for offer in offers:
        offer.invitation = latest[offer.session.pk]
    offers = [one for one in offers if all(a.volunteer_id != volunteer.pk for a in one.others)]
    return sorted(offers, key=lambda one: (not one.can_answer, one.session.starts_at))


def waiting_of(volunteer: Volunteer) -> list[Offer]:
    """The sessions that somebody waits for a place in, with the own position."""
    own = Assignment.objects.filter(volunteer=volunteer, status__in=FILLING)
    waited = WaitingPlace.objects.filter(
        volunteer=volunteer, school_session__in=SchoolSession.objects.upcoming()
    ).exclude(school_session__in=own.values("school_session"))
    ids = waited.order_by("school_session__starts_at").values_list("school_session", flat=True)
    return offers_of(ids, volunteer, {})


@dataclass
class StartOffers:
    """For a volunteer's start page."""

    invitations: list[Offer]
    waiting: list[Offer]
    open: list[Offer]
    """The first of those that can be taken."""
    count: int
    """How many can be taken in all."""
    closed: list[Offer] = field(default_factory=list)
    """Some that can't be taken, with what stands against each."""
    count_closed: int = 0


def for_start_page(volunteer: Volunteer | None) -> StartOffers:
    if not volunteer:
        return StartOffers([], [], [], 0)
    found = find_places(volunteer)
    shown = [*found.open[:ON_THE_START_PAGE], *found.closed[:CLOSED_ON_THE_START_PAGE]]
    offers = offers_of(shown, volunteer, found.reasons)
    return StartOffers(
        invitations_of(volunteer),
        waiting_of(volunteer),
        [one for one in offers if not one.why_not],
        len(found.open),
        [one for one in offers if one.why_not],
        len(found.closed),
    )
