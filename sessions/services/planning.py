"""Planning: a session comes to be, moves, is confirmed by its school, is cancelled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from schools.calendar import Obstacle, SchoolCalendar
from schools.models import ClassGroup, SchoolContact
from sessions import clashes, notices, policy
from sessions.choices import AssignmentRole, SessionStatus
from sessions.eligibility import Reason, are_without_adult, reasons_for_plan, standing
from sessions.errors import NO_ADULT, ChangedMeanwhile, Doubtful, Refusal
from sessions.history import changes_since, seen_version
from sessions.models import Assignment, Attendance, SchoolSession
from sessions.plans import SessionPlan
from sessions.services.crew import crew_faults, moved_staff_faults, staff_faults
from sessions.services.locking import all_or_nothing, hold_calendar, lock_rows, lock_session
from sessions.services.vacancies import settle_places
from volunteers.models import Volunteer

_UNDOES_CONFIRMATION = ("school_id", "starts_at", "minutes")


def plan_session(
    plan: SessionPlan,
    *,
    by: User,
    lead: Volunteer | None = None,
    co_teachers: Sequence[Volunteer] = (),
    despite: Collection[str] = (),
) -> SchoolSession:
    """Plan a session, with the volunteers who are known already.

    :param despite: the codes of soft reasons that the person knows and decides against.
    :raises Doubtful: only soft reasons stand against the volunteers.
    :raises Refusal: with the reason at each field of the plan; nothing is written then.
    """
    if not by.can(Permission.PLAN_SESSIONS):
        raise PermissionDenied
    volunteers = [*([lead] if lead else []), *co_teachers]

    def check() -> None:
        reasons = reasons_for_plan(plan, volunteers)
        against = {pk: standing(found, despite) for pk, found in reasons.items()}
        _refuse(
            _faults(plan, by=by),
            crew_faults(plan, lead, co_teachers, by=by),
            doubts=staff_faults(plan, lead, co_teachers, against, by=by),
            obstacles=_obstacles(plan),
            reasons=[one for found in against.values() for one in found],
        )

    with all_or_nothing(check):
        hold_calendar([plan.school.pk])
        _hold(plan, volunteers)
        check()
        school_session = SchoolSession()
        plan.write_to(school_session)
        school_session.save()
        Attendance.objects.bulk_create(
            Attendance(school_session=school_session, class_group=group)
            for group in plan.class_groups
        )
        assignments = Assignment.objects.bulk_create(
            Assignment(
                school_session=school_session,
                volunteer=volunteer,
                role=AssignmentRole.LEAD if volunteer == lead else AssignmentRole.CO_TEACHER,
            )
            for volunteer in volunteers
        )
        notices.assigned_many(assignments, by=by)
    return school_session


def change_session(
    school_session: SchoolSession, plan: SessionPlan, *, by: User, seen: str
) -> SchoolSession:
    """Change the plan of a session that is still to come; held time moves with it.

    A school that said yes to another time has not said yes to this one: the session goes back
    to planned then.

    :param seen: the version that the person saw (``seen_version``).
    :raises ChangedMeanwhile: somebody changed the plan since.
    """

    def check() -> None:
        _refuse(
            _faults(plan, by=by, school_session=school_session),
            obstacles=_obstacles(plan) if _has_moved(plan, school_session) else (),
        )

    with all_or_nothing(check):
        hold_calendar([plan.school.pk, school_session.school_id])
        locked = lock_session(school_session)
        policy.check_may_change(by, locked)
        if seen != seen_version(locked):
            raise ChangedMeanwhile(
                _("Someone changed this session while you had it open."),
                changes_since(locked, seen),
            )
        _hold(plan, _inside_or_waiting(locked))
        check()
        facts = notices.SessionFacts.of(locked)
        before = [getattr(locked, name) for name in _UNDOES_CONFIRMATION]
        plan.write_to(locked)
        if before != [getattr(locked, name) for name in _UNDOES_CONFIRMATION]:
            locked.status = SessionStatus.PLANNED
        locked.save()
        _set_class_groups(locked, plan.class_groups)
        notices.changed(locked, facts, by=by)
        settle_places(locked)
    return locked


def confirm_session(school_session: SchoolSession, *, by: User) -> SchoolSession:
    """The school said yes."""

    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_confirm(by, locked)
        locked.status = SessionStatus.CONFIRMED
        locked.save(update_fields=["status"])
        notices.confirmed(locked, by=by)
    return locked


def cancel_session(school_session: SchoolSession, *, by: User, reason: str) -> SchoolSession:
    """Cancel; the time of teacher, classes and volunteers is free again at once."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why: the volunteers will ask."), field="reason")
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_cancel(by, locked)
        locked.status = SessionStatus.CANCELLED
        locked.cancelled_at = timezone.now()
        locked.cancelled_by = by
        locked.cancel_reason = reason
        locked.closure = None  # whatever moved it before, this is another reason
        locked.save(
            update_fields=["status", "cancelled_at", "cancelled_by", "cancel_reason", "closure"]
        )
        notices.cancelled(locked, by=by)
    return locked


