"""Places that volunteers take themselves in the demo: open to them in the coordinator's regions,
with an invitation and a place on a waiting list for the volunteer who signs in.
"""

import datetime

from accounts.models import User
from config.demo.accounts import COORDINATED
from regions.models import Region
from sessions.models import Invitation, OpenSignUp, SchoolSession, WaitingPlace
from sessions.offers import find_places
from sessions.services.invitations import answer_until
from volunteers.models import Project


def open_sign_up(coordinator: User, volunteer: User, *, now: datetime.datetime) -> None:
    OpenSignUp.objects.bulk_create(
        OpenSignUp(region=region, project=project)
        for region in Region.objects.filter(code__in=COORDINATED)
        for project in Project.objects.all()
    )
    dana = volunteer.volunteer
    found = find_places(dana)
    if found.open:
        asked = SchoolSession.objects.get(pk=found.open[0])
        sent_at = min(now, asked.starts_at)
        Invitation.objects.create(
            school_session=asked,
            volunteer=dana,
            by=coordinator,
            sent_at=sent_at,
            expires_at=answer_until(asked.starts_at, sent_at),
        )
    if found.full:
        WaitingPlace.objects.create(school_session_id=found.full[0], volunteer=dana, since=now)
