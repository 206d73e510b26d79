"""What stands against those who are to teach a plan, at the fields that they were chosen in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from sessions.eligibility import Reason, are_without_adult, reasons_for_plan, sentences
from sessions.errors import NO_ADULT
from sessions.models import SchoolSession
from sessions.plans import SessionPlan
from volunteers.models import Volunteer

_MATTERS_TO_STAFF = (
    "starts_at",
    "minutes",
    "mode",
    "school_id",
    "project_id",
    "is_emergency_response",
)


def moved_staff_faults(
    plan: SessionPlan, school_session: SchoolSession, filling: Sequence[Volunteer], *, by: User
) -> list[str]:
    """Why those who are in a session can't be in the changed one."""
    changed = SchoolSession()
    plan.write_to(changed)
    if all(getattr(changed, name) == getattr(school_session, name) for name in _MATTERS_TO_STAFF):
        return []
    found = reasons_for_plan(plan, filling, replacing=school_session)
    hard = {pk: [one for one in reasons if one.is_hard] for pk, reasons in found.items()}
    return [
        sentences(hard[volunteer.pk], by, school_session=changed, volunteer=volunteer)
        for volunteer in filling
        if hard.get(volunteer.pk)
    ]


def crew_faults(
    plan: SessionPlan, lead: Volunteer | None, co_teachers: Sequence[Volunteer], *, by: User
) -> dict[str, list[str]]:
    """What is wrong with those who are to teach it together."""
    volunteers = [*([lead] if lead else []), *co_teachers]
    seen = set(
        Volunteer.objects.visible_to(by)
        .filter(pk__in=[volunteer.pk for volunteer in volunteers])
        .values_list("pk", flat=True)
    )
    faults: dict[str, list[str]] = defaultdict(list)
    for volunteer in volunteers:
        if volunteer.pk not in seen:
            faults["lead" if volunteer == lead else "co_teachers"].append(
                _("%(volunteer)s is outside your regions.") % {"volunteer": volunteer.full_name}
            )
    if lead and lead in co_teachers:
        faults["co_teachers"].append(
            _("%(volunteer)s leads already.") % {"volunteer": lead.full_name}
        )
    if len(volunteers) > plan.places:
        faults["places"].append(
            _("%(count)s volunteers need as many places.") % {"count": len(volunteers)}
        )
    if not plan.contact and are_without_adult(volunteers, plan.date):
        faults["contact"].append(str(NO_ADULT))
    return faults


def staff_faults(
    plan: SessionPlan,
    lead: Volunteer | None,
    co_teachers: Sequence[Volunteer],
    against: Mapping[int, Sequence[Reason]],
    *,
    by: User,
) -> dict[str, list[str]]:
    """The reasons against each of them, at the field that they were chosen in."""
    planned = SchoolSession()
    plan.write_to(planned)
    faults: dict[str, list[str]] = defaultdict(list)
    for volunteer in dict.fromkeys([*([lead] if lead else []), *co_teachers]):
        if reasons := against.get(volunteer.pk):
            faults["lead" if volunteer == lead else "co_teachers"].append(
                sentences(reasons, by, school_session=planned, volunteer=volunteer)
            )
    return faults
