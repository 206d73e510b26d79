"""Planning runs: begin one, change what is wanted, plan all that is good, take it back."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from schools.models import ClassGroup, SchoolContact
from sessions.bulk.preview import Preview, Row, preview_of
from sessions.bulk.repeats import lessons_had
from sessions.bulk.takeover import take_over
from sessions.busy import Held
from sessions.choices import PlanningWay
from sessions.errors import NotNow, Refusal, TooBusy, refusal_of
from sessions.free_slots import free_slots
from sessions.models import Attendance, PlanningRun, SchoolSession, WantedSession
from sessions.services.locking import hold_calendar, lock_rows
from volunteers.models import Volunteer

MOST_ROWS = 1000
"""So many sessions fit in one run: a term of forty schools. More would not be looked through."""

KEPT = datetime.timedelta(days=30)
"""How long a run of which nothing was planned stays."""

_ATTEMPTS = 3
_SPREAD = (PlanningWay.CLASSES, PlanningWay.TEMPLATE)


@dataclass
class Outcome:
    """What came of a run.

    :param left_out: rows that were good when they were looked at, and are not any more.
    :param without: who could not be taken over, in sentences, by the number of the row.
    """

    planned: int = 0
    left_out: list[Row] = field(default_factory=list)
    without: dict[int, list[str]] = field(default_factory=dict)


@transaction.atomic
def begin_run(
    way: str, wanted: Iterable[WantedSession], *, by: User, choices: dict | None = None
) -> PlanningRun:
    """Keep what is wanted. Nothing is planned by it.

    Where lessons are spread over classes, one that all its classes have had or have in their plan
    is kept without a tick; a week or rows that were pasted name their lessons on purpose.

    :param wanted: unsaved; they are numbered in this order.
    :raises Refusal: none, or too many.
    """
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    rows = list(wanted)
    if not rows:
        raise Refusal(_("Nothing comes of these choices: no class, no lesson or no day is left."))
    if len(rows) > MOST_ROWS:
        raise Refusal(
            _("These are %(count)s sessions; at most %(most)s can be planned in one go.")
            % {"count": len(rows), "most": MOST_ROWS}
        )
    PlanningRun.objects.filter(by=by, planned_at=None, begun_at__lt=timezone.now() - KEPT).delete()
    run = PlanningRun.objects.create(by=by, way=way, choices=choices or {})
    had = lessons_had(rows) if way in _SPREAD else {}
    for number, row in enumerate(rows, 1):
        row.run, row.number = run, number
        groups = row.class_groups
        if groups and all((group, row.lesson_id) in had for group in groups):
            row.is_wanted = False
    WantedSession.objects.bulk_create(rows)
    return run


def discard_run(run: PlanningRun, *, by: User) -> None:
    """Throw away what is not planned yet; of a run that sessions came of, the rest of it."""
    with transaction.atomic():
        locked = lock_run(run, by)
        if locked.wanted.exclude(school_session=None).exists():
            locked.wanted.filter(school_session=None).delete()
        else:
            locked.delete()


def change_wanted(
    run: PlanningRun,
    numbers: Collection[int],
    *,
    by: User,
    is_wanted: bool | None = None,
    despite_calendar: bool | None = None,
    starts_at: datetime.datetime | None = None,
) -> None:
    """Tick or untick rows, plan them all the same, or give them another time."""
    changes = {
        "is_wanted": is_wanted,
        "despite_calendar": despite_calendar,
        "starts_at": starts_at,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    with transaction.atomic():
        rows = lock_run(run, by).wanted.filter(number__in=numbers, school_session=None)
        if given:
            rows.update(**given)


def find_times(run: PlanningRun, *, by: User, numbers: Collection[int] | None = None) -> int:
    """Give rows that cannot be planned the next time at which everybody is free.

    One after the other, so that none gets a time that another one has just got.

    :param numbers: of those rows only.
    :returns: how many have got another time.
    """
    with transaction.atomic():
        run = lock_run(run, by)
        preview = preview_of(run, by)
        now = timezone.now()
        moved = []
        for row in preview.needing_a_look:
            if numbers is not None and row.number not in numbers:
                continue
            after = max(now, row.plan.starts_at - datetime.timedelta(hours=6))
            found = free_slots(row.seeking, preview.busy, preview.calendar, after=after, most=1)
            if found:
                row.wanted.starts_at = found[0].starts_at
                held = Held(found[0].starts_at, found[0].ends_at, row=row.number)
                preview.busy.take(row.seeking.people, held)
                moved.append(row.wanted)
        WantedSession.objects.bulk_update(moved, ["starts_at"])
    return len(moved)


def plan_wanted(run: PlanningRun, *, by: User, seen: Collection[int]) -> Outcome:
    """Plan all sessions that are good now, in one transaction.

    Everyone who is in them is held first and then looked at once more: what somebody else has
    planned meanwhile is left out and told.

    :param seen: the numbers of the rows that the person saw as good; nothing else is planned.
    :raises TooBusy: others wrote at the same time, again and again.
    """
    for _attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                return _plan(run, by, frozenset(seen))
        except IntegrityError as error:
            # Somebody who does not hold what they check, such as an import.
            if not refusal_of(error):
                raise
    raise TooBusy(_("Others are planning with the same classes right now. Try again."))


def _plan(run: PlanningRun, by: User, seen: frozenset[int]) -> Outcome:
    run = lock_run(run, by)
    _hold_everyone(run)
    preview = preview_of(run, by)
    chosen = [row for row in preview.good if row.number in seen]
    sessions = []
    for row in chosen:
        school_session = SchoolSession()
        row.plan.write_to(school_session)
        sessions.append(school_session)
    SchoolSession.objects.bulk_create(sessions)
    Attendance.objects.bulk_create(
        Attendance(school_session=school_session, class_group=group)
        for row, school_session in zip(chosen, sessions, strict=True)
        for group in row.plan.class_groups
    )
    for row, school_session in zip(chosen, sessions, strict=True):
        row.wanted.school_session = school_session
    WantedSession.objects.bulk_update([row.wanted for row in chosen], ["school_session"])
    if chosen:
        run.planned_at = timezone.now()
        run.save(update_fields=["planned_at"])
    return Outcome(
        planned=len(chosen),
        left_out=_left_out(preview, seen),
        without=_take_over_staff(chosen, by),
    )


def _left_out(preview: Preview, seen: frozenset[int]) -> list[Row]:
    return [row for row in preview.rows if row.number in seen and row.needs_a_look]


def _take_over_staff(rows: list[Row], by: User) -> dict[int, list[str]]:
    staffed = {row.wanted.school_session_id: row for row in rows if row.wanted.staff}
    if not staffed:
        return {}
    told = take_over({pk: row.wanted.staff for pk, row in staffed.items()}, by=by)
    return {staffed[pk].number: sentences for pk, sentences in told.items()}


def _hold_everyone(run: PlanningRun) -> None:
    """In the order in which everybody locks: calendar, teachers, class groups, volunteers."""
    rows = run.wanted.filter(school_session=None, is_wanted=True)
    schools, contacts, groups, volunteers = set(), set(), set(), set()
    for school, contact, class_groups, staff in rows.values_list(
        "school", "contact", "class_groups", "staff"
    ):
        schools.add(school)
        contacts.add(contact)
        groups.update(class_groups)
        volunteers.update(map(int, staff))
    hold_calendar(schools)
    lock_rows(SchoolContact, contacts - {None})
    lock_rows(ClassGroup, groups)
    lock_rows(Volunteer, volunteers)


def lock_run(run: PlanningRun, by: User) -> PlanningRun:
    """The run as it is now, held until the transaction ends."""
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    visible = PlanningRun.objects.visible_to(by).select_for_update(of=("self",))
    locked = visible.filter(pk=run.pk).first()
    if not locked:
        raise NotNow(_("This list is not there any more."))
    return locked
