"""What the database itself keeps true about consents, whatever code writes.

Nobody is active without the consents that taking part needs: their own and, below the age in
`StaffingLimits`, a guardian's. It holds when a transaction ends, so that a volunteer and their
consents can be written in any order. In force is what was given and not taken back.

Each check locks its volunteer, so that activating somebody and taking back their consent at the
same moment are looked at one after the other. Checks share an advisory lock that a change of
the limits takes for itself.
"""

import pgtrigger
from django.conf import settings

from volunteers.ages import ADULT_AGE, turns

LIMITS_LOCK = 1_401_205
"""The advisory lock between checks of consents and changes of the limits they look at."""

DEFAULT_GUARDIAN_AGE = 16
"""What holds while no row of limits says otherwise."""

_TODAY = f"(clock_timestamp() AT TIME ZONE '{settings.TIME_ZONE}')::date"


def in_force(kind: str, volunteer: str = "v.id") -> str:
    """SQL: whether a consent of a volunteer is in force. Clocks may differ by some minutes."""
    return f"""EXISTS (
        SELECT FROM volunteers_consent c
        WHERE c.volunteer_id = {volunteer} AND c.kind = '{kind}' AND c.withdrawn_at IS NULL
            AND c.given_at <= clock_timestamp() + interval '10 minutes'
    )"""


GUARDIAN_AGE = f"""coalesce(
    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), {DEFAULT_GUARDIAN_AGE})"""  # noqa: S608 (a number of our own)

_NEEDS_GUARDIAN = f"{turns(GUARDIAN_AGE)} > {_TODAY}"

_LOCK = """
    PERFORM pg_advisory_xact_lock_shared({lock});
    PERFORM 1 FROM volunteers_volunteer WHERE id = {id} FOR NO KEY UPDATE;
"""

_CHECK_ACTIVE = f"""
    IF EXISTS (
        SELECT FROM volunteers_volunteer v
        WHERE {{which}} AND v.status = 'active' AND NOT {in_force("participation")}
    ) THEN
        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';
    END IF;
    IF EXISTS (
        SELECT FROM volunteers_volunteer v
        WHERE {{which}} AND v.status = 'active' AND {_NEEDS_GUARDIAN}
            AND NOT {in_force("guardian")}
    ) THEN
        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'
            USING ERRCODE = 'check_violation',
                CONSTRAINT = 'volunteer_active_has_guardian_consent';
    END IF;
"""  # noqa: S608 (numbers and names of our own)

_GIVEN_DAY = f"(c.given_at AT TIME ZONE '{settings.TIME_ZONE}')::date"

_CHECK_PICTURES = f"""
    IF EXISTS (
        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id
        WHERE {{which}} AND c.kind = 'photo' AND c.withdrawn_at IS NULL
            AND c.method NOT IN ('link', 'paper')
            AND {turns(ADULT_AGE)} > {_GIVEN_DAY}
    ) THEN
        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under {ADULT_AGE}.'
            USING ERRCODE = 'check_violation',
                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';
    END IF;
"""


def _checks(volunteer: str) -> str:
    which = f"v.id = {volunteer}"
    return (
        _LOCK.format(lock=LIMITS_LOCK, id=volunteer)
        + _CHECK_ACTIVE.format(which=which)
        + _CHECK_PICTURES.format(which=which)
    )


def _hold(name: str, operation, condition: str, *volunteers: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition(condition) if condition else None,
        func="".join(_checks(volunteer) for volunteer in volunteers) + "RETURN NULL;",
    )


_EVERYBODY = _CHECK_ACTIVE.format(which="true") + _CHECK_PICTURES.format(which="true")


def _refuse_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="hold_consents_truncate",
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        when=pgtrigger.After,
        func=_EVERYBODY + "RETURN NULL;",
    )


HOLD_CONSENTS_OF_VOLUNTEERS = [
    _hold("hold_consents_insert", pgtrigger.Insert, "NEW.status = 'active'", "NEW.id"),
    _hold(
        "hold_consents_update",
        pgtrigger.UpdateOf("status", "birth_date"),
        "((OLD.status, OLD.birth_date) IS DISTINCT FROM (NEW.status, NEW.birth_date))",
        "NEW.id",
    ),
]

HOLD_CONSENTS = [
    _hold("hold_consents_insert", pgtrigger.Insert, "NEW.kind = 'photo'", "NEW.volunteer_id"),
    _hold(
        "hold_consents_update",
        pgtrigger.Update,
        "OLD.* IS DISTINCT FROM NEW.*",
        "OLD.volunteer_id",
        "NEW.volunteer_id",
    ),
    _hold("hold_consents_delete", pgtrigger.Delete, "", "OLD.volunteer_id"),
    _refuse_truncate(),
]

HOLD_CONSENTS_OF_LIMITS = [
    pgtrigger.Trigger(
        name=f"hold_consents_{str(operation).lower()}",
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=f"PERFORM pg_advisory_xact_lock({LIMITS_LOCK});{_EVERYBODY}RETURN NULL;",
    )
    for operation in (pgtrigger.Insert, pgtrigger.Update, pgtrigger.Delete)
]
"""A higher age can be set once the guardians of those who are active below it have agreed."""
