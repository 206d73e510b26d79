"""What would come of a planning run: each wanted session looked at, by itself and among the others.

As many questions to the database for one session as for a thousand.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.calendar import ObstacleKind, SchoolCalendar
from schools.models import ClassGroup
from sessions import clashes, policy
from sessions.bulk.repeats import lessons_had
from sessions.bulk.takeover import Readiness
from sessions.busy import BusyTimes, Held, Kind, Who, everyone
from sessions.choices import SessionStatus
from sessions.free_slots import HORIZON, FreeSlot, Seeking, free_slots
from sessions.models import PlanningRun, SchoolSession, WantedSession
from sessions.plans import SessionPlan
from sessions.services.planning import class_group_faults, contact_faults, lesson_faults

MOST_SUGGESTIONS = 30
"""So many rows are told when it could be instead; the button finds a time for all of them."""


class Verdict(StrEnum):
    GOOD = "good"
    SKIPPED = "skipped"
    """The school does not teach then."""
    CLASH = "clash"
    """Somebody is taken then."""
    WRONG = "wrong"
    """It could never be planned like that."""
    PLANNED = "planned"
    """A session came of it already."""


@dataclass
class Row:
    """A wanted session and what stands against it."""

    wanted: WantedSession
    plan: SessionPlan
    people: list[Who]
    """Its classes and its teacher: who has to be free."""
    verdict: Verdict = Verdict.GOOD
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What to know, although it can be planned: volunteers who cannot be taken over."""
    is_unusual: bool = False
    """The lesson is for other grades, or the class has it already."""
    volunteers: list[str] = field(default_factory=list)
    """Who is taken over, by name."""
    can_be_overruled: bool = False
    suggestion: FreeSlot | None = None
    held: list[tuple[Who, Held]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.wanted.number

    @property
    def will_be_planned(self) -> bool:
        return self.verdict == Verdict.GOOD and self.wanted.is_wanted

    @property
    def needs_a_look(self) -> bool:
        """Something that the person may want to decide; holidays that are left out are not."""
        return self.wanted.is_wanted and self.verdict in {
            Verdict.SKIPPED,
            Verdict.CLASH,
            Verdict.WRONG,
        }

    @property
    def title(self) -> str:
        return self.plan.lesson.title if self.plan.lesson else self.plan.project.name

    @property
    def groups_word(self) -> str:
        return ", ".join(group.label for group in self.plan.class_groups)

    @property
    def state_word(self) -> str:
        if self.verdict != Verdict.PLANNED and not self.wanted.is_wanted:
            return _("left out")
        return {
            Verdict.GOOD: _("fits"),
            Verdict.SKIPPED: _("no lessons then"),
            Verdict.CLASH: _("clash"),
            Verdict.WRONG: _("can't be"),
            Verdict.PLANNED: _("planned"),
        }[self.verdict]

    @property
    def volunteer_ids(self) -> list[int]:
        return [int(pk) for pk in self.wanted.staff]

    @property
    def shifts(self) -> list[int | None]:
        return [group.shift for group in self.plan.class_groups]

    @property
    def as_held(self) -> Held:
        return Held(self.plan.starts_at, self.plan.ends_at, row=self.number)

    @property
    def key(self) -> tuple:
        """What tells it from others where nobody is named who could be busy."""
        return self.plan.school.pk, self.plan.project.pk, self.wanted.lesson_id, self.plan.starts_at

    @property
    def seeking(self) -> Seeking:
        volunteers = everyone(volunteers=self.volunteer_ids)
        return Seeking(
            school_id=self.plan.school.pk,
            starts_at=self.plan.starts_at,
            minutes=self.plan.minutes,
            people=[*self.people, *volunteers],
            shifts=self.shifts,
        )


@dataclass
class Preview:
    """All rows of a run, in their order, and the times that they were looked at with."""

    run: PlanningRun
    rows: list[Row]
    busy: BusyTimes
    calendar: SchoolCalendar

    @cached_property
    def counts(self) -> Counter:
        """By verdict; what was unticked counts as such only."""
        return Counter(
            "unticked"
            if not row.wanted.is_wanted and row.verdict != Verdict.PLANNED
            else str(row.verdict)
            for row in self.rows
        )

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if row.will_be_planned]

    @property
    def unusual(self) -> list[Row]:
        return [row for row in self.good if row.is_unusual]

    @property
    def planned(self) -> list[Row]:
        return [row for row in self.rows if row.verdict == Verdict.PLANNED]

    def days_without_lessons(self) -> list[str]:
        """Holidays, breaks and closures between the first and the last session, in sentences."""
        rows = [row for row in self.rows if row.verdict != Verdict.PLANNED]
        days = {timezone.localdate(row.plan.starts_at) for row in rows}
        if not days:
            return []
        first, last = min(days), max(days)
        all_days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
        found = (
            one
            for school_id in {row.plan.school.pk for row in rows}
            for day in all_days
            for one in self.calendar.day_obstacles(school_id, day)
            if one.kind != ObstacleKind.HOURS
        )
        return list(dict.fromkeys(str(one.sentence) for one in found))

    @property
    def needing_a_look(self) -> list[Row]:
        return [row for row in self.rows if row.needs_a_look]


