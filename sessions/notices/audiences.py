"""Whom one message goes to: everyone of a session, of a day in a region, of a school."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from outbox.services import Receiver
from regions.models import Region
from schools.models import School
from sessions.choices import FILLING, UPCOMING
from sessions.models import Assignment, SchoolSession
from volunteers.models import Volunteer
from volunteers.receivers import receiver_of


@dataclass(frozen=True)
class Audience:
    """Those who teach some sessions.

    :param about: how a letter names what they have in common.
    """

    sessions: QuerySet[SchoolSession]
    label: str
    about: str
    region_id: int

    @classmethod
    def of_session(cls, school_session: SchoolSession) -> "Audience":
        start = timezone.localtime(school_session.starts_at)
        return cls(
            SchoolSession.objects.filter(pk=school_session.pk),
            f"{school_session.title}, {formats.date_format(start, 'SHORT_DATETIME_FORMAT')}",
            f"session:{school_session.pk}",
            school_session.school.region_id,
        )

    @classmethod
    def of_school(cls, school: School) -> "Audience":
        """Whoever is still to teach there."""
        sessions = SchoolSession.objects.filter(
            school=school, status__in=UPCOMING, ends_at__gt=timezone.now()
        )
        label = _("%(school)s, all sessions to come") % {"school": school.name}
        return cls(sessions, label, f"school:{school.pk}", school.region_id)

    @classmethod
    def of_day(cls, day: datetime.date, region: Region, *, user: User) -> "Audience":
        sessions = SchoolSession.objects.visible_to(user).filter(
            date=day, school__region=region, status__in=UPCOMING
        )
        label = f"{region.name}, {formats.date_format(day, 'DATE_FORMAT')}"
        return cls(sessions, label, f"day:{region.pk}:{day}", region.pk)

    def volunteers(self) -> list[Volunteer]:
        """Volunteers only, each once."""
        places = Assignment.objects.filter(school_session__in=self.sessions, status__in=FILLING)
        people = Volunteer.objects.filter(pk__in=places.values("volunteer"))
        return list(people.select_related("user"))

    def receivers(self) -> list[Receiver]:
        """Each with the guardian's address for a copy, where under 18; closed accounts left out."""
        return [one for one in self._reachable() if one.may_get_own_words]

    def left_out(self) -> list[Receiver]:
        """Minors of whom no parent or guardian is known: nobody writes to them in own words."""
        return [one for one in self._reachable() if not one.may_get_own_words]

    def _reachable(self) -> list[Receiver]:
        return [one for one in map(receiver_of, self.volunteers()) if one.address]
