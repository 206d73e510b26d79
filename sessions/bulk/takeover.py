"""Volunteers who are taken over into sessions that are copied: who can, and how they get in.

The rules of who may teach are `eligibility`'s, which look at sessions that are there. Before
that, a preview looks at what is most often in the way; after that, everybody is looked at again.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import eligibility, notices
from sessions.busy import BusyTimes, Kind, Who
from sessions.models import Assignment, SchoolSession
from sessions.plans import SessionPlan
from volunteers.choices import VolunteerStatus
from volunteers.models import Enrolment, Unavailability, Volunteer

ACCEPTED = frozenset({"language", "far"})
"""Soft reasons that somebody decided about when the session that is copied was staffed."""


@dataclass
class Readiness:
    """What is known of some volunteers before there is a session to look at."""

    volunteers: Mapping[int, Volunteer]
    enrolled: Collection[tuple[int, int]]
    away: Mapping[int, list[tuple[datetime.datetime, datetime.datetime]]]

    @classmethod
    def of(cls, ids: Collection[int], user: User) -> "Readiness":
        enrolments = Enrolment.objects.filter(volunteer__in=ids, left_date=None)
        away = defaultdict(list)
        for one in Unavailability.objects.filter(volunteer__in=ids):
            away[one.volunteer_id].append((one.starts_at, one.ends_at))
        return cls(
            Volunteer.objects.visible_to(user).in_bulk(ids),
            set(enrolments.values_list("volunteer_id", "project_id")),
            away,
        )

    def why_not(self, pk: int, plan: SessionPlan, busy: BusyTimes) -> str:
        """A sentence; empty where nothing is known that stands against it."""
        volunteer = self.volunteers.get(pk)
        if not volunteer:
            return _("Without a volunteer of another region.")
        why = ""
        if volunteer.status != VolunteerStatus.ACTIVE:
            why = _("not active now")
        elif (pk, plan.project.pk) not in self.enrolled:
            why = _("not enrolled in %(project)s") % {"project": plan.project.name}
        elif any(
            start < plan.ends_at and end > plan.starts_at for start, end in self.away.get(pk, ())
        ):
            why = _("away then")
        elif not busy.are_free([Who(Kind.VOLUNTEER, pk)], plan.starts_at, plan.ends_at):
            why = _("busy then")
        return without(volunteer, why) if why else ""


def without(volunteer: Volunteer, why: str) -> str:
    return _("Without %(volunteer)s: %(why)s.") % {"volunteer": volunteer.full_name, "why": why}


@transaction.atomic
def take_over(wanted: Mapping[int, Mapping[str, str]], *, by: User) -> dict[int, list[str]]:
    """Give volunteers their places in sessions that have just come to be.

    In rounds, in each of which a volunteer gets one session at most: what somebody has by then
    counts for the next one (the way between schools, the hours of a week), and an adult is there
    before the minors are looked at.

    :param wanted: by session, the roles by the volunteers' ids.
    :returns: by session, who could not be taken over, and why.
    """
    visible = Volunteer.objects.visible_to(by)
    people = visible.in_bulk({int(pk) for staff in wanted.values() for pk in staff})
    sessions = SchoolSession.objects.select_related("project").in_bulk(wanted)
    waiting = [
        (session_id, int(pk), role)
        for session_id in sorted(wanted, key=lambda pk: sessions[pk].starts_at)
        for pk, role in wanted[session_id].items()
        if int(pk) in people
    ]
    refused: dict[tuple[int, int], list[eligibility.Reason]] = {}
    made: list[Assignment] = []
    while waiting:
        refused = _reasons(waiting)
        chosen = _choose(waiting, refused)
        if not chosen:
            break
        made += Assignment.objects.bulk_create(
            Assignment(school_session=sessions[session_id], volunteer=people[pk], role=role)
            for session_id, pk, role in chosen
        )
        waiting = [one for one in waiting if one not in chosen]
    notices.assigned_many(made, by=by)
    return _told(waiting, refused, sessions, people, by)


Place = tuple[int, int, str]


def _reasons(waiting: list[Place]) -> dict[tuple[int, int], list[eligibility.Reason]]:
    found = eligibility.reasons_for(
        {session_id for session_id, _pk, _role in waiting}, {pk for _id, pk, _role in waiting}
    )
    wanted = {(session_id, pk) for session_id, pk, _role in waiting}
    standing = {
        pair: [one for one in reasons if one.is_hard or one.code not in ACCEPTED]
        for pair, reasons in found.items()
        if pair in wanted
    }
    return {pair: reasons for pair, reasons in standing.items() if reasons}


def _choose(waiting: list[Place], refused: Mapping) -> list[Place]:
    """The first possible place of each volunteer."""
    chosen: dict[int, Place] = {}
    for place in waiting:
        session_id, pk, _role = place
        if (session_id, pk) not in refused:
            chosen.setdefault(pk, place)
    return list(chosen.values())


def _told(
    waiting: list[Place],
    refused: Mapping[tuple[int, int], list[eligibility.Reason]],
    sessions: Mapping[int, SchoolSession],
    people: Mapping[int, Volunteer],
    by: User,
) -> dict[int, list[str]]:
    others = eligibility.other_sessions(one for reasons in refused.values() for one in reasons)
    told: dict[int, list[str]] = defaultdict(list)
    for session_id, pk, _role in waiting:
        why = eligibility.sentence(
            refused[session_id, pk][0],
            by,
            school_session=sessions[session_id],
            volunteer=people[pk],
            others=others,
        )
        told[session_id].append(without(people[pk], why))
    return dict(told)