def preview_of(run: PlanningRun, user: User) -> Preview:
    """Look at all sessions of a run as things are now."""
    rows = _load(run)
    open_rows = [row for row in rows if row.verdict != Verdict.PLANNED]
    since, until = _span(open_rows)
    busy = BusyTimes.of(
        {who for row in open_rows for who in row.seeking.people}, since, until + HORIZON
    )
    calendar = SchoolCalendar.of(
        {row.plan.school.pk: row.plan.school for row in open_rows}.values(),
        timezone.localdate(since),
        timezone.localdate(until) + HORIZON,
    )
    preview = Preview(run, rows, busy, calendar)
    _judge(preview, open_rows, user)
    _say_what_clashes(open_rows, user)
    _note_unfit_lessons(open_rows)
    _look_at_volunteers(open_rows, busy, user)
    _suggest(preview)
    return preview


def _load(run: PlanningRun) -> list[Row]:
    wanted = list(
        run.wanted.select_related(
            "school__region", "school__district", "project", "lesson", "contact", "school_session"
        )
    )
    ids = {pk for one in wanted for pk in one.class_groups}
    groups = ClassGroup.objects.in_bulk(ids)
    return [_row(one, groups) for one in wanted]


def _row(wanted: WantedSession, known: dict[int, ClassGroup]) -> Row:
    groups = tuple(known[pk] for pk in wanted.class_groups if pk in known)
    plan = SessionPlan(
        school=wanted.school,
        project=wanted.project,
        lesson=wanted.lesson,
        contact=wanted.contact,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
        mode=wanted.mode,
        language=wanted.language,
        places=wanted.places,
        venue=wanted.venue,
        class_groups=groups,
    )
    row = Row(
        wanted,
        plan,
        everyone(
            contacts=[wanted.contact_id] if wanted.contact_id else [],
            class_groups=[group.pk for group in groups],
        ),
    )
    if wanted.school_session_id:
        row.verdict = Verdict.PLANNED
    elif len(groups) < len(wanted.class_groups):
        row.verdict = Verdict.WRONG
        row.reasons.append(_("A class of it is not there any more."))
    return row


def _span(rows: Iterable[Row]) -> tuple[datetime.datetime, datetime.datetime]:
    """From the first start to the last end."""
    now = timezone.now()
    starts = [row.plan.starts_at for row in rows] or [now]
    ends = [row.plan.ends_at for row in rows] or [now]
    return min(starts), max(ends)


# --- One by one ----------------------------------------------------------------------------


def _judge(preview: Preview, rows: list[Row], user: User) -> None:
    """In the order of the rows: of two that clash with each other, the first one stands."""
    now = timezone.now()
    twins = _twins(rows)
    for row in rows:
        row.reasons += _faults(row, user, now)
        if row.reasons:
            row.verdict = Verdict.WRONG
            continue
        plan = row.plan
        obstacles = preview.calendar.obstacles(
            plan.school.pk, plan.starts_at, plan.minutes, row.shifts
        )
        final = [one for one in obstacles if not one.can_be_overruled]
        if final or (obstacles and not row.wanted.despite_calendar):
            row.verdict = Verdict.SKIPPED
            row.reasons = [str(one.sentence) for one in final or obstacles]
            row.can_be_overruled = not final
            continue
        row.held = list(preview.busy.clashes(row.people, plan.starts_at, plan.ends_at))
        if row.held or (not row.people and row.key in twins):
            row.verdict = Verdict.CLASH
        elif row.wanted.is_wanted:
            preview.busy.take(row.people, row.as_held)
            twins.add(row.key)


