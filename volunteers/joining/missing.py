"""What volunteers lack to become active, for many at once."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from volunteers.choices import CheckKind, ConsentKind, VolunteerStatus
from volunteers.models import (
    ADULT_AGE,
    Check,
    Consent,
    ConsentRequest,
    Enrolment,
    Project,
    StaffingLimits,
    Training,
    Volunteer,
    age_on,
)

Given = dict[int, set]
"""What each volunteer has, by their number."""


def what_is_missing(volunteers: Collection[Volunteer], day: datetime.date) -> dict[int, list[str]]:
    """In words, for each who lacks anything; the number of queries does not grow with them.

    Consents have to be there. Of several projects one is enough that they may teach for.
    """
    people = [volunteer.pk for volunteer in volunteers]
    consents = _gather(Consent.objects.filter(volunteer__in=people, withdrawn_at=None), "kind")
    trained = _gather(
        Training.objects.filter(volunteer__in=people, passed_date__lte=day), "project_id"
    )
    in_force = Q(valid_until=None) | Q(valid_until__gte=day)
    checks = _gather(
        Check.objects.filter(in_force, volunteer__in=people, valid_from__lte=day), "kind"
    )
    projects: dict[int, list[Project]] = defaultdict(list)
    current = Enrolment.objects.filter(volunteer__in=people, left_date=None)
    for enrolment in current.select_related("project").order_by("project__code"):
        projects[enrolment.volunteer_id].append(enrolment.project)
    guardian_age = StaffingLimits.now().guardian_consent_under_age
    asked = {
        request.volunteer_id: request
        for request in ConsentRequest.objects.filter(volunteer__in=people, replaced_at=None)
        .order_by("created_at", "pk")
        .defer("words")
    }
    missing = {}
    for volunteer in volunteers:
        age = age_on(volunteer.birth_date, day)
        lacks = [
            *_consents_missing(consents[volunteer.pk], age, guardian_age, asked.get(volunteer.pk)),
            *_readiness_missing(
                projects[volunteer.pk], trained[volunteer.pk], checks[volunteer.pk], age
            ),
        ]
        if lacks:
            missing[volunteer.pk] = lacks
    return missing


def missing_of(volunteer: Volunteer) -> list[str]:
    """What one volunteer lacks today; nothing for those who teach already."""
    if volunteer.status == VolunteerStatus.ACTIVE:
        return []
    return what_is_missing([volunteer], timezone.localdate()).get(volunteer.pk, [])


def _gather(rows, name: str) -> Given:
    given: Given = defaultdict(set)
    for volunteer, value in rows.order_by().values_list("volunteer_id", name):
        given[volunteer].add(value)
    return given


def _consents_missing(
    given: set[str], age: int, guardian_age: int, asked: ConsentRequest | None
) -> list[str]:
    """
    :param asked: what the guardian was asked last.
    """
    missing = []
    if ConsentKind.PARTICIPATION not in given:
        missing.append(_("own consent"))
    if age < guardian_age and ConsentKind.GUARDIAN not in given:
        missing.append(_guardian_missing(asked))
    return missing


def _guardian_missing(asked: ConsentRequest | None) -> str:
    """A no is another matter than a letter that was not opened yet."""
    if not asked:
        return _("a guardian’s consent")
    if asked.said_yes is False:
        return _("a guardian’s consent (they said no)")
    if asked.is_open:
        day = date_format(timezone.localtime(asked.created_at), "MONTH_DAY_FORMAT")
        return _("a guardian’s consent (asked on %(day)s)") % {"day": day}
    if asked.answered_at is None:
        return _("a guardian’s consent (they did not answer)")
    return _("a guardian’s consent")


def _readiness_missing(
    projects: list[Project], trained: set[int], checks: set[str], age: int
) -> list[str]:
    """Of the project that they are nearest to; nothing where they may teach for one."""
    if not projects:
        return [_("a project")]
    return min((_of_project(project, trained, checks, age) for project in projects), key=len)


def _of_project(project: Project, trained: set[int], checks: set[str], age: int) -> list[str]:
    missing = []
    if project.needs_training and project.pk not in trained:
        missing.append(_("training for %(project)s") % {"project": project.name})
    if age >= ADULT_AGE:
        if project.needs_background_check and CheckKind.BACKGROUND not in checks:
            missing.append(_("a background check"))
        if project.needs_code_of_conduct and CheckKind.CONDUCT not in checks:
            missing.append(_("the signed code of conduct"))
    return missing
