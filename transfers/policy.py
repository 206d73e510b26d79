"""May this person do this to this job now."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from transfers.models import Job
from transfers.registry import kind_named


def check_may_use(user: User, job: Job) -> None:
    """What comes of a job is for those who may have such jobs done, today as then.

    :raises PermissionDenied: the role was taken away, or there is no such kind any more.
    """
    try:
        allowed = user.can(kind_named(job.kind).permission)
    except KeyError:
        allowed = False
    if not allowed:
        raise PermissionDenied