def _faults(row: Row, user: User, now: datetime.datetime) -> list[str]:
    if not policy.coordinates(user, row.plan.school):
        return [_("This school is outside your regions.")]
    faults = [
        *lesson_faults(row.plan),
        *contact_faults(row.plan),
        *class_group_faults(row.plan),
    ]
    if row.plan.starts_at < now:
        faults.append(_("This time is over."))
    return faults


def _twins(rows: Iterable[Row]) -> set[tuple]:
    """Sessions that are planned already as the rows without class and teacher want them."""
    bare = [row for row in rows if not row.people]
    same = SchoolSession.objects.filter(
        school__in={row.plan.school.pk for row in bare},
        starts_at__in={row.plan.starts_at for row in bare},
    ).exclude(status=SessionStatus.CANCELLED)
    return set(same.values_list("school_id", "project_id", "lesson_id", "starts_at"))


# --- In words ------------------------------------------------------------------------------


def _say_what_clashes(rows: list[Row], user: User) -> None:
    ids = {held.session_id for row in rows for _who, held in row.held if held.session_id}
    others = SchoolSession.objects.select_related("lesson", "project", "school").in_bulk(ids)
    by_number = {row.number: row for row in rows}
    for row in rows:
        if row.verdict != Verdict.CLASH:
            continue
        groups = {group.pk: group.label for group in row.plan.class_groups}
        for who, held in row.held:
            if held.session_id:
                other = clashes.name_for(others[held.session_id], user)
            else:
                other = _name_in_run(by_number[held.row])
            is_group = who.kind == Kind.CLASS_GROUP
            row.reasons.append(
                _("Class %(group)s is taught then: %(session)s.")
                % {"group": groups[who.pk], "session": other}
                if is_group
                else _("%(teacher)s is busy then: %(session)s.")
                % {"teacher": row.plan.contact.name, "session": other}
            )
        if not row.held:
            row.reasons.append(_("The same session is planned already."))


def _name_in_run(row: Row) -> str:
    """Another session of the same run: nobody has planned it yet."""
    start = timezone.localtime(row.plan.starts_at).strftime("%H:%M")
    return _("%(session)s, also on this list") % {
        "session": ", ".join(filter(None, [row.title, row.groups_word, start]))
    }


def _note_unfit_lessons(rows: list[Row]) -> None:
    """Lessons that are for other grades, or that the class has on another day already."""
    days = lessons_had(row.wanted for row in rows)
    for row in rows:
        lesson = row.plan.lesson
        if not lesson:
            continue
        grades = {group.grade for group in row.plan.class_groups}
        if any(not lesson.grade_from <= grade <= lesson.grade_to for grade in grades):
            row.is_unusual = True
            row.notes.append(
                _("This lesson is meant for grades %(first)s to %(last)s.")
                % {"first": lesson.grade_from, "last": lesson.grade_to}
            )
        has_it = False
        for group in row.plan.class_groups:
            if day := days.get((group.pk, lesson.pk)):
                row.is_unusual = True
                row.notes.append(
                    _("%(group)s has this lesson already: %(day)s.")
                    % {"group": group.label, "day": formats.date_format(day)}
                )
                has_it = True
        if has_it and not row.wanted.is_wanted:
            row.notes.append(_("Tick it to plan it once more."))


def _look_at_volunteers(rows: list[Row], busy: BusyTimes, user: User) -> None:
    """Who cannot be taken over; the session itself can be planned without them."""
    ids = {pk for row in rows for pk in row.volunteer_ids}
    if not ids:
        return
    ready = Readiness.of(ids, user)
    for row in rows:
        if row.verdict != Verdict.GOOD:
            continue
        for pk in row.volunteer_ids:
            if why_not := ready.why_not(pk, row.plan, busy):
                row.notes.append(why_not)
                continue
            row.volunteers.append(ready.volunteers[pk].full_name)
            if row.wanted.is_wanted:
                busy.take([Who(Kind.VOLUNTEER, pk)], row.as_held)


def _suggest(preview: Preview) -> None:
    now = timezone.now()
    for row in preview.needing_a_look[:MOST_SUGGESTIONS]:
        after = max(now, row.plan.starts_at - datetime.timedelta(hours=6))
        found = free_slots(row.seeking, preview.busy, preview.calendar, after=after, most=1)
        row.suggestion = found[0] if found else None
