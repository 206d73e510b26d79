"""The rows behind a figure as their page shows them: names instead of ids."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from reporting.behind.addresses import behind_url
from reporting.behind.listings import PAGE, Listing, Subject
from reporting.selection import Selection
from schools.models import ClassGroup, School
from sessions.models import SchoolSession
from volunteers.models import Volunteer


@dataclass
class ShownRow:
    """One row; what it does not have stays empty."""

    school: School | None = None
    class_group: ClassGroup | None = None
    session: SchoolSession | None = None
    volunteer: Volunteer | None = None
    sessions: int = 0
    amount: object = None
    url: str = ""


class ListingPage:
    """A page of a listing, with the names of what stands in it: a few queries, however long."""

    def __init__(self, listing: Listing, selection: Selection, user: User, number: int) -> None:
        self.listing = listing
        self.selection = selection
        self.user = user
        self.number = number

    @property
    def last_number(self) -> int:
        return max(1, -(-self.listing.number // PAGE))

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def first_row(self) -> int:
        return PAGE * (self.number - 1) + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.listing.rows) - 1

    @cached_property
    def rows(self) -> list[ShownRow]:
        show = {
            Subject.SESSIONS: self._session,
            Subject.SCHOOLS: self._school,
            Subject.CLASS_GROUPS: self._class_group,
            Subject.REACHED: self._reached,
            Subject.VOLUNTEERS: self._volunteer,
        }[self.listing.subject]
        return [show(row) for row in self.listing.rows]

    def _ids(self, name: str) -> set:
        return {row[name] for row in self.listing.rows if row.get(name)}

    @cached_property
    def _schools(self) -> dict[int, School]:
        schools = School.objects.select_related("region", "district")
        return schools.in_bulk(self._ids("school_id"))

    @cached_property
    def _groups(self) -> dict[int, ClassGroup]:
        return ClassGroup.objects.in_bulk(self._ids("class_group_id"))

    @cached_property
    def _sessions(self) -> dict[int, SchoolSession]:
        sessions = SchoolSession.objects.visible_to(self.user).filter(pk__in=self._ids("id"))
        return sessions.select_related("project", "lesson").in_bulk()

    @cached_property
    def _volunteers(self) -> dict[int, Volunteer]:
        return Volunteer.objects.in_bulk(self._ids("volunteer_id"))

    @cached_property
    def _visible_volunteers(self) -> set[int]:
        if not self.user.can(Permission.SEE_VOLUNTEERS):
            return set()
        ids = self._ids("volunteer_id")
        return set(
            Volunteer.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True)
        )

    def _session_url(self, pk: int) -> str:
        """Nothing where the school has left the regions of whoever looks."""
        return reverse("sessions:detail", args=[pk]) if pk in self._sessions else ""

    def _session(self, row: dict) -> ShownRow:
        return ShownRow(
            school=self._schools[row["school_id"]],
            session=self._sessions.get(row["id"]),
            amount=row["amount"],
            url=self._session_url(row["id"]),
        )

    def _school(self, row: dict) -> ShownRow:
        school = self._schools[row["school_id"]]
        return ShownRow(
            school=school,
            sessions=row["sessions"],
            amount=row["last_date"],
            url=behind_url(self.selection, "sessions", school=school.code),
        )

    def _class_group(self, row: dict) -> ShownRow:
        return ShownRow(
            school=self._schools[row["school_id"]],
            class_group=self._groups.get(row["class_group_id"]),
            sessions=row["sessions"],
            amount=row["students"],
        )

    def _reached(self, row: dict) -> ShownRow:
        return ShownRow(
            school=self._schools[row["school_id"]],
            class_group=self._groups.get(row["class_group_id"]),
            session=self._sessions.get(row["id"]),
            sessions=row["sessions"],
            amount=row["students"],
            url=self._session_url(row["id"]),
        )

    def _volunteer(self, row: dict) -> ShownRow:
        pk = row["volunteer_id"]
        return ShownRow(
            volunteer=self._volunteers.get(pk),
            sessions=row["sessions"],
            amount=row["hours"],
            url=reverse("volunteers:detail", args=[pk]) if pk in self._visible_volunteers else "",
        )