def _hold(plan: SessionPlan, volunteers: Iterable[Volunteer]) -> None:
    """Nobody else plans with the same teacher, classes or volunteers until we are done."""
    lock_rows(SchoolContact, [plan.contact.pk] if plan.contact else [])
    lock_rows(ClassGroup, [group.pk for group in plan.class_groups])
    lock_rows(Volunteer, [volunteer.pk for volunteer in volunteers])


def _inside_or_waiting(school_session: SchoolSession) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(
        Q(assignments__school_session=school_session)
        | Q(waiting_places__school_session=school_session)
    )


def _refuse(
    *faults: dict[str, list[str]],
    obstacles: Sequence[Obstacle] = (),
    doubts: dict[str, list[str]] | None = None,
    reasons: Sequence[Reason] = (),
) -> None:
    """Raise all faults at once, so that they can be mended at once.

    :param doubts: what the reasons against volunteers say; with soft ones alone, it is a question.
    """
    errors = defaultdict(list)
    for one in obstacles:
        errors["date" if one.is_whole_day else "start"].append(one.sentence)
    for part in (*faults, doubts or {}):
        for field, messages in part.items():
            errors[field].extend(messages)
    found = {field: messages for field, messages in errors.items() if messages}
    if not found:
        return
    is_faulty = any(messages for part in faults for messages in part.values())
    if is_faulty or obstacles or any(one.is_hard for one in reasons):
        raise Refusal(errors=found, can_overrule=any(one.can_be_overruled for one in obstacles))
    raise Doubtful(errors=found, codes=[one.code for one in reasons])


def _obstacles(plan: SessionPlan) -> list[Obstacle]:
    """What the calendar has against a plan; what is over already was not against it."""
    if plan.starts_at <= timezone.now():
        return []
    calendar = SchoolCalendar.of([plan.school], plan.date, plan.date)
    shifts = [group.shift for group in plan.class_groups]
    found = calendar.obstacles(plan.school.pk, plan.starts_at, plan.minutes, shifts)
    return [one for one in found if not (plan.despite_calendar and one.can_be_overruled)]


def _has_moved(plan: SessionPlan, school_session: SchoolSession) -> bool:
    """Whether it is at another time, or for others, than was once planned knowingly."""
    now = SessionPlan.of(school_session)
    return (plan.school, plan.starts_at, plan.minutes, {*plan.class_groups}) != (
        now.school,
        now.starts_at,
        now.minutes,
        {*now.class_groups},
    )


def _faults(
    plan: SessionPlan, *, by: User, school_session: SchoolSession | None = None
) -> dict[str, list[str]]:
    """What is wrong with a plan, by field."""
    if not policy.coordinates(by, plan.school):
        return {"school": [_("This school is outside your regions.")]}
    times = clashes.at_that_time(plan.starts_at, plan.ends_at, besides=school_session)
    faults = {
        "lesson": lesson_faults(plan),
        "contact": contact_faults(plan) + clashes.busy_contact(plan.contact, times, by),
        "class_groups": class_group_faults(plan)
        + clashes.busy_class_groups(plan.class_groups, times, by),
    }
    if school_session:
        filling = list(
            Volunteer.objects.filter(
                pk__in=school_session.assignments.filling().values("volunteer")
            )
        )
        faults["start"] = moved_staff_faults(plan, school_session, filling, by=by)
        if not plan.contact and are_without_adult(filling, plan.date):
            faults["contact"].append(str(NO_ADULT))
        if len(filling) > plan.places:
            faults["places"] = [
                _("%(count)s volunteers are in it already.") % {"count": len(filling)}
            ]
    return faults


def lesson_faults(plan: SessionPlan) -> list[str]:
    if plan.lesson and plan.lesson.project_id != plan.project.pk:
        return [_("This lesson is not one of %(project)s.") % {"project": plan.project.name}]
    return []


def contact_faults(plan: SessionPlan) -> list[str]:
    if plan.contact and plan.contact.school_id != plan.school.pk:
        return [_("%(teacher)s is at another school.") % {"teacher": plan.contact.name}]
    return []


def class_group_faults(plan: SessionPlan) -> list[str]:
    faults = []
    for group in plan.class_groups:
        if group.school_id != plan.school.pk:
            faults.append(_("Class %(group)s is at another school.") % {"group": group.label})
        elif group.school_year != plan.school_year:
            faults.append(
                _("Class %(group)s is of the school year %(year)s, the date is not.")
                % {"group": group.label, "year": group.school_year_label}
            )
    return faults


def _set_class_groups(school_session: SchoolSession, groups: Sequence[ClassGroup]) -> None:
    wanted = {group.pk for group in groups}
    school_session.attendance.exclude(class_group__in=wanted).delete()
    present = set(school_session.attendance.values_list("class_group", flat=True))
    Attendance.objects.bulk_create(
        Attendance(school_session=school_session, class_group_id=group)
        for group in sorted(wanted - present)
    )
