"""How services hold what they check.

Everybody locks in the same order, so that nobody waits in a circle: the calendar, the session,
then the teacher, the class groups, the volunteers, each by number. An exclusion constraint alone
would be right, too, but two writers that meet in it wait for each other until one is thrown out.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from schools.triggers import PLANNING_LOCK
from sessions.errors import NotNow, TooBusy, refusal_of
from sessions.models import SchoolSession

WAITED_TOO_LONG = {"55P03", "40P01"}
"""PostgreSQL's codes for a lock that did not come in time, and for waiting in a circle."""


def hold_calendar(school_ids: Iterable[int]) -> None:
    """None of these schools is closed until the transaction ends: for all who plan or move."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pg_advisory_xact_lock_shared(%s, region_id::int) FROM (
                SELECT DISTINCT region_id FROM schools_school WHERE id = ANY(%s) ORDER BY 1
            ) r
            """,
            [PLANNING_LOCK, list(school_ids)],
        )


def lock_session(school_session: SchoolSession) -> SchoolSession:
    """The session as it is now, held until the transaction ends."""
    locked = (
        SchoolSession.objects.select_for_update(of=("self",))
        .select_related("school", "project", "lesson")
        .filter(pk=school_session.pk)
        .first()
    )
    if not locked:
        raise NotNow(_("This session is not there any more."))
    return locked


def lock_rows(model: type[models.Model], ids: Iterable[int]) -> None:
    """Hold rows against other planners; plain readers and foreign keys pass."""
    rows = model._default_manager.filter(pk__in=list(ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


@contextmanager
def all_or_nothing(look_again: Callable[[], None]) -> Iterator[None]:
    """One transaction; a constraint that breaks in it becomes a refusal at the field.

    :param look_again: checks the same thing once more, after the rollback, and raises the
        refusal that names what is in the way.
    :raises TooBusy: others held the records for too long, or waited for us in a circle.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = refusal_of(error)
        if not refusal:
            raise
        look_again()
        raise refusal from error
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in WAITED_TOO_LONG:
            raise
        raise TooBusy(
            _("Somebody else is changing the same sessions right now. Try again.")
        ) from error
